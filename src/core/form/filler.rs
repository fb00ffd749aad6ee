//! One wish into the cells that its form has for it.
//!
//! Owns: which cell gets what and what is refused. Refuses to know: the ledger, reading back.
//! Invariant: locked cells and formulas are never written over; what is refused is named.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::answer::{Answer, State, is_pair, word};
use super::emphasis::Set;
use super::fill::{NotFilled, ReasonNotFilled, Wish};
use super::map::{AnswerPlace, FormMap, Slot};
use super::patch::NewCell;
use super::rows::{Sheet, Value};
use super::write::{self, Draft};
use super::{CellRef, FormBook, date};

/// The new cells of one sheet in the making.
pub(super) struct Filler<'a> {
    pub map: &'a FormMap,
    pub book: &'a FormBook,
    pub sheet: &'a Sheet,
    pub prefix: String,
    pub cells: BTreeMap<CellRef, NewCell>,
    pub not_filled: Vec<NotFilled>,
}

impl Filler<'_> {
    fn refuse(&mut self, wish: &Wish, cell: Option<CellRef>, reason: ReasonNotFilled) {
        self.not_filled.push(NotFilled {
            item: Some(wish.item),
            round: wish.round,
            cell,
            reason,
        });
    }

    /// Why a cell may not be written, if so.
    fn hindrance(&self, cell: CellRef) -> Option<ReasonNotFilled> {
        let found = self.sheet.cell(cell);
        let style = self.book.styles.get(found.map_or(0, |cell| cell.style));
        if self.sheet.is_protected && style.is_locked {
            Some(ReasonNotFilled::Locked)
        } else if found.is_some_and(|cell| cell.has_formula) {
            Some(ReasonNotFilled::Formula)
        } else {
            None
        }
    }

    fn style(&self, cell: CellRef) -> usize {
        self.sheet.cell(cell).map_or(0, |cell| cell.style)
    }

    pub fn wish(&mut self, wish: &Wish, read: Option<&super::RoundRead>) {
        let slot = self
            .map
            .items
            .get(wish.item)
            .and_then(|item| item.slots.iter().find(|slot| slot.round == wish.round));
        let slot = slot.cloned().unwrap_or(Slot {
            round: wish.round,
            answer: None,
            date: None,
            target: None,
        });
        // What stands there already is not written again.
        let answer = wish
            .answer
            .filter(|answer| read.is_none_or(|read| read.answer.state != State::Given(*answer)));
        let checked_on = wish
            .checked_on
            .filter(|day| read.is_none_or(|read| read.checked_on.date != Some(*day)));
        let target_on = wish
            .target_on
            .filter(|day| read.is_none_or(|read| read.target_on.date != Some(*day)));
        if let Some(State::Confirm { .. }) = read.map(|read| read.answer.state)
            && read.is_some_and(|read| matches!(read.answer.how, Some(super::How::Shape | super::How::Control)))
            && answer.is_some()
        {
            self.refuse(
                wish,
                slot.answer.and_then(|place| place.cells().first().copied()),
                ReasonNotFilled::Drawn,
            );
            return;
        }
        match (answer, slot.answer) {
            (None, _) => {}
            (Some(_), None) => self.refuse(wish, None, ReasonNotFilled::NoPlace),
            (Some(answer), Some(AnswerPlace::One(cell))) => self.one(wish, answer, cell),
            (Some(answer), Some(place @ AnswerPlace::Each { .. })) => self.each(wish, answer, place),
        }
        for (day, place) in [(checked_on, slot.date), (target_on, slot.target)] {
            let Some(day) = day else { continue };
            match place {
                None => self.refuse(wish, None, ReasonNotFilled::NoPlace),
                Some(cell) => self.day(wish, day, cell, slot.answer),
            }
        }
        let note_place = self.map.items.get(wish.item).and_then(|item| item.note);
        if let Some(note) = wish.note.as_deref().filter(|note| !note.trim().is_empty()) {
            match note_place {
                None => self.refuse(wish, None, ReasonNotFilled::NoPlace),
                Some(cell) => match self.hindrance(cell) {
                    Some(reason) => self.refuse(wish, Some(cell), reason),
                    None if self.sheet.text(cell).trim() == note.trim() => {}
                    None => self.put_text(cell, note),
                },
            }
        }
    }

    fn put_text(&mut self, cell: CellRef, text: &str) {
        let style = self.style(cell);
        let new = write::text_cell(text, style, self.book.styles.get(style), &self.prefix);
        self.cells.insert(cell, new);
    }

    fn put(&mut self, cell: CellRef, draft: Draft) {
        let style = self.style(cell);
        let new = draft.into_cell(style, self.book.styles.get(style), &self.prefix);
        self.cells.insert(cell, new);
    }

    fn draft(&self, cell: CellRef) -> Draft {
        Draft::of(self.sheet.cell(cell).map_or(&[], |cell| cell.runs.as_slice()))
    }

    /// A cell that holds the whole answer; its day, when it has one, is put in with it.
    fn one(&mut self, wish: &Wish, answer: Answer, cell: CellRef) {
        if let Some(reason) = self.hindrance(cell) {
            return self.refuse(wish, Some(cell), reason);
        }
        let text = self.sheet.text(cell).to_owned();
        let words = self.book.words_offered(self.sheet, cell);
        if is_pair(&text) && answer != Answer::NotApplicable && words.is_empty() {
            let mut draft = self.draft(cell);
            draft.choose(answer);
            return self.put(cell, draft);
        }
        let own = if !words.is_empty() {
            match write::offered(&words, answer) {
                Some(own) => own.to_owned(),
                None => return self.refuse(wish, Some(cell), ReasonNotFilled::NotOffered),
            }
        } else if text.trim().chars().count() == 1 && text.trim().starts_with(['□', '☐']) {
            match answer {
                Answer::Yes => "☑".to_owned(),
                _ => return self.refuse(wish, Some(cell), ReasonNotFilled::NotOffered),
            }
        } else {
            self.usual_word(cell.column, answer)
        };
        // The printed blank for the day stays; what is no date was an older answer.
        match date::find(&text) {
            Some(found) => {
                let letters: Vec<char> = text.chars().collect();
                let kept: String = letters[found.start..found.end].iter().collect();
                self.put_text(cell, &format!("{own}\n{kept}"));
            }
            None => self.put_text(cell, &own),
        }
    }

    /// はい, or ○ where the rest of the column is answered with marks.
    fn usual_word(&self, column: u32, answer: Answer) -> String {
        let shown = self
            .map
            .items
            .iter()
            .flat_map(|item| &item.slots)
            .filter_map(|slot| match slot.answer {
                Some(AnswerPlace::One(cell)) if cell.column == column => Some(self.sheet.text(cell).trim()),
                _ => None,
            });
        let marks = shown.filter(|text| matches!(*text, "○" | "〇" | "◯" | "×")).count();
        match answer {
            Answer::Yes if marks > 0 => "○".to_owned(),
            Answer::No if marks > 0 => "×".to_owned(),
            answer => answer.word().to_owned(),
        }
    }

    fn each(&mut self, wish: &Wish, answer: Answer, place: AnswerPlace) {
        let AnswerPlace::Each {
            yes,
            no,
            not_applicable,
        } = place
        else {
            return;
        };
        let cells = [
            (Some(yes), Answer::Yes),
            (Some(no), Answer::No),
            (not_applicable, Answer::NotApplicable),
        ];
        let cells: Vec<(CellRef, Answer)> = cells
            .into_iter()
            .filter_map(|(cell, answer)| Some((cell?, answer)))
            .collect();
        let Some(&(chosen, _)) = cells.iter().find(|(_, own)| *own == answer) else {
            return self.refuse(wish, None, ReasonNotFilled::NoPlace);
        };
        let blocked = cells.iter().find_map(|(cell, _)| {
            let needed = *cell == chosen || !self.sheet.text(*cell).trim().is_empty();
            if needed {
                self.hindrance(*cell).map(|reason| (*cell, reason))
            } else {
                None
            }
        });
        if let Some((cell, reason)) = blocked {
            return self.refuse(wish, Some(cell), reason);
        }
        for (cell, own) in cells {
            let text = self.sheet.text(cell).trim().to_owned();
            let is_flag = self
                .sheet
                .cell(cell)
                .is_some_and(|cell| matches!(cell.value, Value::Flag(_)));
            let is_word = word(&text) == Some(own) && text.chars().count() > 1;
            let is_box = text.starts_with(['□', '☐', '☑', '■']);
            match (cell == chosen, is_word, is_box) {
                _ if is_flag => {
                    let new = NewCell {
                        style: self.style(cell),
                        kind: " t=\"b\"",
                        inner: format!("<{0}v>{1}</{0}v>", self.prefix, u8::from(cell == chosen)),
                    };
                    self.cells.insert(cell, new);
                }
                (mine, true, false) => {
                    let mut draft = self.draft(cell);
                    draft.set_all(if mine { Set::Chosen } else { Set::Struck });
                    self.put(cell, draft);
                }
                (mine, _, true) => {
                    let rest: String = text.chars().skip(1).collect();
                    self.put_text(cell, &format!("{}{rest}", if mine { "☑" } else { "□" }));
                }
                (true, ..) => {
                    let words = self.book.words_offered(self.sheet, cell);
                    let mark = match words.as_slice() {
                        [] => "○".to_owned(),
                        words => match write::offered(words, Answer::Yes).or(write::offered(words, own)) {
                            Some(word) => word.to_owned(),
                            None => return self.refuse(wish, Some(cell), ReasonNotFilled::NotOffered),
                        },
                    };
                    self.put_text(cell, &mark);
                }
                (false, ..) if !text.is_empty() => {
                    let new = write::empty_cell(self.style(cell));
                    self.cells.insert(cell, new);
                }
                (false, ..) => {}
            }
        }
    }

    fn day(&mut self, wish: &Wish, day: NaiveDate, cell: CellRef, answer: Option<AnswerPlace>) {
        if let Some(reason) = self.hindrance(cell) {
            return self.refuse(wish, Some(cell), reason);
        }
        let style = self.style(cell);
        let text = self.sheet.text(cell).to_owned();
        let shares = answer.is_some_and(|place| place.cells().contains(&cell));
        let is_number = self
            .sheet
            .cell(cell)
            .is_some_and(|cell| matches!(cell.value, Value::Number(_)));
        if self.book.styles.get(style).is_date && !shares && (text.trim().is_empty() || is_number) {
            if let Some(serial) = date::to_serial(day, self.book.is_1904) {
                self.cells.insert(cell, write::serial_cell(serial, style, &self.prefix));
            }
            return;
        }
        let year = self.map.fiscal_year;
        let look = write::look_of(&text).or_else(|| self.look_of_column(cell.column));
        if shares {
            self.day_beside_answer(wish, day, cell, look);
            return;
        }
        match date::find(&text) {
            Some(found) if !is_number => {
                let mut draft = self.draft(cell);
                draft.put_date(&found, &write::date_text(day, look, year));
                self.put(cell, draft);
            }
            _ => self.put_text(cell, &write::date_text(day, look, year)),
        }
    }

    /// The day goes into the same cell as the answer, over the answer that was just put there.
    fn day_beside_answer(
        &mut self,
        wish: &Wish,
        day: NaiveDate,
        cell: CellRef,
        look: Option<(date::Look, Option<(char, char)>)>,
    ) {
        let year = self.map.fiscal_year;
        let look = look.or(Some((date::Look::Slash, Some(('（', '）')))));
        let shown = write::date_text(day, look, year);
        let text = self.sheet.text(cell).to_owned();
        let mut draft = match (wish.answer, is_pair(&text)) {
            (Some(answer @ (Answer::Yes | Answer::No)), true) => {
                let mut draft = self.draft(cell);
                draft.choose(answer);
                draft
            }
            (Some(answer), false) => {
                let blank = date::find(&text);
                let letters: Vec<char> = text.chars().collect();
                let kept: String =
                    blank.map_or(String::new(), |found| letters[found.start..found.end].iter().collect());
                let own = self.usual_word(cell.column, answer);
                let text = if kept.is_empty() { own } else { format!("{own}\n{kept}") };
                Draft::of(&[super::emphasis::Run {
                    text,
                    ..super::emphasis::Run::default()
                }])
            }
            _ => self.draft(cell),
        };
        match date::find(&draft.text()) {
            Some(found) => draft.put_date(&found, &shown),
            None => draft.append(&format!("\n{shown}")),
        }
        self.put(cell, draft);
    }

    fn look_of_column(&self, column: u32) -> Option<(date::Look, Option<(char, char)>)> {
        let cells = self
            .map
            .items
            .iter()
            .flat_map(|item| &item.slots)
            .flat_map(|slot| [slot.date, slot.target]);
        cells.flatten().filter(|cell| cell.column == column).find_map(|cell| {
            let is_text = self.sheet.cell(cell).is_some_and(|cell| cell.value == Value::Text);
            if is_text {
                write::look_of(self.sheet.text(cell))
            } else {
                None
            }
        })
    }

    pub fn header_box(&mut self, at: usize, text: &str) {
        let Some(found) = self.map.boxes.get(at) else { return };
        if let Some(reason) = self.hindrance(found.value) {
            self.not_filled.push(NotFilled {
                item: None,
                round: 0,
                cell: Some(found.value),
                reason,
            });
            return;
        }
        if found.label == found.value {
            let label = self.sheet.text(found.label).to_owned();
            let cut = label.find([':', '：']).map_or(label.as_str(), |at| {
                let mark = label[at..].chars().next().map_or(1, char::len_utf8);
                &label[..at + mark]
            });
            let whole = format!("{cut}{text}");
            self.put_text(found.value, &whole);
        } else if self.sheet.text(found.value).trim() != text.trim() {
            self.put_text(found.value, text);
        }
    }
}

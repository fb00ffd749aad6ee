//! Answers, dates and boxes of a form, as its map says.
//!
//! Owns: putting cells, shapes and controls together. Refuses to know: editions, the ledger.
//! Invariant: a shape over a place that would be blank makes it 要確認.

use super::answer::{Answer, AnswerRead, How, State, Why, pair, read_each, read_one};
use super::date::{self, DateRead};
use super::map::{AnswerPlace, BoxKey, FormMap};
use super::marks::{Mark, MarkKind};
use super::rows::{Cell, Sheet, Value};
use super::{CellRef, FormBook, FormError};

/// One round of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundRead {
    pub round: u8,
    pub answer: AnswerRead,
    pub checked_on: DateRead,
    pub target_on: DateRead,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRead {
    /// Place of the item in [`FormMap::items`].
    pub item: usize,
    pub rounds: Vec<RoundRead>,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxRead {
    pub key: BoxKey,
    pub text: String,
}

/// Everything that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub items: Vec<ItemRead>,
    pub boxes: Vec<BoxRead>,
}

impl FormMap {
    /// Reads the answers of this form.
    ///
    /// # Errors
    /// When the map names a sheet that the book does not have.
    pub fn read(&self, book: &FormBook) -> Result<Reading, FormError> {
        let sheet = book.sheets.get(self.sheet).ok_or(FormError::NoSuchSheet(self.sheet))?;
        let reader = Reader {
            book,
            sheet,
            fiscal_year: self.fiscal_year,
        };
        let items = self.items.iter().enumerate().map(|(at, item)| ItemRead {
            item: at,
            rounds: item
                .slots
                .iter()
                .map(|slot| RoundRead {
                    round: slot.round,
                    answer: slot.answer.map(|place| reader.answer(place)).unwrap_or_default(),
                    checked_on: slot.date.map(|cell| reader.date(cell, slot.answer)).unwrap_or_default(),
                    target_on: slot.target.map(|cell| reader.date(cell, None)).unwrap_or_default(),
                })
                .collect(),
            note: item
                .note
                .map(|cell| sheet.text(cell).trim().to_owned())
                .unwrap_or_default(),
        });
        let boxes = self.boxes.iter().map(|found| BoxRead {
            key: found.key,
            text: box_text(sheet, found.label, found.value),
        });
        Ok(Reading {
            items: items.collect(),
            boxes: boxes.collect(),
        })
    }
}

fn box_text(sheet: &Sheet, label: CellRef, value: CellRef) -> String {
    let text = sheet.text(value).trim();
    let text = match (label == value, text.split_once([':', '：'])) {
        (true, Some((_, after))) => after,
        (true, None) => "",
        (false, _) => text,
    };
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '_' | '＿' | '…'))
        .to_owned()
}

struct Reader<'a> {
    book: &'a FormBook,
    sheet: &'a Sheet,
    fiscal_year: Option<i32>,
}

impl Reader<'_> {
    fn runs(&self, cell: CellRef) -> &[super::emphasis::Run] {
        self.sheet.cell(cell).map_or(&[], |cell| cell.runs.as_slice())
    }

    fn answer(&self, place: AnswerPlace) -> AnswerRead {
        let mut read = match place {
            AnswerPlace::One(cell) => match self.sheet.cell(cell).map(|cell| cell.value) {
                // The value of a check box's linked cell, or an in-cell check box.
                Some(Value::Flag(flag)) => AnswerRead {
                    state: if flag { State::Given(Answer::Yes) } else { State::Blank },
                    how: flag.then_some(How::Control),
                    raw: self.sheet.text(cell).to_owned(),
                },
                // A day alone is the day's place, not an answer.
                Some(Value::Number(number)) if self.is_day(cell, number) => AnswerRead::default(),
                _ => read_one(self.runs(cell)),
            },
            AnswerPlace::Each {
                yes,
                no,
                not_applicable,
            } => {
                let mut cells = vec![(Answer::Yes, self.runs(yes)), (Answer::No, self.runs(no))];
                cells.extend(not_applicable.map(|cell| (Answer::NotApplicable, self.runs(cell))));
                read_each(&cells)
            }
        };
        for mark in &self.sheet.marks {
            if let Some(verdict) = self.judge(mark, place) {
                read = overlay(read, mark, verdict);
            }
        }
        read
    }

    /// What a mark says about an answer place: `None` when it lies elsewhere.
    fn judge(&self, mark: &Mark, place: AnswerPlace) -> Option<Option<Answer>> {
        if mark.kind == (MarkKind::CheckBox { checked: false }) {
            return None;
        }
        let cells: Vec<(CellRef, Option<Answer>)> = match place {
            AnswerPlace::One(cell) => vec![(cell, None)],
            AnswerPlace::Each {
                yes,
                no,
                not_applicable,
            } => [
                (Some(yes), Answer::Yes),
                (Some(no), Answer::No),
                (not_applicable, Answer::NotApplicable),
            ]
            .into_iter()
            .filter_map(|(cell, answer)| Some((cell?, Some(answer))))
            .collect(),
        };
        let by_text = super::answer::word(&mark.text);
        for (cell, own) in cells {
            let range = self.sheet.range(cell);
            let area = self.sheet.geometry.area(range.rows, range.columns);
            let centre = mark.area.centre();
            if area.holds(centre) {
                let guess = by_text.or(own).or_else(|| self.half(cell, &area, centre));
                return Some(match (mark.kind, guess) {
                    // A line takes its word away.
                    (MarkKind::Line, Some(Answer::Yes)) => Some(Answer::No),
                    (MarkKind::Line, Some(Answer::No)) => Some(Answer::Yes),
                    (_, guess) => guess,
                });
            }
            // It reaches into the cell without lying on it: somebody may have meant it.
            if area.share_in(&mark.area) > 0.3 || mark.area.share_in(&area) > 0.3 {
                return Some(None);
            }
        }
        None
    }

    /// Which of the two printed words lies under a point.
    fn half(&self, cell: CellRef, area: &super::geometry::Area, (x, y): (f64, f64)) -> Option<Answer> {
        let letters = super::answer::letters(self.runs(cell));
        let Some((yes, no)) = pair(&letters) else {
            return self.sheet.text(cell).trim().is_empty().then_some(Answer::Yes);
        };
        let first = if yes.start < no.start { Answer::Yes } else { Answer::No };
        let second = if first == Answer::Yes { Answer::No } else { Answer::Yes };
        let between = &letters[yes.end.min(no.end)..yes.start.max(no.start)];
        // narrow() made line ends blanks, so the runs themselves are asked.
        let text: String = self.runs(cell).iter().map(|run| run.text.as_str()).collect();
        let (a, b) = (text.find(super::answer::YES)?, text.find(super::answer::NO)?);
        let stacked = text[a.min(b)..a.max(b)].contains('\n') && !between.is_empty();
        let in_first = if stacked {
            y < (area.top + area.bottom) / 2.0
        } else {
            x < (area.left + area.right) / 2.0
        };
        Some(if in_first { first } else { second })
    }

    fn is_day(&self, cell: CellRef, number: f64) -> bool {
        let style = self.sheet.cell(cell).map_or(0, |cell| cell.style);
        self.book.styles.get(style).is_date || (20_000.0..80_000.0).contains(&number)
    }

    fn date(&self, cell: CellRef, answer: Option<AnswerPlace>) -> DateRead {
        let Some(found) = self.sheet.cell(cell) else {
            return DateRead::default();
        };
        if let Value::Number(number) = found.value {
            return match date::from_serial(number, self.book.is_1904).filter(|_| self.is_day(cell, number)) {
                Some(day) => date::judged(day, day.to_string(), self.fiscal_year),
                None => date::read(&found.text, self.fiscal_year),
            };
        }
        let shares_cell = answer.is_some_and(|place| place.cells().contains(&cell));
        if shares_cell && date::find(&found.text).is_none() {
            return DateRead::default();
        }
        date::read(date_text(found), self.fiscal_year)
    }
}

fn date_text(cell: &Cell) -> &str {
    &cell.text
}

fn overlay(read: AnswerRead, mark: &Mark, verdict: Option<Answer>) -> AnswerRead {
    let is_control = matches!(mark.kind, MarkKind::CheckBox { .. });
    let sure = is_control && verdict.is_some();
    let how = Some(if is_control { How::Control } else { How::Shape });
    let why = Why::Drawn;
    let state = match (read.state, verdict) {
        (State::Blank, Some(answer)) if sure => State::Given(answer),
        (State::Blank, guess) => State::Confirm { guess, why },
        (State::Given(given), Some(answer)) if given == answer => return read,
        (State::Given(_), Some(_)) if read.how == Some(How::Control) && sure => State::Both,
        (State::Given(_), _) => State::Confirm {
            guess: None,
            why: Why::Disagree,
        },
        // Two shapes on the two words.
        (
            State::Confirm {
                guess: Some(one),
                why: Why::Drawn,
            },
            Some(other),
        ) if one != other => State::Both,
        (State::Confirm { guess, why }, verdict) => State::Confirm {
            guess: guess.or(verdict),
            why,
        },
        (state @ (State::Both | State::Unreadable), _) => state,
    };
    AnswerRead { state, how, ..read }
}

//! The new inside of a cell: an answer or a day in the form that the cell uses already.
//!
//! Owns: setting off a printed word, ticking a printed box, replacing a printed blank. Refuses to know: which cell.
//! Invariant: letters that are no answer, mark or date stay, with their look.

use chrono::NaiveDate;

use super::answer::{Answer, NO, State, YES, is_pair, read_one, word};
use super::date::{self, Found, Look};
use super::emphasis::{Property, Run, Set, properties_xml};
use super::patch::NewCell;
use super::styles::Style;
use crate::core::entity::escaped;

/// One letter with the run it belongs to and how it is to be set.
#[derive(Clone)]
struct Letter {
    letter: char,
    run: usize,
    set: Set,
}

/// A text on its way into a cell.
pub(super) struct Draft {
    letters: Vec<Letter>,
    runs: Vec<Vec<Property>>,
    rich: bool,
}

const BOXES: [char; 4] = ['□', '☐', '◻', '▢'];
const TICKS: [char; 3] = ['☑', '■', '✅'];
const MARKS: [char; 14] = ['○', '〇', '◯', '●', '◉', '◎', 'レ', '✓', '✔', '×', '✕', '✗', 'ﾚ', '✖'];

impl Draft {
    pub fn of(runs: &[Run]) -> Self {
        let letters = runs.iter().enumerate().flat_map(|(run, text)| {
            text.text.chars().map(move |letter| Letter {
                letter,
                run,
                set: Set::Plain,
            })
        });
        Self {
            letters: letters.collect(),
            runs: runs.iter().map(|run| run.properties.clone()).collect(),
            rich: false,
        }
    }

    pub fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.letter).collect()
    }

    fn replace(&mut self, range: std::ops::Range<usize>, text: &str) {
        let run = self.letters.get(range.start).map_or(0, |letter| letter.run);
        let new = text.chars().map(|letter| Letter {
            letter,
            run,
            set: Set::Plain,
        });
        self.letters.splice(range, new.collect::<Vec<_>>());
    }

    /// Puts the day where the printed blank or an older day is.
    pub fn put_date(&mut self, found: &Found, text: &str) {
        self.replace(found.start..found.end, text);
    }

    pub fn append(&mut self, text: &str) {
        let end = self.letters.len();
        let run = self.runs.len().saturating_sub(1);
        self.replace(end..end, text);
        for letter in &mut self.letters[end..] {
            letter.run = run;
        }
    }

    /// Sets off one of the two printed words.
    pub fn choose(&mut self, answer: Answer) {
        let date = date::find(&self.text());
        let in_date = |at: usize| date.is_some_and(|found| (found.start..found.end).contains(&at));
        let has_boxes = self
            .letters
            .iter()
            .any(|l| BOXES.contains(&l.letter) || TICKS.contains(&l.letter));
        if has_boxes {
            self.tick(answer);
            return;
        }
        // Marks of an older answer go.
        let kept = self
            .letters
            .iter()
            .enumerate()
            .filter(|(at, l)| in_date(*at) || !MARKS.contains(&l.letter));
        self.letters = kept.map(|(_, letter)| letter.clone()).collect();
        let chosen = if answer == Answer::Yes { YES } else { NO };
        for (own, set) in [(YES, Set::Struck), (NO, Set::Struck)] {
            self.set(own, if own == chosen { Set::Chosen } else { set });
        }
        self.rich = true;
    }

    fn set(&mut self, own: &str, set: Set) {
        if let Some(at) = self.place(own) {
            for letter in &mut self.letters[at..at + own.chars().count()] {
                letter.set = set;
            }
        }
    }

    fn place(&self, own: &str) -> Option<usize> {
        let own: Vec<char> = own.chars().collect();
        (0..self.letters.len()).find(|&at| {
            self.letters[at..]
                .iter()
                .map(|l| l.letter)
                .take(own.len())
                .eq(own.iter().copied())
        })
    }

    /// `□はい　□いいえ` becomes `☑はい　□いいえ`.
    fn tick(&mut self, answer: Answer) {
        let (yes, no) = (self.place(YES), self.place(NO));
        let mut boxes: Vec<usize> = (0..self.letters.len())
            .filter(|&at| BOXES.contains(&self.letters[at].letter) || TICKS.contains(&self.letters[at].letter))
            .collect();
        boxes.truncate(2);
        let own = if answer == Answer::Yes { yes } else { no };
        let other = if answer == Answer::Yes { no } else { yes };
        let nearest = |word: Option<usize>| {
            let word = word?;
            boxes.iter().copied().min_by_key(|at| at.abs_diff(word))
        };
        let (own, other) = (nearest(own), nearest(other));
        for at in &boxes {
            let letter = &mut self.letters[*at].letter;
            if TICKS.contains(letter) {
                *letter = '□';
            }
        }
        if let Some(at) = own.filter(|at| other != Some(*at)) {
            self.letters[at].letter = '☑';
        }
    }

    /// Sets off the whole text, for a cell of its own per answer.
    pub fn set_all(&mut self, set: Set) {
        for letter in &mut self.letters {
            letter.set = set;
        }
        self.rich = true;
    }

    pub fn into_cell(self, style: usize, look: &Style, prefix: &str) -> NewCell {
        let space = |text: &str| {
            let edge =
                text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) || text.contains('\n');
            if edge { " xml:space=\"preserve\"" } else { "" }
        };
        let several = self.runs.iter().filter(|properties| !properties.is_empty()).count() > 0;
        let mut inner = format!("<{prefix}is>");
        if !self.rich && !several {
            let text = self.text();
            inner.push_str(&format!("<{prefix}t{}>{}</{prefix}t>", space(&text), escaped(&text)));
        } else {
            let mut at = 0;
            while at < self.letters.len() {
                let (run, set) = (self.letters[at].run, self.letters[at].set);
                let end = self.letters[at..]
                    .iter()
                    .position(|l| l.run != run || l.set != set)
                    .map_or(self.letters.len(), |n| at + n);
                let text: String = self.letters[at..end].iter().map(|l| l.letter).collect();
                let own = self
                    .runs
                    .get(run)
                    .filter(|properties| !properties.is_empty())
                    .unwrap_or(&look.font);
                let properties = properties_xml(own, set, prefix);
                inner.push_str(&format!(
                    "<{prefix}r>{properties}<{prefix}t{}>{}</{prefix}t></{prefix}r>",
                    space(&text),
                    escaped(&text)
                ));
                at = end;
            }
        }
        inner.push_str(&format!("</{prefix}is>"));
        NewCell {
            style,
            kind: " t=\"inlineStr\"",
            inner,
        }
    }
}

/// A text cell.
pub(super) fn text_cell(text: &str, style: usize, look: &Style, prefix: &str) -> NewCell {
    if text.is_empty() {
        return empty_cell(style);
    }
    let run = Run {
        text: text.to_owned(),
        ..Run::default()
    };
    Draft::of(&[run]).into_cell(style, look, prefix)
}

pub(super) fn empty_cell(style: usize) -> NewCell {
    NewCell {
        style,
        kind: "",
        inner: String::new(),
    }
}

pub(super) fn serial_cell(serial: i64, style: usize, prefix: &str) -> NewCell {
    NewCell {
        style,
        kind: "",
        inner: format!("<{prefix}v>{serial}</{prefix}v>"),
    }
}

/// The word of a list that gives this answer back when it is read.
pub(super) fn offered(words: &[String], answer: Answer) -> Option<&str> {
    let says = |text: &&String| {
        let run = Run {
            text: (*text).clone(),
            ..Run::default()
        };
        word(text) == Some(answer) || (!is_pair(text) && read_one(&[run]).state == State::Given(answer))
    };
    words.iter().find(says).map(String::as_str)
}

/// How days are written in a column, from a day or a printed blank that stands there.
pub(super) fn look_of(text: &str) -> Option<(Look, Option<(char, char)>)> {
    date::find(text).map(|found| (found.look, found.brackets))
}

pub(super) fn date_text(
    day: NaiveDate,
    look: Option<(Look, Option<(char, char)>)>,
    fiscal_year: Option<i32>,
) -> String {
    let (look, brackets) = look.unwrap_or((Look::YearSlash, None));
    date::write(day, look, brackets, fiscal_year)
}

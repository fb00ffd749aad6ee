//! One answer as people give it: a word, a mark, or one half of a printed はい・いいえ set off.
//!
//! Owns: what a text with its look says. Refuses to know: cells and shapes.
//! Invariant: doubt comes out as [`State::Confirm`], two answers as [`State::Both`]; never as no answer.

use super::date;
use super::emphasis::{Emphasis, Run, Tint};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    Yes,
    No,
    NotApplicable,
}

impl Answer {
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::NotApplicable];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotApplicable => "na",
        }
    }

    /// The form's own word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => YES,
            Self::No => NO,
            Self::NotApplicable => "対象外",
        }
    }
}

pub(super) const YES: &str = "はい";
pub(super) const NO: &str = "いいえ";

/// How an answer was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Word,
    Mark,
    Emphasis,
    Struck,
    Shape,
    Control,
}

impl How {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Mark => "mark",
            Self::Emphasis => "emphasis",
            Self::Struck => "struck",
            Self::Shape => "shape",
            Self::Control => "control",
        }
    }
}

/// Why a person has to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Something is drawn over it.
    Drawn,
    /// Two signs say two things.
    Disagree,
    /// A mark that may mean either, such as × under はい.
    Ambiguous,
    /// A word is struck through and no other is there.
    Struck,
}

impl Why {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Disagree => "disagree",
            Self::Ambiguous => "ambiguous",
            Self::Struck => "struck",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Blank,
    Given(Answer),
    /// 要確認, with a guess if there is one.
    Confirm {
        guess: Option<Answer>,
        why: Why,
    },
    /// Both are marked.
    Both,
    /// Something stands there that is no answer.
    Unreadable,
}

impl State {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Given(_) => "given",
            Self::Confirm { .. } => "confirm",
            Self::Both => "both",
            Self::Unreadable => "unreadable",
        }
    }
}

/// An answer with where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerRead {
    pub state: State,
    pub how: Option<How>,
    /// What the cells show.
    pub raw: String,
}

pub(super) struct Letter {
    pub letter: char,
    pub look: Emphasis,
}

/// The letters of a cell without its date.
pub(super) fn letters(runs: &[Run]) -> Vec<Letter> {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let date = date::find(&text).map_or(0..0, |found| found.start..found.end);
    let letters = runs
        .iter()
        .flat_map(|run| run.text.chars().map(|letter| (letter, run.emphasis)));
    letters
        .enumerate()
        .filter(|(at, _)| !date.contains(at))
        .map(|(_, (letter, look))| Letter {
            letter: match date::narrow(letter) {
                '〇' | '◯' | '⭕' | '⚪' => '○',
                narrow => narrow,
            },
            look,
        })
        .collect()
}

const CHECKED: &[char] = &[
    '●', '◉', '◎', 'レ', '✓', '✔', '☑', '■', '✅', '🗹', '☒', 'ﾚ', 'v', 'V', '√',
];
const UNCHECKED: &[char] = &['□', '☐', '◻', '▢'];
const CROSSES: &[char] = &['×', '✕', '✖', '✗', '✘', '╳', '❌', 'x', 'X'];
const RING: char = '○';

const YES_WORDS: &[&str] = &[
    "はい",
    "yes",
    "y",
    "有",
    "あり",
    "済",
    "済み",
    "実施",
    "実施済",
    "実施済み",
    "実施している",
    "適",
    "可",
    "できている",
    "true",
    "1",
    "ok",
    "対応済",
    "対応済み",
    "適合",
];
const NO_WORDS: &[&str] = &[
    "いいえ",
    "no",
    "n",
    "無",
    "なし",
    "未",
    "未実施",
    "実施していない",
    "否",
    "不適",
    "できていない",
    "未対応",
    "ng",
    "不可",
    "2",
    "未了",
    "不適合",
];
const VOID_WORDS: &[&str] = &[
    "対象外",
    "該当なし",
    "非該当",
    "n/a",
    "na",
    "記入不要",
    "該当せず",
    "-",
    "ー",
    "―",
    "/",
    "不要",
];

/// The word that a text is, marks around it taken off.
pub(super) fn word(text: &str) -> Option<Answer> {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '。' | '.' | '「' | '」' | '(' | ')'))
        .collect::<String>()
        .to_lowercase();
    let has = |words: &[&str]| words.contains(&bare.as_str());
    if has(YES_WORDS) {
        Some(Answer::Yes)
    } else if has(NO_WORDS) {
        Some(Answer::No)
    } else if has(VOID_WORDS) {
        Some(Answer::NotApplicable)
    } else {
        None
    }
}

/// Places of はい and いいえ, when both stand there.
pub(super) fn pair(letters: &[Letter]) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let find = |word: &str| {
        let word: Vec<char> = word.chars().collect();
        let starts = |at: &usize| {
            letters[*at..]
                .iter()
                .map(|l| l.letter)
                .take(word.len())
                .eq(word.iter().copied())
        };
        (0..letters.len()).find(starts).map(|at| at..at + word.len())
    };
    Some((find(YES)?, find(NO)?))
}

/// Whether a text has both printed words.
pub(super) fn is_pair(text: &str) -> bool {
    text.contains(YES) && text.contains(NO)
}

/// Reads a cell that holds the whole answer.
pub(super) fn read_one(runs: &[Run]) -> AnswerRead {
    let raw: String = runs.iter().map(|run| run.text.as_str()).collect();
    let letters = letters(runs);
    let (state, how) = match pair(&letters) {
        Some((yes, no)) => read_pair(&letters, yes, no),
        None => read_single(&letters),
    };
    AnswerRead {
        state,
        how,
        raw: raw.trim().to_owned(),
    }
}

fn read_single(letters: &[Letter]) -> (State, Option<How>) {
    let visible: Vec<&Letter> = letters.iter().filter(|l| !l.letter.is_whitespace()).collect();
    if visible.is_empty()
        || visible
            .iter()
            .all(|l| matches!(l.letter, '(' | ')' | '・') || UNCHECKED.contains(&l.letter))
    {
        return (State::Blank, None);
    }
    let text: String = visible.iter().map(|l| l.letter).collect();
    let struck = visible.iter().all(|l| l.look.strike);
    let is_mark = |c: char| c == RING || CHECKED.contains(&c);
    let body: String = text
        .chars()
        .filter(|&c| !is_mark(c) && !UNCHECKED.contains(&c))
        .collect();
    let found = if body.is_empty() {
        Some((Answer::Yes, How::Mark))
    } else if body.chars().count() == 1 && body.chars().all(|c| CROSSES.contains(&c)) {
        Some((Answer::No, How::Mark))
    } else {
        word(&body)
            .or_else(|| word(super::tokens::without_brackets(&body).trim()))
            .map(|answer| (answer, How::Word))
    };
    match found {
        Some((answer, _)) if struck => {
            let other = match answer {
                Answer::Yes => Some(Answer::No),
                Answer::No => Some(Answer::Yes),
                Answer::NotApplicable => None,
            };
            let why = Why::Struck;
            (State::Confirm { guess: other, why }, Some(How::Struck))
        }
        Some((answer, how)) => (State::Given(answer), Some(how)),
        None => (State::Unreadable, None),
    }
}

/// Marks around one of the two words.
#[derive(Default)]
struct Around {
    checked: bool,
    /// ● and its like: beside ○ they are what a radio button shows.
    filled: bool,
    unchecked: bool,
    ring: bool,
    cross: bool,
    brackets: bool,
}

fn around(letters: &[Letter]) -> Around {
    let mut found = Around::default();
    for letter in letters {
        match letter.letter {
            RING => found.ring = true,
            c if CHECKED.contains(&c) => {
                found.checked = true;
                found.filled |= matches!(c, '●' | '◉' | '◎');
            }
            c if UNCHECKED.contains(&c) => found.unchecked = true,
            c if CROSSES.contains(&c) => found.cross = true,
            '(' | '「' | '〈' | '《' | '<' | '[' => found.brackets = true,
            _ => {}
        }
    }
    found
}

fn read_pair(letters: &[Letter], yes: std::ops::Range<usize>, no: std::ops::Range<usize>) -> (State, Option<How>) {
    let yes_first = yes.start < no.start;
    let (first, second) = if yes_first { (&yes, &no) } else { (&no, &yes) };
    let between = &letters[first.end..second.start];
    // Where the first word's marks end: at a separator, else before the marks if marks stand before the words.
    let separator = between
        .iter()
        .position(|l| matches!(l.letter, '・' | '/' | '、' | ',' | '|' | '･' | '·'));
    let marks_lead = letters[..first.start].iter().any(|l| !l.letter.is_whitespace());
    let cut = first.end
        + match separator {
            Some(at) => at,
            None if marks_lead => between.iter().position(|l| l.letter == ')').map_or(0, |at| at + 1),
            None => between
                .iter()
                .rposition(|l| !l.letter.is_whitespace() && l.letter != '(')
                .map_or(between.len(), |at| at + 1),
        };
    let sides = (around(&letters[..cut]), around(&letters[cut..]));
    let (on_yes, on_no) = if yes_first {
        (sides.0, sides.1)
    } else {
        (sides.1, sides.0)
    };
    let both_rings = on_yes.ring && on_no.ring;
    let marked = |side: &Around, other: &Around| side.checked || (side.ring && !both_rings && !other.filled);
    let by_mark = match (marked(&on_yes, &on_no), marked(&on_no, &on_yes)) {
        (true, true) => return (State::Both, Some(How::Mark)),
        (true, false) => Some((Answer::Yes, How::Mark)),
        (false, true) => Some((Answer::No, How::Mark)),
        (false, false) => match (on_yes.cross, on_no.cross) {
            // A cross takes the word away, or chooses it: people do both.
            (true, false) | (false, true) => {
                let why = Why::Ambiguous;
                return (State::Confirm { guess: None, why }, Some(How::Mark));
            }
            _ if on_yes.brackets != on_no.brackets => {
                Some((if on_yes.brackets { Answer::Yes } else { Answer::No }, How::Mark))
            }
            _ => None,
        },
    };
    let (by_look, how_look) = compare(&look(&letters[yes]), &look(&letters[no]));
    match (by_mark, by_look) {
        (None, state) => (state, how_look),
        (Some((answer, how)), State::Blank) => (State::Given(answer), Some(how)),
        (Some((answer, how)), State::Given(same)) if same == answer => (State::Given(answer), Some(how)),
        (Some((answer, how)), _) => {
            let why = Why::Disagree;
            (
                State::Confirm {
                    guess: Some(answer),
                    why,
                },
                Some(how),
            )
        }
    }
}

/// The look of a word: what any of its letters has.
fn look(word: &[Letter]) -> Emphasis {
    let any = |has: fn(&Emphasis) -> bool| word.iter().any(|letter| has(&letter.look));
    Emphasis {
        bold: any(|look| look.bold),
        underline: any(|look| look.underline),
        strike: any(|look| look.strike),
        tint: if any(|look| look.tint == Tint::Coloured) {
            Tint::Coloured
        } else if any(|look| look.tint == Tint::Faded) {
            Tint::Faded
        } else {
            Tint::Plain
        },
    }
}

/// Which of two words is set off.
pub(super) fn compare(yes: &Emphasis, no: &Emphasis) -> (State, Option<How>) {
    if yes.strike && no.strike {
        let why = Why::Struck;
        return (State::Confirm { guess: None, why }, Some(How::Struck));
    }
    let one = |on_yes: bool, on_no: bool| match (on_yes, on_no) {
        (true, false) => Some(Answer::Yes),
        (false, true) => Some(Answer::No),
        _ => None,
    };
    let signs = [
        one(no.strike, yes.strike),
        one(yes.underline, no.underline),
        one(yes.bold, no.bold),
        one(yes.tint == Tint::Coloured, no.tint == Tint::Coloured),
        one(no.tint == Tint::Faded, yes.tint == Tint::Faded),
    ];
    let how = if signs[0].is_some() { How::Struck } else { How::Emphasis };
    let mut answers = signs.into_iter().flatten();
    match answers.next() {
        None => (State::Blank, None),
        Some(answer) if answers.all(|other| other == answer) => (State::Given(answer), Some(how)),
        Some(_) => {
            let why = Why::Disagree;
            (State::Confirm { guess: None, why }, Some(how))
        }
    }
}

/// Reads cells of which each stands for one answer, in the order yes, no, not applicable.
pub(super) fn read_each(cells: &[(Answer, &[Run])]) -> AnswerRead {
    let mut marked = Vec::new();
    let mut printed = Vec::new();
    let mut doubtful = None;
    let mut raws = Vec::new();
    for (own, runs) in cells {
        let raw: String = runs.iter().map(|run| run.text.as_str()).collect();
        if !raw.trim().is_empty() {
            raws.push(raw.trim().to_owned());
        }
        let letters = letters(runs);
        let text: String = letters
            .iter()
            .map(|l| l.letter)
            .filter(|c| !c.is_whitespace())
            .collect();
        let marks = around(&letters);
        let body: String = text
            .chars()
            .filter(|c| *c != RING && !CHECKED.contains(c) && !UNCHECKED.contains(c) && !matches!(c, '(' | ')'))
            .collect();
        let is_own = word(&body) == Some(*own) || body.is_empty();
        match () {
            () if text.is_empty() || matches!(text.as_str(), "-" | "・" | "false" | "FALSE" | "0") => {}
            // A box that is ticked, whichever column it stands in.
            () if matches!(text.as_str(), "TRUE" | "true" | "1") => marked.push(*own),
            () if body.chars().all(|c| CROSSES.contains(&c)) && !body.is_empty() => {
                doubtful = Some((*own, Why::Ambiguous));
            }
            () if is_own && (marks.checked || marks.ring) => marked.push(*own),
            () if is_own && marks.unchecked => {}
            () if is_own && body.is_empty() => {}
            () if is_own => printed.push((*own, look(&letters))),
            // はい in the column of いいえ, or a remark: somebody meant this column.
            () => doubtful = Some((*own, Why::Ambiguous)),
        }
    }
    let (state, how) = match (marked.as_slice(), printed.as_slice(), doubtful) {
        ([_, _, ..], ..) => (State::Both, Some(How::Mark)),
        ([answer], _, None) => (State::Given(*answer), Some(How::Mark)),
        ([_], _, Some((guess, why))) | ([], _, Some((guess, why))) => {
            let guess = Some(guess).filter(|_| marked.is_empty());
            (State::Confirm { guess, why }, Some(How::Mark))
        }
        ([], [], None) => (State::Blank, None),
        // The other words were never printed or were deleted: what is left is the answer.
        ([], [(answer, look)], None) if cells.len() > 1 => {
            if look.strike {
                let why = Why::Struck;
                (State::Confirm { guess: None, why }, Some(How::Struck))
            } else {
                (State::Given(*answer), Some(How::Word))
            }
        }
        ([], [(Answer::Yes, yes), (Answer::No, no), ..], None) => compare(yes, no),
        ([], _, None) => (State::Blank, None),
    };
    AnswerRead {
        state,
        how,
        raw: raws.join(" "),
    }
}

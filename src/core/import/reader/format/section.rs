//! A format code in its sections and parts.

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+` or `E-`.
    Exponent,
    Slash,
    General,
    Text,
    /// A run of one date letter.
    Date(char, usize),
    /// `[h]`, `[mm]`: hours or minutes beyond a day.
    Elapsed(char, usize),
    HalfDay,
    /// A letter that means something to some program, but not to us.
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

impl Test {
    pub fn holds(self, number: f64, limit: f64) -> bool {
        match self {
            Self::Less => number < limit,
            Self::LessOrEqual => number <= limit,
            Self::Equal => number == limit,
            Self::NotEqual => number != limit,
            Self::GreaterOrEqual => number >= limit,
            Self::Greater => number > limit,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub condition: Option<(Test, f64)>,
    pub parts: Vec<Part>,
    /// 元年 instead of 1年.
    pub gannen: bool,
    /// The long date or time of the system: what follows is what it would be in another country.
    system: bool,
}

impl Section {
    pub fn is_date(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Date(..) | Part::Elapsed(..)))
    }
}

pub(super) fn sections(code: &str) -> Vec<Section> {
    let letters: Vec<char> = code.chars().collect();
    let mut list = vec![Section::default()];
    let mut at = 0;
    while at < letters.len() {
        if letters[at] == ';' {
            // A format has four sections; what stands behind them is not shown by anybody.
            if list.len() == 4 {
                break;
            }
            list.push(Section::default());
            at += 1;
            continue;
        }
        let Some(section) = list.last_mut() else { break };
        let decided = section.system.then(|| section.parts.clone());
        at = part(&letters, at, section);
        section.parts = decided.unwrap_or_else(|| std::mem::take(&mut section.parts));
    }
    list
}

/// Reads the part at `at` into the section and says where the next one begins.
fn part(letters: &[char], at: usize, section: &mut Section) -> usize {
    let starts = |word: &str| {
        let word: Vec<char> = word.chars().collect();
        letters[at..].len() >= word.len()
            && letters[at..]
                .iter()
                .zip(&word)
                .all(|(one, two)| one.eq_ignore_ascii_case(two))
    };
    let parts = &mut section.parts;
    for (word, meaning) in [
        ("General", Part::General),
        ("G/標準", Part::General),
        ("AM/PM", Part::HalfDay),
        ("A/P", Part::HalfDay),
        ("E+", Part::Exponent),
        ("E-", Part::Exponent),
    ] {
        if starts(word) {
            parts.push(meaning);
            return at + word.chars().count();
        }
    }
    match letters[at] {
        '"' => {
            let end = until(letters, at + 1, '"');
            literal(parts, &letters[at + 1..end]);
            end + 1
        }
        '[' => {
            let end = until(letters, at + 1, ']');
            let inside: String = letters[at + 1..end].iter().collect();
            bracket(&inside, section);
            end + 1
        }
        '\\' | '!' => {
            literal(
                parts,
                &letters[(at + 1).min(letters.len())..(at + 2).min(letters.len())],
            );
            at + 2
        }
        // Room of the width of a letter, or a letter repeated to fill the cell: nothing that says anything.
        '_' | '*' => at + 2,
        c @ ('0' | '#' | '?') => {
            parts.push(Part::Digit(c));
            at + 1
        }
        '.' => {
            parts.push(Part::Point);
            at + 1
        }
        ',' => {
            parts.push(Part::Comma);
            at + 1
        }
        '%' => {
            parts.push(Part::Percent);
            at + 1
        }
        '/' => {
            parts.push(Part::Slash);
            at + 1
        }
        '@' => {
            parts.push(Part::Text);
            at + 1
        }
        c if is_date_letter(c) => {
            let c = c.to_ascii_lowercase();
            let count = letters[at..]
                .iter()
                .take_while(|other| other.to_ascii_lowercase() == c)
                .count();
            parts.push(Part::Date(c, count));
            at + count
        }
        c if c.is_ascii_alphabetic() => {
            parts.push(Part::Unknown);
            at + 1
        }
        _ => {
            literal(parts, &letters[at..=at]);
            at + 1
        }
    }
}

fn is_date_letter(c: char) -> bool {
    matches!(
        c.to_ascii_lowercase(),
        'y' | 'm' | 'd' | 'h' | 's' | 'g' | 'e' | 'a' | 'b'
    )
}

fn until(letters: &[char], from: usize, end: char) -> usize {
    letters[from..]
        .iter()
        .position(|&c| c == end)
        .map_or(letters.len(), |at| from + at)
}

fn literal(parts: &mut Vec<Part>, letters: &[char]) {
    let text: String = letters.iter().collect();
    match parts.last_mut() {
        Some(Part::Literal(known)) => known.push_str(&text),
        _ => parts.push(Part::Literal(text)),
    }
}

/// `[h]`, `[<43586]`, `[$¥-411]`, `[$-ja-JP-x-gannen]`, `[$-F800]`; colours and digits of a script say nothing.
fn bracket(inside: &str, section: &mut Section) {
    let lower = inside.to_ascii_lowercase();
    if let Some(c) = lower.chars().next()
        && matches!(c, 'h' | 'm' | 's')
        && lower.chars().all(|other| other == c)
    {
        section.parts.push(Part::Elapsed(c, lower.len()));
        return;
    }
    if let Some(locale) = lower.strip_prefix('$') {
        section.gannen |= locale.contains("gannen");
        for (mark, code) in [("-f800", "yyyy\"年\"m\"月\"d\"日\""), ("-f400", "h:mm:ss")] {
            if locale.ends_with(mark) {
                section.parts = sections(code).swap_remove(0).parts;
                section.system = true;
                return;
            }
        }
        let symbol: String = inside.chars().skip(1).take_while(|&c| c != '-').collect();
        if !symbol.is_empty() {
            section.parts.push(Part::Literal(symbol));
        }
        return;
    }
    for (sign, test) in [
        ("<=", Test::LessOrEqual),
        (">=", Test::GreaterOrEqual),
        ("<>", Test::NotEqual),
        ("<", Test::Less),
        (">", Test::Greater),
        ("=", Test::Equal),
    ] {
        if let Some(limit) = inside.strip_prefix(sign) {
            if let Ok(limit) = limit.trim().parse::<f64>() {
                section.condition = Some((test, limit));
            }
            return;
        }
    }
}

//! Reading a table from top to bottom: what each row is, and where its cells are.
//!
//! Owns: item rows, slots, notes, boxes, the sentence of presence. Refuses to know: titles, years, confidence.
//! Invariant: a row inside the table that is not understood is named, never dropped in silence.

use super::answer::is_pair;
use super::header::Header;
use super::map::{AnswerPlace, ColumnRole, DoubtKind, FormMap, HeaderBox, Hints, ItemRow, RowKind, Slot, TargetGroup};
use super::pointed::Layout;
use super::rows::{Sheet, Value};
use super::{CellRef, date, tokens, year};

/// The reading of one table from top to bottom.
pub(super) struct Walk<'a> {
    sheet: &'a Sheet,
    hints: &'a Hints,
    layout: Option<&'a Layout>,
    columns: u32,
    current: Option<Table>,
    block: Option<String>,
    is_formal: bool,
    section: Option<String>,
    group: TargetGroup,
    pub years: Vec<(i32, CellRef)>,
}

/// The columns of the table in hand.
struct Table {
    roles: Vec<(u32, ColumnRole)>,
    item: u32,
    first_answer: u32,
    with_date: bool,
}

impl Table {
    fn column(&self, wanted: impl Fn(&ColumnRole) -> bool) -> Option<u32> {
        self.roles
            .iter()
            .find(|(_, role)| wanted(role))
            .map(|(column, _)| *column)
    }
}

impl<'a> Walk<'a> {
    pub fn new(sheet: &'a Sheet, hints: &'a Hints, layout: Option<&'a Layout>, columns: u32) -> Self {
        Self {
            sheet,
            hints,
            layout,
            columns,
            current: None,
            block: None,
            is_formal: true,
            section: None,
            group: TargetGroup::NONE,
            years: Vec::new(),
        }
    }
}

impl Walk<'_> {
    pub fn start_table(&mut self, header: &Header, map: &mut FormMap, end: u32) {
        let rows = header.last + 1..=end.min(header.last + 60);
        let mut roles: Vec<(u32, ColumnRole)> = header
            .columns
            .iter()
            .map(|column| (column.column, column.role))
            .collect();
        if !header.is_pointed {
            self.split_merged_heading(&mut roles, rows.clone());
        }
        let is_answer = |role: &ColumnRole| {
            matches!(
                role,
                ColumnRole::Answer { .. }
                    | ColumnRole::Yes { .. }
                    | ColumnRole::No { .. }
                    | ColumnRole::NotApplicable { .. }
                    | ColumnRole::Date { .. }
                    | ColumnRole::Target { .. }
            )
        };
        let first_answer = roles
            .iter()
            .filter(|(_, role)| is_answer(role))
            .map(|(column, _)| *column)
            .min()
            .unwrap_or(1);
        let length = |column: u32| -> usize {
            let own = |row: u32| {
                let place = CellRef { row, column };
                if self.sheet.anchor(place) == place {
                    self.sheet.text(place).chars().count()
                } else {
                    0
                }
            };
            rows.clone().map(own).sum()
        };
        let items: Vec<u32> = roles
            .iter()
            .filter(|(_, role)| *role == ColumnRole::Item)
            .map(|(column, _)| *column)
            .collect();
        let item = match items.as_slice() {
            [only] => *only,
            [] => {
                let best = (1..=self.columns)
                    .filter(|column| !roles.iter().any(|(known, role)| known == column && is_answer(role)))
                    .max_by_key(|column| length(*column))
                    .unwrap_or(1);
                map.doubt(
                    DoubtKind::GuessedItemColumn,
                    Some(CellRef {
                        row: header.last,
                        column: best,
                    }),
                    "",
                );
                best
            }
            // チェック項目 over a column of numbers and one of texts.
            several => {
                let best = several
                    .iter()
                    .copied()
                    .max_by_key(|column| length(*column))
                    .unwrap_or(1);
                for (column, role) in &mut roles {
                    if *role == ColumnRole::Item && *column != best {
                        *role = if *column < best {
                            ColumnRole::Number
                        } else {
                            ColumnRole::Note
                        };
                    }
                }
                best
            }
        };
        self.current = Some(Table {
            roles,
            item,
            first_answer,
            with_date: header.with_date,
        });
    }

    /// One heading over several columns: はい beside いいえ, or an answer beside its date.
    fn split_merged_heading(&self, roles: &mut Vec<(u32, ColumnRole)>, rows: std::ops::RangeInclusive<u32>) {
        let mut keep = vec![true; roles.len()];
        for at in 1..roles.len() {
            let ((before, first), (column, role)) = (roles[at - 1], roles[at]);
            let ColumnRole::Answer { round } = role else { continue };
            if column != before + 1
                || !matches!(first, ColumnRole::Answer { round: r } | ColumnRole::Yes { round: r } if r == round)
            {
                continue;
            }
            let mut own = 0u32;
            let (mut dates, mut nos) = (0, 0);
            for row in rows.clone() {
                let place = CellRef { row, column };
                if self.sheet.anchor(place) != place {
                    continue;
                }
                own += 1;
                let text = self.sheet.text(place);
                let look_up = self.sheet.text(CellRef { row, column: before });
                dates += u32::from(date::find(text).is_some() && !is_pair(text));
                nos += u32::from(text.contains(super::answer::NO) && !look_up.contains(super::answer::NO));
            }
            if own == 0 {
                keep[at] = false;
            } else if nos > 0 && nos >= dates {
                roles[at].1 = ColumnRole::No { round };
                roles[at - 1].1 = ColumnRole::Yes { round };
            } else {
                roles[at].1 = ColumnRole::Date { round };
            }
        }
        let mut at = 0;
        roles.retain(|_| {
            at += 1;
            keep[at - 1]
        });
    }

    pub fn row(&mut self, row: u32, map: &mut FormMap) {
        let said = self.layout.and_then(|layout| layout.rows.get(&row)).copied();
        if said == Some(false) || self.presence(row, map) {
            return;
        }
        let Some(table) = &self.current else {
            self.outside(row, map);
            return;
        };
        let place = CellRef {
            row,
            column: table.item,
        };
        let (section, group) = self.names_left_of_items(row, table);
        if section.is_some() && section != self.section {
            // Another section: what the one before it was about ends with it.
            self.section = section;
            self.group = TargetGroup::NONE;
        }
        self.group = group.unwrap_or(self.group);
        let range = self.sheet.range(place);
        let text = self.sheet.text(place).trim().to_owned();
        let is_own = range.rows.0 == row;
        let full_width = range.columns.1 >= table.first_answer;
        if text.is_empty() || !is_own || (full_width && !is_pair(&text) && said.is_none()) {
            let shown = if is_own { text } else { String::new() };
            self.plain_row(row, &shown, map);
            return;
        }
        let (inline, body) = tokens::split_number(&text);
        let number_column = table.column(|role| *role == ColumnRole::Number);
        let number = inline.clone().or_else(|| {
            let text = self.sheet.text(CellRef {
                row,
                column: number_column?,
            });
            (!text.trim().is_empty()).then(|| text.trim().to_owned())
        });
        let slots = self.slots(row, table);
        let evidence = self.has_evidence(&slots);
        let own_key = tokens::key(body);
        let known = self
            .hints
            .wordings
            .iter()
            .any(|wording| strsim::normalized_levenshtein(wording, &own_key) >= 0.85);
        let ends = text
            .trim_end_matches(['】', '）', ')', ' ', '\u{3000}'])
            .ends_with(['。', 'か', '？', '?', 'る', 'た']);
        let heading_like = inline.as_deref().is_some_and(|number| number.ends_with(['.', '．'])) && !ends && !evidence;
        let is_note = text.starts_with(['※', '＊', '*', '注']);
        let is_said = said == Some(true);
        if tokens::is_group_sentence(&text) && !evidence && !is_said {
            self.group = tokens::groups(&text);
            return;
        }
        if !is_said && !known && !evidence && (is_note || heading_like || (number.is_none() && !ends)) {
            self.plain_row(row, &text, map);
            return;
        }
        let unclear = !(is_said || known || evidence || number.is_some());
        let item = self.item(row, place, &text, number, slots);
        map.items.push(item);
        if unclear {
            map.doubt(DoubtKind::UnclearRow, Some(place), text);
        }
    }

    /// What stands left of the item: its section, or the devices it is about.
    fn names_left_of_items(&self, row: u32, table: &Table) -> (Option<String>, Option<TargetGroup>) {
        let number = table.column(|role| *role == ColumnRole::Number);
        let title = table.column(|role| *role == ColumnRole::Title);
        let (mut section, mut group) = (None, None);
        for column in (1..table.item).filter(|&c| Some(c) != number && Some(c) != title) {
            let place = CellRef { row, column };
            let text = self.sheet.text(place).trim();
            // A merged cell that reaches over the items is a row of its own.
            if text.is_empty() || self.sheet.range(place).columns.1 >= table.item {
                continue;
            }
            let devices = tokens::groups(text);
            let bare = tokens::key(text);
            if devices != TargetGroup::NONE && bare.chars().count() <= 16 && !bare.contains("体制") {
                group = Some(devices);
            } else if bare.chars().count() <= 30 {
                section = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
        (section, group)
    }

    fn item(&mut self, row: u32, cell: CellRef, text: &str, number: Option<String>, slots: Vec<Slot>) -> ItemRow {
        let table = self.current.as_ref();
        let own_text = |column: u32| {
            let text = self.sheet.text(CellRef { row, column }).trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let title_column = table.and_then(|table| table.column(|role| *role == ColumnRole::Title));
        let note_column = table.and_then(|table| table.column(|role| *role == ColumnRole::Note));
        let (_, body) = tokens::split_number(text);
        ItemRow {
            kind: RowKind::Item,
            cell,
            printed: text.to_owned(),
            number,
            text: body.to_owned(),
            title: title_column.and_then(own_text),
            section: self.section.clone(),
            group: self.group,
            block: self.block.clone(),
            is_formal: self.is_formal,
            slots,
            note: note_column.map(|column| self.sheet.anchor(CellRef { row, column })),
            is_hidden: self.sheet.rows.get(&row).is_some_and(|row| row.hidden),
        }
    }

    fn slots(&self, row: u32, table: &Table) -> Vec<Slot> {
        let mut rounds: Vec<u8> = table
            .roles
            .iter()
            .filter_map(|(_, role)| match role {
                ColumnRole::Answer { round }
                | ColumnRole::Yes { round }
                | ColumnRole::No { round }
                | ColumnRole::NotApplicable { round }
                | ColumnRole::Date { round }
                | ColumnRole::Target { round } => Some(*round),
                _ => None,
            })
            .collect();
        rounds.sort_unstable();
        rounds.dedup();
        let cell = |role: ColumnRole| {
            let column = table.column(|known| *known == role)?;
            let place = CellRef { row, column };
            let anchor = self.sheet.anchor(place);
            (anchor.row == row).then_some(anchor)
        };
        let mut slots = Vec::new();
        for round in rounds {
            let (yes, no) = (cell(ColumnRole::Yes { round }), cell(ColumnRole::No { round }));
            let answer = match (yes, no) {
                (Some(yes), Some(no)) if yes != no => Some(AnswerPlace::Each {
                    yes,
                    no,
                    not_applicable: cell(ColumnRole::NotApplicable { round })
                        .filter(|cell| *cell != no && *cell != yes),
                }),
                (Some(only), _) | (None, Some(only)) => Some(AnswerPlace::One(only)),
                (None, None) => cell(ColumnRole::Answer { round }).map(AnswerPlace::One),
            };
            let mut date = cell(ColumnRole::Date { round });
            if let (None, Some(AnswerPlace::One(place))) = (date, answer) {
                let text = self.sheet.text(place);
                if table.with_date || date::find(text).is_some() {
                    date = Some(place);
                }
            }
            let slot = Slot {
                round,
                answer,
                date,
                target: cell(ColumnRole::Target { round }),
            };
            if slot.answer.is_some() || slot.date.is_some() || slot.target.is_some() {
                slots.push(slot);
            }
        }
        slots
    }

    /// Something in the cells for answers says that this row asks for one.
    fn has_evidence(&self, slots: &[Slot]) -> bool {
        slots.iter().any(|slot| {
            let cells = slot.answer.map(|place| place.cells()).unwrap_or_default();
            cells.into_iter().chain(slot.date).chain(slot.target).any(|cell| {
                let text = self.sheet.text(cell);
                let number = self
                    .sheet
                    .cell(cell)
                    .is_some_and(|cell| matches!(cell.value, Value::Number(_) | Value::Flag(_)));
                let offered = self
                    .sheet
                    .choices
                    .iter()
                    .any(|list| list.ranges.iter().any(|range| range.holds(cell)));
                number || offered || is_pair(text) || date::find(text).is_some() || is_short_answer(text)
            })
        })
    }

    /// A row without an item of its own: a group, a section, a note, the title of a block, or something unknown.
    fn plain_row(&mut self, row: u32, text: &str, map: &mut FormMap) {
        let mut text = text.to_owned();
        let mut cell = None;
        if text.is_empty() {
            for column in 1..=self.columns {
                let place = CellRef { row, column };
                let found = self.sheet.text(place).trim();
                if self.sheet.anchor(place) == place && !found.is_empty() {
                    text = found.to_owned();
                    cell = Some(place);
                    break;
                }
            }
        }
        if text.is_empty() {
            return;
        }
        let item_column = self.current.as_ref().map_or(1, |table| table.item);
        let place = cell.unwrap_or(CellRef {
            row,
            column: item_column,
        });
        if let Some(year) = year::fiscal_year(&text) {
            self.years.push((year, place));
        }
        let key = tokens::key(&text);
        if tokens::is_group_sentence(&text) {
            self.group = tokens::groups(&text);
        } else if text.starts_with(['※', '＊', '*', '注']) {
            map.notes.push(text);
        } else if text.starts_with(['○', '◯', '〇', '■', '●', '◆', '【', '□'])
            || (key.contains("年度中") && !text.ends_with('。'))
        {
            self.is_formal = !key.contains("参考");
            self.block = Some(text);
            self.group = TargetGroup::NONE;
        } else if key.starts_with("part") || starts_with_number(&key) {
            self.section = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
            self.group = TargetGroup::NONE;
        } else if tokens::groups(&text) != TargetGroup::NONE && key.chars().count() <= 16 {
            self.group = tokens::groups(&text);
        } else if !self.boxed(row, map) && cell.is_none_or(|cell| cell.column >= item_column) {
            if text.ends_with('。') {
                map.notes.push(text);
            } else if key.chars().count() > 1 {
                map.doubt(DoubtKind::RowNotTaken, Some(place), text);
            }
        } else if key.chars().count() <= 30 && cell.is_some_and(|cell| cell.column < item_column) {
            self.section = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    /// Rows over the first table: blocks, notes, boxes.
    fn outside(&mut self, row: u32, map: &mut FormMap) {
        self.boxed(row, map);
        for column in 1..=self.columns {
            let place = CellRef { row, column };
            let text = self.sheet.text(place).trim();
            if text.is_empty() || self.sheet.anchor(place) != place {
                continue;
            }
            let is_title = tokens::kind_of_title(text).is_some();
            // A day written into a box says nothing about the edition.
            let is_box = map.boxes.iter().any(|found| found.value == place);
            if let (Some(year), false) = (year::fiscal_year(text), is_title || is_box) {
                self.years.push((year, place));
            }
            if text.starts_with(['※', '＊', '*', '注']) || (text.ends_with('。') && !is_title) {
                map.notes.push(text.to_owned());
            } else if text.starts_with(['○', '◯', '〇', '■', '●']) {
                self.is_formal = !text.contains("参考");
                self.block = Some(text.to_owned());
            }
        }
    }

    /// Boxes for names and days; whether the row had one.
    fn boxed(&self, row: u32, map: &mut FormMap) -> bool {
        let mut found = false;
        for column in 1..=self.columns {
            let label = CellRef { row, column };
            let text = self.sheet.text(label).trim();
            if self.sheet.anchor(label) != label || text.is_empty() {
                continue;
            }
            let (name, after) = match text.find([':', '：']) {
                Some(at) => {
                    let mark = text[at..].chars().next().map_or(1, char::len_utf8);
                    (&text[..at], Some(text[at + mark..].trim()))
                }
                None => (text, None),
            };
            let Some(key) = tokens::box_key(name) else { continue };
            let right = CellRef {
                row,
                column: self.sheet.range(label).columns.1 + 1,
            };
            let right = self.sheet.anchor(right);
            let there = self
                .sheet
                .rows
                .get(&row)
                .is_some_and(|cells| cells.cells.contains_key(&right.column));
            let free = right.row == row
                && right.column <= super::limits::COLUMNS
                && tokens::box_key(self.sheet.text(right)).is_none();
            let value = match after {
                Some(written) if !written.is_empty() || !there => label,
                _ if free => right,
                _ => continue,
            };
            found = true;
            map.boxes.push(HeaderBox { key, label, value });
        }
        found
    }

    /// 医療情報システムの有無, wherever it stands.
    fn presence(&mut self, row: u32, map: &mut FormMap) -> bool {
        let asked = (1..=self.columns)
            .map(|column| CellRef { row, column })
            .find(|&place| self.sheet.anchor(place) == place && tokens::is_presence(self.sheet.text(place)));
        let Some(cell) = asked else { return false };
        let text = self.sheet.text(cell).trim().to_owned();
        if text.chars().count() > 60 || map.items.iter().any(|item| item.kind == RowKind::Presence) {
            return false;
        }
        let mut right = Vec::new();
        let mut column = self.sheet.range(cell).columns.1 + 1;
        while column <= self.columns.max(cell.column + 3) && right.len() < 3 {
            let place = self.sheet.anchor(CellRef { row, column });
            if place.row == row {
                right.push(place);
            }
            column = self.sheet.range(place).columns.1.max(column) + 1;
        }
        let shown = |place: &CellRef| self.sheet.text(*place);
        let pair = right.iter().find(|place| is_pair(shown(place))).copied();
        let yes = right
            .iter()
            .find(|place| shown(place).contains(super::answer::YES))
            .copied();
        let no = right
            .iter()
            .find(|place| shown(place).contains(super::answer::NO))
            .copied();
        let answer = match (pair, yes, no) {
            (Some(place), ..) => AnswerPlace::One(place),
            (None, Some(yes), Some(no)) => AnswerPlace::Each {
                yes,
                no,
                not_applicable: None,
            },
            _ if is_pair(&text) => AnswerPlace::One(cell),
            _ => match right.first() {
                Some(place) => AnswerPlace::One(*place),
                None => return false,
            },
        };
        let own_date = match answer {
            AnswerPlace::One(place) => date::find(shown(&place)).map(|_| place),
            AnswerPlace::Each { .. } => None,
        };
        let slot = Slot {
            round: 1,
            answer: Some(answer),
            date: own_date,
            target: None,
        };
        let mut item = self.item(row, cell, &text, None, vec![slot]);
        item.kind = RowKind::Presence;
        item.section = None;
        item.group = TargetGroup::NONE;
        item.is_formal = true;
        map.items.push(item);
        true
    }
}

fn is_short_answer(text: &str) -> bool {
    let text = text.trim();
    let run = super::emphasis::Run {
        text: text.to_owned(),
        ..super::emphasis::Run::default()
    };
    !text.is_empty()
        && text.chars().count() <= 8
        && matches!(super::answer::read_one(&[run]).state, super::State::Given(_))
}

fn starts_with_number(key: &str) -> bool {
    let rest = key.trim_start_matches(|c: char| c.is_ascii_digit() || ('ⅰ'..='ⅹ').contains(&c));
    rest.len() < key.len() && key.chars().count() <= 30 && !key.ends_with('。')
}

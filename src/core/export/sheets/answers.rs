//! A checklist of our own for vendors, where the ministry's file is not at hand.
//!
//! Owns: its layout, which the form finder reads back. Refuses to know: editions, how sure a wording is.
//! Invariant: whoever calls hands in every text with its mark; nothing here calls a wording official.

use super::{Block, Look, Paper, SheetColumn, SheetData};
use crate::core::form::Answer;

/// One thing that is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    pub number: String,
    /// Section and devices.
    pub heading: String,
    pub text: String,
    /// How sure the text is; empty for the ministry's own words.
    pub mark: String,
}

/// What stands above the questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub title: String,
    /// 事業者確認用.
    pub audience: String,
    /// That the sheet is ours, and how to fill it.
    pub notes: Vec<String>,
    pub facility: String,
    pub vendor: String,
    pub systems: String,
}

const HEADINGS: [&str; 8] = [
    "番号",
    "区分",
    "チェック項目",
    "1回目",
    "確認日",
    "目標日",
    "備考",
    "文の出どころ",
];
const WIDTHS: [u16; 8] = [6, 22, 56, 10, 12, 12, 24, 22];

/// The sheet with every question unanswered.
pub fn answer_sheet(head: &Head, questions: &[Question]) -> SheetData {
    let block = |row: u16, first: u16, last: u16, text: &str, look| Block {
        row,
        first_column: first,
        last_column: last,
        text: text.to_owned(),
        look,
    };
    let mut blocks = vec![
        block(0, 0, 6, &head.title, Look::Title),
        block(1, 0, 6, &head.audience, Look::Line),
    ];
    let mut heights = vec![24, 20];
    for note in &head.notes {
        blocks.push(block(heights.len() as u16, 0, 7, note, Look::Line));
        heights.push(18);
    }
    let boxes = [
        [
            ("事業者名", head.vendor.as_str()),
            ("医療機関名", head.facility.as_str()),
        ],
        [("対象システム", head.systems.as_str()), ("記入者", "")],
    ];
    for pair in boxes {
        let row = heights.len() as u16;
        for (first, (label, text)) in [(1, pair[0]), (3, pair[1])] {
            let (from, to) = if first == 1 { (2, 2) } else { (4, 6) };
            blocks.push(block(row, first, first, label, Look::BoxLabel));
            blocks.push(block(row, from, to, text, Look::Box));
        }
        heights.push(22);
    }
    heights.push(8);
    let columns = HEADINGS
        .iter()
        .zip(WIDTHS)
        .enumerate()
        .map(|(at, (heading, width))| SheetColumn {
            header: (*heading).to_owned(),
            width,
            choices: if at == 3 {
                vec![Answer::Yes.word(), Answer::No.word()]
            } else {
                Vec::new()
            },
            is_hidden: false,
        });
    let rows = questions.iter().map(|question| {
        let blank = String::new;
        vec![
            question.number.clone(),
            question.heading.clone(),
            question.text.clone(),
            blank(),
            blank(),
            blank(),
            blank(),
            question.mark.clone(),
        ]
    });
    SheetData {
        name: head.audience.clone(),
        blocks,
        block_heights: heights,
        columns: columns.collect(),
        rows: rows.collect(),
        paper: Paper::OnePageWide,
        ..SheetData::default()
    }
}

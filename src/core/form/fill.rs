//! Answers and days into the form's own cells.
//!
//! Owns: which cell gets what, what is refused, the proof by reading back. Refuses to know: the ledger.
//! Invariants: what is written reads back as what was asked, or it is named as not filled; locked cells and formulas
//! are never written over.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use thiserror::Error;

use super::answer::{Answer, State};
use super::filler::Filler;
use super::map::FormMap;
use super::patch::{self, PatchError};
use super::{CellRef, FormBook, FormError};

/// What is to be written for one round of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Place of the item in [`FormMap::items`].
    pub item: usize,
    pub round: u8,
    pub answer: Option<Answer>,
    pub checked_on: WishDate,
    pub target_on: WishDate,
    pub note: Option<String>,
}

pub type WishDate = Option<NaiveDate>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FillPlan {
    pub wishes: Vec<Wish>,
    /// Place in [`FormMap::boxes`] and its text.
    pub boxes: Vec<(usize, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReasonNotFilled {
    /// The form has no cell for it.
    NoPlace,
    /// The sheet is protected and the cell locked.
    Locked,
    /// A formula stands there.
    Formula,
    /// The cell offers a list of words and none of them says this.
    NotOffered,
    /// A shape or a control lies over the cell; it cannot be moved from here.
    Drawn,
    /// It was written and did not read back as asked.
    NotReadBack,
}

impl ReasonNotFilled {
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoPlace => "no_place",
            Self::Locked => "locked",
            Self::Formula => "formula",
            Self::NotOffered => "not_offered",
            Self::Drawn => "drawn",
            Self::NotReadBack => "not_read_back",
        }
    }
}

/// One thing that is not in the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFilled {
    /// Place of the item, or nothing for a box.
    pub item: Option<usize>,
    pub round: u8,
    pub cell: Option<CellRef>,
    pub reason: ReasonNotFilled,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillOutcome {
    /// The filled copy.
    pub bytes: Vec<u8>,
    pub written: Vec<CellRef>,
    pub not_filled: Vec<NotFilled>,
    /// Parts that differ from the file given.
    pub touched: Vec<String>,
}

#[derive(Debug, Error, PartialEq, Eq)]
pub enum FillError {
    #[error(transparent)]
    Form(#[from] FormError),
    /// Rows or cells of the sheet do not say where they stand.
    #[error("the sheet is built in a way that cannot be written into")]
    OddSheet,
}

impl From<PatchError> for FillError {
    fn from(_: PatchError) -> Self {
        Self::OddSheet
    }
}

impl FormMap {
    /// Makes a filled copy of the file that `book` was opened with.
    ///
    /// # Errors
    /// When the sheet is built in a way that cannot be written into; what single cells refuse stands in the outcome.
    pub fn fill(&self, book: &FormBook, plan: &FillPlan) -> Result<FillOutcome, FillError> {
        let sheet = book.sheets.get(self.sheet).ok_or(FormError::NoSuchSheet(self.sheet))?;
        let before = self.read(book)?;
        let mut filler = Filler {
            map: self,
            book,
            sheet,
            prefix: sheet.data.as_ref().map(|data| data.prefix.clone()).unwrap_or_default(),
            cells: BTreeMap::new(),
            not_filled: Vec::new(),
        };
        for wish in &plan.wishes {
            let read = before
                .items
                .get(wish.item)
                .and_then(|item| item.rounds.iter().find(|r| r.round == wish.round));
            filler.wish(wish, read);
        }
        for (at, text) in &plan.boxes {
            filler.header_box(*at, text);
        }
        let Filler {
            cells, mut not_filled, ..
        } = filler;
        let written: Vec<CellRef> = cells.keys().copied().collect();
        if written.is_empty() {
            return Ok(FillOutcome {
                bytes: book.bytes().to_vec(),
                written,
                not_filled,
                touched: Vec::new(),
            });
        }
        let (text, _) = book
            .package
            .tree(&sheet.part)?
            .ok_or(FormError::NoSuchSheet(self.sheet))?;
        let mut parts = vec![(sheet.part.clone(), patch::apply(&text, sheet, &cells)?)];
        if book.sheets.iter().any(|sheet| sheet.has_formula)
            && let Some(workbook) = recompute(book)?
        {
            parts.push((book.book_part.clone(), workbook));
        }
        let bytes = book.package.with_parts(&parts)?;
        let copy = FormBook::open(bytes)?;
        let after = self.read(&copy)?;
        for wish in &plan.wishes {
            let known = |reason: &NotFilled| reason.item == Some(wish.item) && reason.round == wish.round;
            let read = after
                .items
                .get(wish.item)
                .and_then(|item| item.rounds.iter().find(|r| r.round == wish.round));
            let same = read.is_some_and(|read| {
                wish.answer
                    .is_none_or(|answer| read.answer.state == State::Given(answer))
                    && wish.checked_on.is_none_or(|day| read.checked_on.date == Some(day))
                    && wish.target_on.is_none_or(|day| read.target_on.date == Some(day))
            });
            if !same && !not_filled.iter().any(known) {
                not_filled.push(NotFilled {
                    item: Some(wish.item),
                    round: wish.round,
                    cell: self.items.get(wish.item).map(|item| item.cell),
                    reason: ReasonNotFilled::NotReadBack,
                });
            }
        }
        Ok(FillOutcome {
            bytes: copy.package.bytes().to_vec(),
            written,
            not_filled,
            touched: parts.into_iter().map(|(name, _)| name).collect(),
        })
    }
}

/// The workbook part with the wish to recompute on opening: totals of the form would show old numbers otherwise.
fn recompute(book: &FormBook) -> Result<Option<String>, FormError> {
    let Some((text, tree)) = book.package.tree(&book.book_part)? else {
        return Ok(None);
    };
    let root = tree.root();
    let (at, new) = match tree.child(root, "calcPr") {
        Some(found) if found.attribute("fullCalcOnLoad").is_some() => return Ok(None),
        Some(found) => {
            let close = if found.is_empty_tag() { "/>" } else { ">" };
            (found.inner - close.len(), " fullCalcOnLoad=\"1\"".to_owned())
        }
        None => {
            let before = ["definedNames", "externalReferences", "functionGroups", "sheets"];
            let Some(last) = before.iter().find_map(|name| tree.child(root, name)) else {
                return Ok(None);
            };
            (last.end, format!("<{}calcPr fullCalcOnLoad=\"1\"/>", root.prefix))
        }
    };
    Ok(Some(format!("{}{new}{}", &text[..at], &text[at..])))
}

//! Editions learned from files, as the ledger keeps them.
//!
//! Owns: the rows of the `edition` register. Refuses to know: forms.
//! Invariant: what is written reads back as the same edition.

use std::path::Path;

use chrono::NaiveDate;

use super::{Edition, EditionError, Editions, Item, ItemId, Origin, SheetKind, Sure};
use crate::core::catalogue::{RegisterId, tokens};
use crate::core::form::{FISCAL_YEARS, Layout};
use crate::core::model::{BatchRow, Content, Fields, Record, RecordId, Snapshot};
use crate::core::parse;
use crate::core::rules::choice;

/// Where a learned edition comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Name of the file.
    pub file: String,
    pub sha256: String,
    pub learned_on: Option<NaiveDate>,
}

const ROW: &str = "row";

/// Ending of files that hand an edition on.
pub const HANDED_ON: &str = "toml";
/// Bytes of such a file; a long edition has some 30 KB.
pub const LARGEST_HANDED_ON: u64 = 1 << 20;

/// Whether a file hands on an edition, by its name.
pub fn is_handed_on(file: &Path) -> bool {
    file.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case(HANDED_ON))
}

/// An edition that somebody else learned and handed on ([`Edition::to_toml`]), and the row that keeps it, if it is not
/// kept already. Who gets it has not seen the form: what it calls official is a file's word here.
///
/// # Errors
/// Says which line or item is wrong.
pub fn handed_on(
    text: &str,
    file: &Path,
    today: NaiveDate,
    snapshot: &Snapshot,
) -> Result<(Edition, Option<BatchRow>), EditionError> {
    let mut edition = Edition::from_toml(text)?;
    if edition.id.trim().is_empty() || edition.items.is_empty() {
        return Err(EditionError("no items".to_owned()));
    }
    if !FISCAL_YEARS.contains(&edition.fiscal_year) {
        return Err(EditionError(format!("fiscal_year: {}", edition.fiscal_year)));
    }
    edition.origin = Origin::Fresh;
    edition.order = edition.order.max(Sure::File);
    for item in &mut edition.items {
        item.wording = item.wording.max(Sure::File);
        item.number_sure = item.number_sure.max(Sure::File);
    }
    let source = Source {
        file: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        sha256: String::new(),
        learned_on: Some(today),
    };
    // A name or text that the row cannot keep would leave its item out without a word.
    let kept = read(&Record {
        id: RecordId::NONE,
        register: RegisterId::EDITION,
        content: content(&edition, &source),
    });
    let mut kept = kept.iter().flat_map(|kept| &kept.items);
    let same = |item: &Item, kept: &Item| item.id == kept.id && item.text.trim() == kept.text.trim();
    let lost = edition
        .items
        .iter()
        .find(|item| !kept.next().is_some_and(|kept| same(item, kept)));
    if let Some(item) = lost {
        return Err(EditionError(format!("item: {}", item.id)));
    }
    let row = keep(&edition, &source, snapshot);
    Ok((edition, row))
}

impl Editions {
    /// The shipped editions and those that the ledger learned.
    pub fn of(snapshot: &Snapshot) -> Self {
        let learned = snapshot.rows(RegisterId::EDITION).iter().rev();
        Self::with(learned.filter_map(|row| read(row)).collect())
    }
}

/// The row that keeps an edition; it takes the place of an older one of the same name and sheet.
pub fn keep(edition: &Edition, source: &Source, snapshot: &Snapshot) -> Option<BatchRow> {
    let mut rows = snapshot.rows(RegisterId::EDITION).iter();
    let target = rows.rfind(|row| read(row).is_some_and(|old| old.id == edition.id && old.sheet == edition.sheet));
    let content = content(edition, source);
    let same = target.is_some_and(|old| old.content == content);
    (!same).then(|| BatchRow {
        register: RegisterId::EDITION,
        target: target.cloned(),
        content: Some(content),
        source: None,
        known_as: None,
    })
}

fn content(edition: &Edition, source: &Source) -> Content {
    let register = RegisterId::EDITION;
    let mut content = Content::default();
    let sure = edition
        .items
        .iter()
        .map(|item| item.wording)
        .max()
        .unwrap_or(Sure::File);
    parse::put_texts(
        register,
        &mut content,
        &[
            ("edition", edition.id.as_str()),
            ("sheet", edition.sheet.label()),
            ("fiscal_year", &edition.fiscal_year.to_string()),
            ("title", &edition.title),
            ("wording", sure.key()),
            ("file", &source.file),
            ("hash", &source.sha256),
            (
                "learned_on",
                &source.learned_on.map(|day| day.to_string()).unwrap_or_default(),
            ),
            (
                "layout",
                &edition.layout.as_ref().map(Layout::to_text).unwrap_or_default(),
            ),
        ],
    );
    let Some(child) = register.child_index(ROW) else {
        return content;
    };
    let flag = |on: bool| if on { tokens::YES[0] } else { tokens::NO[0] };
    let rows = edition.items.iter().map(|item| {
        let texts = [
            ("item", item.id.to_string()),
            ("section", item.section.clone().unwrap_or_default()),
            ("number", item.number.clone().unwrap_or_default()),
            ("title", item.title.clone().unwrap_or_default()),
            ("text", item.text.clone()),
            ("formal", flag(item.is_formal).to_owned()),
            ("target", flag(item.has_target).to_owned()),
            ("contract", flag(item.only_with_contract).to_owned()),
            ("na", flag(item.offers_na).to_owned()),
            (
                "sure",
                Some(item.wording.key())
                    .filter(|_| item.wording != sure)
                    .unwrap_or_default()
                    .to_owned(),
            ),
        ];
        let fields = texts.iter().filter_map(|(key, text)| {
            let at = register.children[child].field_index(key)?;
            Some((at, parse::entry(register.children[child].fields[at].kind, text)))
        });
        fields.collect::<Fields>()
    });
    let rows = rows.collect();
    content.set_child_rows(child, rows);
    content
}

fn read(row: &Record) -> Option<Edition> {
    let register = RegisterId::EDITION;
    let text = |key: &str| row.entry(key).as_text().unwrap_or_default().trim().to_owned();
    let child = register.child_index(ROW)?;
    let fields = register.children[child].fields;
    // Whoever edits the workbook may write anything there: only the program itself says official, and a file's word
    // stays a file's when nothing better is known.
    let wording = Sure::by_key(&text("wording")).unwrap_or(Sure::File);
    let is_known = crate::core::form::known_file(&text("hash")).is_some();
    let known = |sure: Sure| if is_known { sure } else { sure.max(Sure::File) };
    let wording = known(wording);
    let items = row.content.child_rows(child).iter().filter_map(|line| {
        let own = |key: &str| {
            let at = register.children[child].field_index(key)?;
            line.get(at).as_text().map(str::to_owned)
        };
        let flag = |key: &str, otherwise: bool| {
            let at = register.children[child].field_index(key)?;
            let found = parse::understand(fields[at].kind, line.get(at).as_text()?).value;
            match found {
                Some(crate::core::model::Value::Flag(flag)) => Some(flag),
                _ => Some(otherwise),
            }
        };
        let id: ItemId = own("item")?.parse().ok()?;
        Some(Item {
            id,
            section: own("section"),
            number: own("number"),
            number_sure: wording,
            title: own("title"),
            text: own("text")?,
            wording: own("sure")
                .and_then(|key| Sure::by_key(key.trim()))
                .map_or(wording, known),
            variants: Vec::new(),
            is_formal: flag("formal", true).unwrap_or(true),
            has_target: flag("target", true).unwrap_or(true),
            only_with_contract: flag("contract", false).unwrap_or(false),
            offers_na: flag("na", false).unwrap_or(false),
            source: text("file"),
        })
    });
    let edition = Edition {
        id: text("edition"),
        fiscal_year: text("fiscal_year")
            .parse()
            .ok()
            .filter(|year| FISCAL_YEARS.contains(year))?,
        sheet: SheetKind::by_label(choice(row, "sheet")?)?,
        title: text("title"),
        order: wording,
        items: items.collect(),
        layout: Layout::from_text(&text("layout")),
        origin: Origin::Learned(row.id),
    };
    (!edition.id.is_empty() && !edition.items.is_empty()).then_some(edition)
}

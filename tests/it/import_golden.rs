//! Whole ledgers as clinics and vendors send them, against their right reading (tests/data/ledgers).
//!
//! `cargo test --test it import_golden -- --nocapture` prints rows and fields right per file and every miss.

use std::path::{Path, PathBuf};

use kikidaicho::core::catalogue::{Column, FieldKind, RegisterId};
use kikidaicho::core::import::{ImportPlan, PlanRow, plan_import, read_workbook};
use kikidaicho::core::model::{Entry, LedgerMeta, Snapshot, Value};
use kikidaicho::core::parse;
use serde_json::Value as Json;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ledgers")
}

fn plan(path: &Path) -> ImportPlan {
    let name = path.file_name().unwrap().to_string_lossy();
    plan_import(
        read_workbook(path).unwrap(),
        &name,
        &Snapshot::new(LedgerMeta::default()),
    )
    .unwrap()
}

#[derive(Default)]
struct Score {
    rows: usize,
    rows_right: usize,
    fields: usize,
    fields_right: usize,
    silent: usize,
    meta_wrong: usize,
}

fn same_text(one: &str, two: &str) -> bool {
    let key = |text: &str| parse::fold(text).replace("\r\n", "\n");
    key(one) == key(two)
}

/// Whether an entry says what the expected JSON says.
fn right(kind: FieldKind, entry: &Entry, want: &Json) -> bool {
    if let Some(text) = want.as_str() {
        return match text {
            "blank" => entry.is_blank(),
            "not_applicable" => *entry == Entry::NotApplicable,
            _ => {
                let plain = same_text(&entry.display(), text);
                let choice = matches!(entry.as_text().map(|text| parse::understand(kind, text).value), Some(Some(Value::Choice(word))) if word == text);
                plain || choice
            }
        };
    }
    let unknown = matches!(entry, Entry::Unknown { .. });
    let Some(text) = entry.as_text() else {
        // 不明 as a date or address: a mark here, a kind there.
        let kind = want["kind"].as_str().or(want["precision"].as_str());
        return (unknown && kind == Some("unknown"))
            || (*entry == Entry::NotApplicable && matches!(kind, Some("none" | "unknown")));
    };
    if let Some(raw) = want["raw"].as_str()
        && !same_text(text, raw)
    {
        return false;
    }
    let list = |key: &str| -> Vec<String> {
        want[key]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect()
    };
    match parse::understand(kind, text).value {
        Some(Value::Date(date)) => {
            Some(date.iso().as_str()) == want["date"].as_str()
                && Some(date.precision.key()) == want["precision"].as_str()
        }
        Some(Value::Addresses(found)) => Some(found.kind.key()) == want["kind"].as_str() && found.list == list("list"),
        Some(Value::Macs(found)) => found == list("list"),
        Some(Value::People(found)) => {
            found.iter().zip(list("people")).all(|(one, two)| same_text(one, &two))
                && found.len() == list("people").len()
        }
        Some(Value::Links(found)) => want["list"].is_null() || found == list("list"),
        Some(Value::Flag(flag)) => Some(flag) == want["flag"].as_bool(),
        Some(Value::Choice(word)) => Some(word) == want["value"].as_str(),
        Some(_) => want["raw"].as_str().is_some(),
        None => want["date"].is_null() && want["value"].is_null() && want["flag"].is_null(),
    }
}

fn score_row(register: RegisterId, row: Option<&PlanRow>, want: &Json, place: &str, score: &mut Score) {
    let mut whole = true;
    let mut judge = |name: &str, ok: bool, named: bool, got: &dyn std::fmt::Debug| {
        score.fields += 1;
        score.fields_right += usize::from(ok);
        whole &= ok;
        if !ok {
            score.silent += usize::from(!named);
            println!(
                "  {place} {name}: {} got {got:?}",
                if named { "named" } else { "SILENT" }
            );
        }
    };
    let blank = Entry::Blank;
    let entry = |label: &str| -> (FieldKind, Entry) {
        let Some(at) = register.fields.iter().position(|field| {
            field.label == label
                || (label == "MAC" && field.key == "mac")
                || (label == "根拠文書" && field.key == "update_duty_basis")
        }) else {
            let custom = row.and_then(|row| row.content.custom.get(label.trim_start_matches("custom:")).cloned());
            return (FieldKind::Text, custom.unwrap_or_default());
        };
        (
            register.fields[at].kind,
            row.map_or(blank.clone(), |row| row.content.fields.get(at).clone()),
        )
    };
    let named = |label: &str| {
        row.is_some_and(|row| {
            row.problems
                .iter()
                .any(|(column, _)| register.column_label(column) == label || matches!(column, Column::Child { .. }))
        })
    };
    let accepted = |label: &str, kind: FieldKind, got: &Entry| {
        want["accept"][label]
            .as_array()
            .into_iter()
            .flatten()
            .any(|other| right(kind, got, other))
    };
    let elsewhere = |label: &str, value: &Json| {
        want["columns"][label]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
            .any(|other| {
                let (kind, got) = entry(other);
                !got.is_blank() && right(kind, &got, value)
            })
    };
    for (label, value) in want["fields"].as_object().into_iter().flatten() {
        let (kind, got) = entry(label);
        judge(
            label,
            right(kind, &got, value) || accepted(label, kind, &got) || elsewhere(label, value),
            named(label) || row.is_none(),
            &got,
        );
    }
    let software = register.child_index("software");
    for (list, state) in [("unknown", Entry::UNKNOWN), ("not_applicable", Entry::NotApplicable)] {
        for label in want[list].as_array().into_iter().flatten().filter_map(Json::as_str) {
            if want["fields"].get(label).is_some() {
                continue;
            }
            let (kind, got) = match (label, software) {
                ("ソフトウェア" | "ソフトウェアバージョン", Some(child)) => {
                    let field = usize::from(label != "ソフトウェア");
                    (
                        FieldKind::Text,
                        row.and_then(|row| {
                            row.content
                                .child_rows(child)
                                .first()
                                .map(|line| line.get(field).clone())
                        })
                        .unwrap_or_default(),
                    )
                }
                _ => entry(label),
            };
            judge(
                label,
                got == state || accepted(label, kind, &got),
                named(label) || row.is_none(),
                &got,
            );
        }
    }
    for (header, value) in want["custom"].as_object().into_iter().flatten() {
        let got = entry(&format!("custom:{header}")).1;
        let text = value.as_str().or(value["raw"].as_str()).unwrap_or_default();
        judge(header, same_text(&got.display(), text), row.is_none(), &got);
    }
    for (nth, line) in want["software"].as_array().into_iter().flatten().enumerate() {
        for (field, label) in ["ソフトウェア", "ソフトウェアバージョン"].into_iter().enumerate() {
            let Some(text) = line[label].as_str() else { continue };
            let rows = row
                .zip(software)
                .map(|(row, child)| row.content.child_rows(child))
                .unwrap_or_default();
            let got = rows.get(nth).map_or(Entry::Blank, |line| line.get(field).clone());
            let unsplit = want["accept"]["software"]
                .as_array()
                .is_some_and(|accept| accept.iter().any(|word| word == "unsplit"));
            let whole = rows.iter().any(|line| {
                line.get(0)
                    .as_text()
                    .is_some_and(|name| parse::fold(name).contains(parse::fold(text).as_ref()))
            });
            judge(
                label,
                same_text(&got.display(), text) || (unsplit && whole),
                named(label) || row.is_none(),
                &got,
            );
        }
    }
    score.rows += 1;
    score.rows_right += usize::from(whole && row.is_some());
}

fn score_file(path: &Path, want: &Json) -> Score {
    let plan = plan(path);
    let mut score = Score::default();
    let mut claimed = vec![false; plan.rows.len()];
    for table in want["tables"].as_array().unwrap() {
        let sheet = table["sheet"].as_str().unwrap();
        let register = RegisterId::by_key(table["register"].as_str().unwrap()).unwrap();
        for row in table["rows"].as_array().unwrap() {
            let numbers: Vec<u64> = row["source_row"].as_array().map_or_else(
                || vec![row["source_row"].as_u64().unwrap()],
                |list| list.iter().filter_map(Json::as_u64).collect(),
            );
            let found = plan.rows.iter().position(|found| {
                let on_sheet = &*plan.tables[found.table].sheet == sheet && found.register == register;
                on_sheet
                    && found
                        .source_rows
                        .iter()
                        .any(|number| numbers.contains(&u64::from(*number)))
            });
            if let Some(at) = found {
                claimed[at] = true;
            }
            // What is right for a whole column is right for its every cell.
            let mut row = row.clone();
            for (label, others) in table["column_accept"].as_object().into_iter().flatten() {
                row["columns"][label] = others.clone();
            }
            let row = &row;
            score_row(
                register,
                found.map(|at| &plan.rows[at]),
                row,
                &format!("{sheet}:{numbers:?}"),
                &mut score,
            );
        }
    }
    for (row, _) in plan.rows.iter().zip(claimed).filter(|(_, claimed)| !claimed) {
        println!(
            "  {}:{:?} SILENT: a record that is none",
            plan.tables[row.table].sheet, row.source_rows
        );
        score.silent += 1;
    }
    for (label, key, found) in [
        ("最終更新日", "updated_on", &plan.meta.updated_on),
        ("最終更新者", "updated_by", &plan.meta.updated_by),
    ] {
        if let Some(cell) = want["meta"][label]["cell"].as_str() {
            let ok = found.as_ref().is_some_and(|found| {
                found.cell == cell
                    && want["meta"][label]["raw"]
                        .as_str()
                        .is_some_and(|raw| same_text(raw, &found.text))
            });
            if !ok {
                println!("  meta {key}: {found:?}");
            }
            score.meta_wrong += usize::from(!ok);
        }
    }
    score
}

#[test]
fn ledgers_are_read_right() {
    let mut total = Score::default();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        if !path
            .extension()
            .is_some_and(|end| matches!(end.to_str(), Some("xlsx" | "xlsm" | "xls" | "ods" | "csv")))
        {
            continue;
        }
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let want = std::fs::read_to_string(folder().join("expected").join(format!("{stem}.json"))).unwrap();
        let score = score_file(&path, &serde_json::from_str(&want).unwrap());
        println!(
            "{stem}: rows {}/{} fields {}/{} silent {}",
            score.rows_right, score.rows, score.fields_right, score.fields, score.silent
        );
        total.rows += score.rows;
        total.rows_right += score.rows_right;
        total.fields += score.fields;
        total.fields_right += score.fields_right;
        total.silent += score.silent;
        total.meta_wrong += score.meta_wrong;
    }
    println!(
        "total: rows {}/{} fields {}/{} silent {}",
        total.rows_right, total.rows, total.fields_right, total.fields, total.silent
    );
    assert_eq!(
        (total.fields_right, total.rows_right),
        (total.fields, total.rows),
        "every field of every ledger"
    );
    assert_eq!(total.silent, 0, "nothing silently wrong");
    assert_eq!(total.meta_wrong, 0, "who brought the ledger up to date, and when");
}

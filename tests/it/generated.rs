//! Documents made from the code: compared here, written anew with `UPDATE_GENERATED=1`.

use std::fmt::Write as _;
use std::path::Path;

use kikidaicho::core::catalogue::{Field, FieldKind, RegisterId};
use kikidaicho::core::ledger::{Context, Ledger};

fn compare(name: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/generated").join(name);
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept.replace("\r\n", "\n") == made,
        "docs/generated/{name} is out of date: run the tests with UPDATE_GENERATED=1"
    );
}

fn kind(kind: FieldKind) -> String {
    match kind {
        FieldKind::Choice(list) | FieldKind::MultiChoice(list) => {
            let words: Vec<&str> = list.iter().map(|choice| choice.value).collect();
            let several = if matches!(kind, FieldKind::MultiChoice(_)) {
                "複数選択"
            } else {
                "選択"
            };
            format!("{several}（{}）", words.join("、"))
        }
        FieldKind::Link(register) => format!("{}の名前", register.label),
        FieldKind::Text => "文字".to_owned(),
        FieldKind::LongText => "長い文字".to_owned(),
        FieldKind::Flag => "はい・いいえ".to_owned(),
        FieldKind::Date => "日付".to_owned(),
        FieldKind::Number => "数".to_owned(),
        FieldKind::IpList => "IPアドレス".to_owned(),
        FieldKind::Mac => "MACアドレス".to_owned(),
        FieldKind::Version => "版".to_owned(),
        FieldKind::Url => "URL".to_owned(),
        FieldKind::People => "人".to_owned(),
    }
}

fn needed(field: &Field) -> String {
    if field.asked_of.is_empty() {
        return field.need.label().to_owned();
    }
    format!("{}（{}）", field.need.label(), field.asked_of.join("、"))
}

fn table(out: &mut String, fields: &[Field]) {
    out.push_str("| 項目 | キー | 必要 | 種類 | 書くこと | 出典 | ほかの見出し |\n|---|---|---|---|---|---|---|\n");
    for field in fields {
        let _ = writeln!(
            out,
            "| {} | `{}` | {} | {} | {} | {} | {} |",
            field.label,
            field.key,
            needed(field),
            kind(field.kind),
            field.help,
            field.source,
            field.aliases.join("、")
        );
    }
}

#[test]
fn the_list_of_fields() {
    let mut out =
        "# 台帳の項目\n\n<!-- Made from core::catalogue by tests/it/generated.rs; do not edit. -->\n".to_owned();
    for register in RegisterId::all() {
        let _ = writeln!(
            out,
            "\n## {}（`{}`）\n\n{}\n",
            register.label, register.key, register.help
        );
        table(&mut out, register.fields);
        for child in register.children {
            let _ = writeln!(
                out,
                "\n### {} の {}（`{}`）\n\n{}\n",
                register.label, child.label, child.key, child.help
            );
            table(&mut out, child.fields);
        }
    }
    compare("fields.md", &out);
}

#[test]
fn the_schema_of_a_fresh_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.daicho");
    let context = Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-21T00:00:00Z".parse().unwrap(),
    };
    drop(Ledger::create(&path, "見本", &context).unwrap());
    let database = rusqlite::Connection::open(&path).unwrap();
    let version: i64 = database.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    let mut select = database
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
        .unwrap();
    let parts: Vec<String> = select
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut out = format!("-- Schema {version} of a fresh ledger. Made by tests/it/generated.rs; do not edit.\n");
    for part in parts {
        let _ = write!(out, "\n{part};\n");
    }
    compare("schema.sql", &out);
}

/// The notice is written by `tests/third_party.py`, which sees the packages of Windows too; here it is held to what is
/// built on this machine.
#[test]
fn everything_built_in_stands_in_the_third_party_notice() {
    let notice = include_str!("../../assets/third-party.txt");
    let tree = std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let mut count = 0;
    for line in tree.lines().filter(|line| !line.starts_with("kikidaicho ")) {
        let mut words = line.split(' ');
        let (Some(name), Some(version)) = (words.next(), words.next()) else {
            continue;
        };
        let wanted = format!("\n{name} {}: ", version.trim_start_matches('v'));
        assert!(
            notice.contains(&wanted),
            "{wanted:?} is missing: run tests/third_party.py"
        );
        count += 1;
    }
    assert!(count > 100, "{count} packages");
}

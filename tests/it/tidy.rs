//! What no compiler checks: where Japanese may stand, which module may know which, spellings, lengths, reasons.

use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with this ending, by its path from the project's root, sorted.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder}/*.{ending}");
    found
}

/// Code without comments and without the unit tests at its end.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap()
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.split("//").next().unwrap()))
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}')
}

#[test]
fn japanese_stands_only_where_words_are_kept() {
    // Labels and recognised words; wording; headings of printed forms; letters that a parser must know.
    let places = [
        "src/text/",
        "src/core/catalogue/",
        "src/core/export/",
        "src/core/parse/",
        "src/core/import/",
        "src/core/search.rs",
        // Names of products and clauses of the law are data.
        "src/core/rules/",
        "src/core/lifecycle/",
        // Labels that forms print and ways in which people answer them.
        "src/core/form/",
        "src/core/checklist/words.rs",
        "src/core/checklist/matching.rs",
    ];
    let mut stray = Vec::new();
    for (name, text) in files("src", "rs") {
        if places.iter().any(|place| name.starts_with(place)) {
            continue;
        }
        for (line, code) in code(&text) {
            if code.chars().any(is_japanese) {
                stray.push(format!("{name}:{line}: {}", code.trim()));
            }
        }
    }
    assert_eq!(stray, [] as [String; 0], "move the words to src/text");
}

#[test]
fn modules_know_only_what_lies_below_them() {
    // Who may name what. Everything else that names it is drift: change DESIGN by an ADR, or the code.
    let rules: [(&str, &[&str]); 9] = [
        ("rusqlite::", &["src/core/store/"]),
        ("calamine::", &[]),
        ("egui", &["src/ui/"]),
        ("core::store", &["src/core/store/", "src/core/ledger/"]),
        ("crate::ui", &["src/ui/", "src/cli/commands.rs"]),
        ("crate::text", &["src/ui/", "src/cli/", "src/text/", "src/session/"]),
        ("crate::session", &["src/ui/", "src/cli/", "src/session/"]),
        ("crate::cli", &["src/cli/", "src/main.rs"]),
        (
            "core::ledger",
            &[
                "src/core/ledger/",
                "src/core/store/",
                "src/core/files.rs",
                "src/core/stocktake/",
                "src/core/export/",
                "src/ui/",
                "src/cli/",
                "src/text/",
                "src/session/",
            ],
        ),
    ];
    let mut drift = Vec::new();
    for (name, text) in files("src", "rs") {
        for (line, code) in code(&text) {
            for (what, places) in &rules {
                if code.contains(what) && !places.iter().any(|place| name.starts_with(place)) {
                    drift.push(format!("{name}:{line}: {what}"));
                }
            }
        }
    }
    assert_eq!(drift, [] as [String; 0]);
}

#[test]
fn words_are_spelled_as_the_ministry_spells_them() {
    let banned = [
        "サーバー",
        "ユーザー",
        "コンピューター",
        "フォルダー",
        "プリンター",
        "ベンダー",
        "メンテナンスー",
    ];
    let mut wrong = Vec::new();
    for (name, text) in files("src/text", "rs").into_iter().chain(files("docs", "md")) {
        // The list of fields shows the aliases that real files use.
        if name.starts_with("docs/generated/") {
            continue;
        }
        for (line, text) in text.lines().enumerate() {
            if let Some(word) = banned.iter().find(|word| text.contains(**word)) {
                wrong.push(format!("{name}:{}: {word}", line + 1));
            }
        }
    }
    assert_eq!(wrong, [] as [String; 0]);
}

#[test]
fn files_stay_short_enough_to_read() {
    // One flat list reads best in one file.
    let exceptions = ["src/core/catalogue/device.rs"];
    let long: Vec<String> = ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| files(folder, "rs"))
        .filter(|(name, text)| text.lines().count() > 600 && !exceptions.contains(&name.as_str()))
        .map(|(name, text)| format!("{name}: {} lines", text.lines().count()))
        .collect();
    assert_eq!(long, [] as [String; 0]);
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> = files("src", "rs")
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(silent, [] as [String; 0]);
}

#[test]
fn no_path_of_one_machine_and_no_tool_of_one_workplace() {
    let words = ["/root/", "/home/", "C:\\\\Users", "farm-bench", "/work/"];
    let mut found = Vec::new();
    let all = ["src", "tests", "benches", "docs"].iter().flat_map(|folder| {
        let mut list = files(folder, if *folder == "docs" { "md" } else { "rs" });
        list.retain(|(name, _)| name != "tests/it/tidy.rs");
        list
    });
    for (name, text) in all {
        for word in words {
            if text.contains(word) {
                found.push(format!("{name}: {word}"));
            }
        }
    }
    assert_eq!(found, [] as [String; 0]);
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut inside = false;
    let mut explained = false;
    let mut bare = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.contains("dependencies");
            explained = false;
        } else if line.starts_with('#') {
            explained = true;
        } else if line.is_empty() {
            explained = false;
        } else if inside && !explained {
            bare.push(line.to_owned());
        }
    }
    assert_eq!(bare, [] as [String; 0], "one line above it: what it is for");
}

#[test]
fn every_decision_is_listed() {
    let index = std::fs::read_to_string(root().join("docs/adr/README.md")).unwrap();
    let missing: Vec<String> = files("docs/adr", "md")
        .into_iter()
        .map(|(name, _)| name.trim_start_matches("docs/adr/").to_owned())
        .filter(|name| name != "README.md" && !index.contains(name))
        .collect();
    assert_eq!(missing, [] as [String; 0]);
}

//! A 棚卸 of two hundred devices by a simulated scanner: found, elsewhere, missing, unexpected, double, undone.

use chrono::{DateTime, TimeDelta, Utc};
use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::import::Action;
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::core::model::{Batch, BatchRow, Content, Entry, OperationKind};
use kikidaicho::core::stocktake::{self, Mark, Outcome, Round, Target};

struct Clinic {
    _folder: tempfile::TempDir,
    ledger: Ledger,
    now: DateTime<Utc>,
}

impl Clinic {
    fn new(rows: Vec<(RegisterId, Vec<(&str, String)>)>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = "2026-11-21T00:00:00Z".parse().unwrap();
        let mut clinic = Self {
            ledger: Ledger::create(&folder.path().join("a.daicho"), "見本", &context(now)).unwrap(),
            _folder: folder,
            now,
        };
        let rows = rows.into_iter().map(|(register, cells)| {
            let mut content = Content::default();
            for (key, text) in cells {
                content
                    .fields
                    .set(register.field_index(key).expect(key), Entry::text(&text));
            }
            BatchRow::added(register, content)
        });
        clinic.run(Command::Apply(Batch {
            kind: OperationKind::Add,
            label: "見本".to_owned(),
            source: None,
            rows: rows.collect(),
        }));
        clinic
    }

    fn run(&mut self, command: Command) {
        self.now += TimeDelta::seconds(1);
        self.ledger.execute(command, &context(self.now)).unwrap();
    }

    fn start(&mut self, target: Target, place: Option<&str>) {
        let today = self.now.date_naive();
        let command = stocktake::start(self.ledger.snapshot(), target, place, "", today, "架空花子");
        self.run(command.expect("something to count"));
    }

    /// What a keyboard wedge does: a code and Enter.
    fn scan(&mut self, code: &str, place: Option<&str>) -> Outcome {
        let snapshot = self.ledger.snapshot().clone();
        let round = Round::open(&snapshot).expect("a round");
        let seen = stocktake::scan(&snapshot, &round, code, place, self.now);
        if let Some(command) = seen.command {
            self.run(command);
        }
        seen.outcome
    }

    fn counts(&self) -> [usize; 6] {
        let round = Round::last(self.ledger.snapshot()).expect("a round");
        let report = stocktake::report(&round);
        [
            &report.found,
            &report.elsewhere,
            &report.missing,
            &report.unexpected,
            &report.open,
            &report.again,
        ]
        .map(Vec::len)
    }
}

fn context(now: DateTime<Utc>) -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now,
    }
}

fn devices(count: usize) -> Vec<(RegisterId, Vec<(&'static str, String)>)> {
    (1..=count)
        .map(|n| {
            let cells = vec![
                ("management_no", format!("{n:03}")),
                ("serial_no", format!("SN{:06}", n * 37)),
                ("name", format!("端末 {n}")),
                ("place", ["受付", "診察室1", "事務室", "検査室"][n % 4].to_owned()),
                ("status", if n % 50 == 0 { "廃棄" } else { "稼働" }.to_owned()),
            ];
            (RegisterId::DEVICE, cells)
        })
        .collect()
}

#[test]
fn two_hundred_devices_by_scanner() {
    let mut clinic = Clinic::new(devices(200));
    clinic.start(Target::Devices, None);
    assert_eq!(clinic.counts(), [0, 0, 0, 0, 196, 0], "four are thrown away");

    // All but the last six that are there, as scanners send them: full width, a line's end, a serial number.
    for n in (1..=190).filter(|n| n % 50 != 0) {
        let code = match n % 5 {
            0 => format!("{n:03}\r"),
            1 => format!("{n:03}")
                .chars()
                .filter_map(|c| char::from_u32(c as u32 + 0xfee0))
                .collect(),
            2 => format!("sn{:06}", n * 37),
            _ => format!(" {n:03} "),
        };
        assert_eq!(clinic.scan(&code, None), Outcome::Found, "{code:?}");
    }
    assert_eq!(clinic.counts(), [187, 0, 0, 0, 9, 0]);

    assert_eq!(clinic.scan("007", None), Outcome::Again);
    assert_eq!(clinic.scan("191", Some("倉庫")), Outcome::Elsewhere);
    assert_eq!(clinic.scan("192", Some("受付")), Outcome::Found, "where it belongs");
    assert_eq!(clinic.scan("ナゾ-9", Some("倉庫")), Outcome::Unexpected);
    assert_eq!(clinic.scan("ﾅｿﾞ-9", None), Outcome::Again, "the unknown tag was kept");
    assert_eq!(
        clinic.scan("050", None),
        Outcome::Unexpected,
        "thrown away, and yet it is here"
    );
    assert_eq!(clinic.scan("  \r\n", None), Outcome::Nothing);
    assert_eq!(clinic.counts(), [188, 1, 0, 2, 7, 2]);

    // Every step is taken back by itself.
    let before = clinic.counts();
    assert_eq!(clinic.scan("193", None), Outcome::Found);
    clinic.run(Command::Undo(None));
    assert_eq!(clinic.counts(), before);
    clinic.run(Command::Redo);
    assert_eq!(clinic.counts()[0], 189);

    // By hand from the list, and taken back by hand.
    let item = |clinic: &Clinic, number: &str| {
        let snapshot = clinic.ledger.snapshot().clone();
        let round = Round::open(&snapshot).unwrap();
        let mut items = round.items.iter();
        items
            .find(|item| item.entry("number").as_text() == Some(number))
            .unwrap()
            .id
    };
    for mark in [Mark::NotFound, Mark::Open, Mark::Found] {
        let id = item(&clinic, "194");
        let command = stocktake::mark(clinic.ledger.snapshot(), id, mark, None, clinic.now).unwrap();
        clinic.run(command);
    }
    assert_eq!(clinic.counts(), [190, 1, 0, 2, 5, 2]);

    // What happens in the ledger meanwhile does not change what was expected.
    let record = clinic.ledger.snapshot().rows(RegisterId::DEVICE)[198].id;
    clinic.run(Command::Remove { records: vec![record] });
    assert_eq!(clinic.counts()[4], 5);

    let snapshot = clinic.ledger.snapshot().clone();
    let finish = stocktake::finish(&Round::open(&snapshot).unwrap(), clinic.now.date_naive());
    clinic.run(finish);
    assert_eq!(clinic.counts(), [190, 1, 5, 2, 0, 2]);
    assert!(Round::open(clinic.ledger.snapshot()).is_none());

    let snapshot = clinic.ledger.snapshot().clone();
    let round = Round::last(&snapshot).unwrap();
    let plan = stocktake::plan(&snapshot, &round, &stocktake::report(&round), clinic.now.date_naive());
    let of = |action: Action| plan.rows.iter().filter(|row| row.action == action).count();
    assert_eq!(of(Action::Change), 191, "seen today");
    assert_eq!(
        of(Action::Problem),
        6,
        "four missing that are still in the ledger, two unexpected"
    );
    let moved = plan.rows.iter().find(|row| {
        row.changes()
            .iter()
            .any(|cell| cell.new == "倉庫" && !cell.old.is_empty())
    });
    assert!(moved.is_some_and(|row| row.include));
    let lost = plan
        .rows
        .iter()
        .filter(|row| row.changes().iter().any(|cell| cell.new == "紛失"));
    assert!(
        lost.clone().count() == 4 && lost.clone().all(|row| !row.include),
        "a person decides"
    );
    clinic.run(Command::Apply(plan.into_batch()));
    let seen = clinic.ledger.snapshot().rows(RegisterId::DEVICE).iter();
    assert_eq!(
        seen.filter(|row| row.entry("confirmed_on").as_text() == Some("2026-11-21"))
            .count(),
        191
    );
    clinic.ledger.verify().unwrap();
}

#[test]
fn ids_and_media_are_counted_too_and_places_apart() {
    let account = |system: &str, id: &str, status: &str| {
        let cells = vec![
            ("system", system.to_owned()),
            ("login_id", id.to_owned()),
            ("status", status.to_owned()),
        ];
        (RegisterId::ACCOUNT, cells)
    };
    let mut rows = vec![
        account("カルテ", "uke01", "有効"),
        account("レセコン", "uke01", "有効"),
        account("カルテ", "old", "削除"),
    ];
    let medium = |number: &str, place: &str| {
        (
            RegisterId::MEDIUM,
            vec![("number", number.to_owned()), ("place", place.to_owned())],
        )
    };
    rows.extend([medium("U1", "事務室の棚"), medium("U2", "受付")]);
    let mut clinic = Clinic::new(rows);
    clinic.start(Target::Accounts, None);
    assert_eq!(clinic.counts()[4], 2, "a deleted ID is not looked for");
    assert_eq!(
        clinic.scan("uke01", None),
        Outcome::Ambiguous,
        "one ID in two systems: the list is for that"
    );
    assert_eq!(clinic.counts()[4], 2);
    let snapshot = clinic.ledger.snapshot().clone();
    clinic.run(stocktake::finish(
        &Round::open(&snapshot).unwrap(),
        clinic.now.date_naive(),
    ));
    let snapshot = clinic.ledger.snapshot().clone();
    let round = Round::last(&snapshot).unwrap();
    let plan = stocktake::plan(&snapshot, &round, &stocktake::report(&round), clinic.now.date_naive());
    assert!(
        plan.rows
            .iter()
            .all(|row| row.changes().iter().any(|cell| cell.new == "停止") && !row.include)
    );

    clinic.start(Target::Media, Some("事務室"));
    assert_eq!(clinic.counts()[4], 1, "only what stands there");
    assert_eq!(clinic.scan("U2", None), Outcome::Unexpected, "from another room");
    assert_eq!(clinic.scan("U1", None), Outcome::Found);
    // A second round of one day gets a name of its own.
    clinic.start(Target::Media, None);
    let names: Vec<String> = clinic
        .ledger
        .snapshot()
        .rows(RegisterId::STOCKTAKE)
        .iter()
        .filter_map(|row| row.name().map(str::to_owned))
        .collect();
    assert_eq!(
        names,
        ["2026-11-21 ID", "2026-11-21 可搬媒体", "2026-11-21 可搬媒体 (2)"]
    );
    assert_eq!(clinic.counts()[4], 2, "items of another round are not mixed in");
}

#[test]
fn the_command_line_counts_from_codes_files_and_sheets() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
            .args(["--now", "2026-11-21T09:00:00+09:00"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    let book = path("a.daicho");
    run(&["new", &book, "--facility", "見本"]);
    for number in ["001", "002", "003", "004"] {
        run(&["add", &book, "device", &format!("管理番号={number}"), "設置場所=受付"]);
    }
    // Labels to print for all, and for some.
    run(&["stocktake", "labels", &book, "--out", &path("labels.html")]);
    let page = std::fs::read_to_string(path("labels.html")).unwrap();
    assert_eq!(page.matches("<article><svg").count(), 4);
    let some = run(&[
        "stocktake",
        "labels",
        &book,
        "003",
        "--place",
        "受付",
        "--out",
        &path("some.html"),
    ]);
    assert!(some.contains("札 1 枚"), "{some}");
    let none = std::process::Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
        .args(["stocktake", "labels", &book, "999", "--out", &path("none.html")])
        .output()
        .unwrap();
    assert_eq!(none.status.code(), Some(1), "no label, no file");
    assert!(!std::path::Path::new(&path("none.html")).exists());
    run(&["stocktake", "start", &book]);
    assert!(run(&["stocktake", "scan", &book, "001", "x1", "--place", "倉庫"]).contains("場所違い\t001"));
    std::fs::write(path("codes.txt"), "002\n002\n\n").unwrap();
    run(&["stocktake", "scan", &book, "--in", &path("codes.txt")]);
    std::fs::write(path("paper.csv"), "管理番号,あった\n003,○\n").unwrap();
    run(&["stocktake", "scan", &book, "--in", &path("paper.csv")]);
    run(&["stocktake", "mark", &book, "004", "missing"]);
    run(&["stocktake", "finish", &book]);
    let report: serde_json::Value = serde_json::from_str(&run(&["stocktake", "report", &book, "--json"])).unwrap();
    let count = |key: &str| report[key].as_array().unwrap().len();
    assert_eq!(
        ["found", "elsewhere", "missing", "unexpected", "open", "again"].map(count),
        [2, 1, 1, 1, 0, 1]
    );
    assert_eq!(report["is_open"], false);
    run(&["stocktake", "plan", &book, "--apply"]);
    let rows: serde_json::Value = serde_json::from_str(&run(&["list", &book, "device", "--json"])).unwrap();
    assert_eq!(rows["rows"][0]["fields"]["place"]["text"], "倉庫");
    assert_eq!(
        rows["rows"][3]["fields"]["status"]["state"], "blank",
        "nobody decided that it is lost"
    );
}

#[test]
fn a_round_of_nothing_does_not_begin() {
    let clinic = Clinic::new(devices(3));
    let today = clinic.now.date_naive();
    let begin = |target, place| stocktake::start(clinic.ledger.snapshot(), target, place, "", today, "架空花子");
    assert!(begin(Target::Devices, Some("屋上")).is_none());
    assert!(begin(Target::Accounts, None).is_none());
    assert!(begin(Target::Devices, None).is_some());
    let book = clinic.ledger.path().to_owned();
    drop(clinic.ledger);
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
        .args(["stocktake", "start"])
        .arg(&book)
        .args(["--place", "屋上"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).contains("数えるものがありません"));
}

#[cfg(feature = "gui")]
#[test]
fn labels_are_written_from_the_window() {
    use eframe::egui::accesskit::Role;
    use egui_kittest::kittest::Queryable as _;

    use crate::ui_flows::{click, type_in, window};

    let clinic = Clinic::new(devices(30));
    let path = clinic.ledger.path().to_owned();
    let out = path.with_file_name("札.html");
    drop(clinic.ledger);
    let mut harness = window(Some(&path));
    click(&mut harness, "棚卸");
    harness.get_by_label("番号の札を作る（QR コード）").click();
    harness.run();
    type_in(
        &mut harness,
        Role::TextInput,
        "書き出す札のファイル",
        &out.display().to_string(),
    );
    click(&mut harness, "札を書き出す");
    let page = std::fs::read_to_string(&out).unwrap();
    assert_eq!(page.matches("<article><svg").count(), 30);
    assert_eq!(page.matches("<section>").count(), 2, "24 a page");
    // One that is missing is missed while somebody counts.
    click(&mut harness, "棚卸を始める");
    harness.get_by_label("番号の札を作る（QR コード）").click();
    harness.run();
    let one = path.with_file_name("1枚.html");
    type_in(
        &mut harness,
        Role::TextInput,
        "番号（「、」で区切る。空欄はすべて）",
        "003",
    );
    type_in(
        &mut harness,
        Role::TextInput,
        "書き出す札のファイル",
        &one.display().to_string(),
    );
    click(&mut harness, "札を書き出す");
    let page = std::fs::read_to_string(&one).unwrap();
    assert_eq!(page.matches("<article><svg").count(), 1);
}

#[cfg(feature = "gui")]
#[test]
fn what_was_read_last_goes_when_it_is_taken_back() {
    use eframe::egui::Key;
    use egui_kittest::kittest::Queryable as _;

    use crate::ui_flows::{NONE, click, keys, type_text, window};

    let clinic = Clinic::new(devices(3));
    let path = clinic.ledger.path().to_owned();
    drop(clinic.ledger);
    let mut harness = window(Some(&path));
    click(&mut harness, "棚卸");
    click(&mut harness, "棚卸を始める");
    // The input for codes has the keyboard by itself.
    type_text(&mut harness, "001");
    keys(&mut harness, &[(NONE, Key::Enter)]);
    assert!(harness.query_by_label_contains("確認：").is_some());
    click(&mut harness, "元に戻す");
    assert!(
        harness.query_by_label_contains("確認：").is_none(),
        "it was not read any more"
    );
}

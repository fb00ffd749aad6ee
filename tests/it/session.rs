//! The worker as the window uses it.

use std::path::Path;

use chrono::{TimeZone as _, Utc};
use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::clock::Clock;
use kikidaicho::core::ledger::Command;
use kikidaicho::core::lock::LookOnly;
use kikidaicho::session::{Event, InlineSession, Job, Session, ThreadSession, View};

fn clock() -> Clock {
    Clock::Fixed(Utc.with_ymd_and_hms(2026, 11, 21, 0, 0, 0).unwrap())
}

#[test]
fn the_sample_clinic_opens_and_everything_in_it_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let session = InlineSession::new(clock(), "架空花子".to_owned());
    session.send(Job::CreateSample {
        path: folder.path().join("見本.daicho"),
    });
    let [
        Event::Opened {
            view: View { snapshot, .. },
            ..
        },
    ] = &session.poll()[..]
    else {
        panic!("not opened")
    };
    let filled = [
        RegisterId::DEVICE,
        RegisterId::CLOUD_SERVICE,
        RegisterId::REMOTE_PATH,
        RegisterId::VENDOR,
    ];
    for register in filled {
        assert!(!snapshot.rows(register).is_empty(), "{}", register.label);
    }
    for _ in 0..4 {
        session.send(Job::Execute(Command::Undo(None)));
    }
    let events = session.poll();
    let Some(Event::Changed {
        view: View { snapshot, .. },
        ..
    }) = events.last()
    else {
        panic!("{events:?}")
    };
    assert!(RegisterId::all().all(|register| snapshot.rows(register).is_empty()));
}

#[test]
fn every_job_ends_in_one_event_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let (wake, woken) = std::sync::mpsc::channel();
    let session = ThreadSession::start(clock(), "架空花子".to_owned(), None, move || wake.send(()).unwrap());
    session.send(Job::Verify);
    session.send(Job::Create {
        path: folder.path().join("a.daicho"),
        facility: "見本".to_owned(),
        kind: None,
    });
    session.send(Job::Verify);
    let mut events = Vec::new();
    while events.len() < 3 {
        woken.recv_timeout(std::time::Duration::from_secs(60)).unwrap();
        events.extend(session.poll());
    }
    assert!(
        matches!(
            &events[..],
            [
                Event::Failed(_),
                Event::Opened { .. },
                Event::Verified {
                    operations: 1,
                    records: 0
                }
            ]
        ),
        "{events:?}"
    );
}

#[test]
fn a_long_reading_tells_how_far_it_is_and_can_be_stopped() {
    use crate::hostile::make::{MAIN, Part, xlsx};
    let folder = tempfile::tempdir().unwrap();
    let head = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>");
    let rows = Part::Repeated(
        head,
        "<row><c><v>1</v></c></row>".to_owned(),
        2_000_000,
        "</sheetData></worksheet>".to_owned(),
    );
    let file = xlsx(&folder.path().join("x.xlsx"), vec![("xl/worksheets/sheet1.xml", rows)]);
    let (wake, woken) = std::sync::mpsc::channel();
    let session = ThreadSession::start(clock(), "架空花子".to_owned(), None, move || {
        let _ = wake.send(());
    });
    let path = folder.path().join("a.daicho");
    let facility = "見本".to_owned();
    session.send(Job::Create {
        path,
        facility,
        kind: None,
    });
    session.send(Job::PlanImport { file });
    let mut told = 0;
    let notice = loop {
        woken.recv_timeout(std::time::Duration::from_secs(60)).unwrap();
        let mut closing = None;
        for event in session.poll() {
            match event {
                Event::Progress { done, .. } => {
                    assert!(done > told);
                    told = done;
                    session.cancel();
                }
                Event::Failed(notice) => closing = Some(notice),
                Event::Opened { .. } => {}
                other => panic!("{other:?}"),
            }
        }
        if let Some(notice) = closing {
            break notice;
        }
    };
    assert!(told > 0 && notice.what.contains("やめました"), "{notice:?}");
}

fn look_only(session: &InlineSession) -> Option<LookOnly> {
    match session.poll().pop() {
        Some(Event::Opened { look_only, .. }) => look_only,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_second_window_looks_and_writes_when_the_first_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("見本.daicho");
    let first = InlineSession::new(clock(), "架空花子".to_owned());
    first.send(Job::CreateSample { path: path.clone() });
    assert_eq!(look_only(&first), None);
    // The window that has it opens it again: it is still its own.
    first.send(Job::Open { path: path.clone() });
    assert_eq!(look_only(&first), None);

    let second = InlineSession::new(clock(), "見本次郎".to_owned());
    second.send(Job::Open { path: path.clone() });
    match look_only(&second) {
        Some(LookOnly::HeldBy(Some(holder))) => assert!(holder.who.starts_with("架空花子"), "{holder:?}"),
        other => panic!("{other:?}"),
    }
    let before = std::fs::read(&path).unwrap();
    second.send(Job::Execute(Command::Undo(None)));
    assert!(matches!(second.poll()[..], [Event::Failed(_)]));
    assert!(std::fs::read(&path).unwrap() == before);

    first.send(Job::Close);
    second.send(Job::Open { path: path.clone() });
    assert_eq!(look_only(&second), None);
    second.send(Job::Execute(Command::Undo(None)));
    assert!(matches!(second.poll()[..], [Event::Changed { .. }]));
    drop(second);
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".lock") || name.ends_with(".holder"))
        .collect();
    assert_eq!(left, [] as [String; 0]);
}

#[test]
fn a_file_that_must_not_be_written_to_opens_to_look_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("見本.daicho");
    let session = InlineSession::new(clock(), "架空花子".to_owned());
    session.send(Job::CreateSample { path: path.clone() });
    session.send(Job::Close);
    session.poll();
    let mut rights = std::fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&path, rights).unwrap();
    session.send(Job::Open { path: path.clone() });
    assert_eq!(look_only(&session), Some(LookOnly::NotWritable));
    // Looking, its history and its sheets stay possible.
    session.send(Job::Export {
        sheet: "official".to_owned(),
        out: folder.path().join("台帳.xlsx"),
    });
    assert!(matches!(session.poll()[..], [Event::Exported { .. }]));
    // What a recent list remembers may be gone; nothing is made in its place.
    let gone = folder.path().join("gone.daicho");
    session.send(Job::Open { path: gone.clone() });
    assert!(matches!(session.poll()[..], [Event::Failed(_)]));
    assert!(!gone.exists());
}

#[test]
fn what_is_made_goes_beside_the_ledger_under_a_free_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("見本.daicho");
    let session = InlineSession::new(clock(), "架空花子".to_owned());
    session.send(Job::CreateSample { path: path.clone() });
    session.poll();
    let export = |out: &Path| {
        session.send(Job::Export {
            sheet: "official".to_owned(),
            out: out.to_owned(),
        });
        session.poll().pop()
    };
    let made = |out: &Path| match export(out) {
        Some(Event::Exported { out }) => out,
        other => panic!("{other:?}"),
    };
    let first = made(Path::new("台帳.xlsx"));
    assert_eq!(first, folder.path().join("台帳.xlsx"));
    let bytes = std::fs::read(&first).unwrap();
    assert_eq!(made(Path::new("台帳.xlsx")), folder.path().join("台帳 (2).xlsx"));
    assert_eq!(std::fs::read(&first).unwrap(), bytes, "the first one stays");
    // One folder that is missing is made; a whole path of them is a slip of the pen.
    assert!(made(&folder.path().join("提出/台帳.xlsx")).exists());
    match export(&folder.path().join("a/b/台帳.xlsx")) {
        Some(Event::Failed(notice)) => assert!(notice.what.contains("フォルダ"), "{notice:?}"),
        other => panic!("{other:?}"),
    }
}

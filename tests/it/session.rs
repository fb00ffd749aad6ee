//! The worker as the window uses it.

use chrono::{TimeZone as _, Utc};
use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::clock::Clock;
use kikidaicho::core::ledger::Command;
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
    session.send(Job::Create { path, facility });
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

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
    for register in RegisterId::all() {
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

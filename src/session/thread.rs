//! The worker on a thread of its own, with a queue before it and one behind.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::worker::Worker;
use super::{Event, Job, Session};
use crate::core::clock::Clock;
use crate::core::import::reader::Watch;

/// A worker on its own thread. `wake` is called after every event, to redraw the window.
pub struct ThreadSession {
    /// `None` only while the session ends.
    jobs: Option<Sender<Job>>,
    thread: Option<std::thread::JoinHandle<()>>,
    events: Mutex<Receiver<Event>>,
    stop: Arc<AtomicBool>,
}

/// Passes on how far a job has come, now and then, and whether it shall go on.
struct Waiting<'a, F> {
    done: &'a Sender<Event>,
    wake: &'a F,
    stop: &'a AtomicBool,
    told: std::cell::Cell<u64>,
}

impl<F: Fn()> Watch for Waiting<'_, F> {
    fn go_on(&self, done: u64, of: u64) -> bool {
        if done > self.told.replace(done) && self.done.send(Event::Progress { done, of }).is_ok() {
            (self.wake)();
        }
        !self.stop.load(Ordering::Relaxed)
    }
}

impl ThreadSession {
    #[expect(clippy::disallowed_methods, reason = "the one worker thread")]
    pub fn start(clock: Clock, actor: String, settings: Option<PathBuf>, wake: impl Fn() + Send + 'static) -> Self {
        let (jobs, todo) = channel::<Job>();
        let (done, events) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = std::thread::spawn(move || {
            let mut worker = Worker::new(clock, actor, settings);
            for job in todo {
                // Who cancels means the job that runs, not one that comes later.
                stopped.store(false, Ordering::Relaxed);
                let watch = Waiting {
                    done: &done,
                    wake: &wake,
                    stop: &stopped,
                    told: std::cell::Cell::new(0),
                };
                for event in worker.run(job, &watch) {
                    if done.send(event).is_err() {
                        return;
                    }
                }
                wake();
            }
        });
        Self {
            jobs: Some(jobs),
            thread: Some(thread),
            events: Mutex::new(events),
            stop,
        }
    }
}

impl Drop for ThreadSession {
    /// Waits for the jobs already sent: closing the window must not lose the last cell. A file that is being read
    /// is not waited for.
    fn drop(&mut self) {
        self.jobs = None;
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A worker that panicked has said so already.
            let _ = thread.join();
        }
    }
}

impl Session for ThreadSession {
    fn send(&self, job: Job) {
        // The worker only ends when this handle is dropped.
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send(job);
        }
    }

    fn poll(&self) -> Vec<Event> {
        self.events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .try_iter()
            .collect()
    }

    fn poll_within(&self, at_most: Duration) -> Vec<Event> {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let first = events.recv_timeout(at_most).ok();
        first.into_iter().chain(events.try_iter()).collect()
    }

    fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Lets the window and its wake-up share one session.
impl<S: Session + ?Sized> Session for Arc<S> {
    fn send(&self, job: Job) {
        (**self).send(job);
    }
    fn poll(&self) -> Vec<Event> {
        (**self).poll()
    }
    fn poll_within(&self, at_most: Duration) -> Vec<Event> {
        (**self).poll_within(at_most)
    }
    fn cancel(&self) {
        (**self).cancel();
    }
}

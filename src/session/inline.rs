//! The worker without a thread: a job is done when `send` returns. For tests.

use std::cell::RefCell;

use super::worker::Worker;
use super::{Event, Job, Session};
use crate::core::clock::Clock;
use crate::core::import::reader::Patient;

pub struct InlineSession {
    worker: RefCell<Worker>,
    events: RefCell<Vec<Event>>,
}

impl InlineSession {
    pub fn new(clock: Clock, actor: String) -> Self {
        Self {
            worker: RefCell::new(Worker::new(clock, actor, None)),
            events: RefCell::default(),
        }
    }
}

impl Session for InlineSession {
    fn send(&self, job: Job) {
        let events = self.worker.borrow_mut().run(job, &Patient);
        self.events.borrow_mut().extend(events);
    }

    fn poll(&self) -> Vec<Event> {
        self.events.borrow_mut().drain(..).collect()
    }
}

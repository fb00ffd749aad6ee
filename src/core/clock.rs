//! The time, handed in: the machine's clock or one fixed moment for runs that can be repeated.

use chrono::{DateTime, Local, NaiveDate, Utc};

/// Where the time comes from.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    System,
    Fixed(DateTime<Utc>),
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Fixed(at) => at,
        }
    }

    /// Today on the wall clock of this machine.
    pub fn today(self) -> NaiveDate {
        self.now().with_timezone(&Local).date_naive()
    }
}

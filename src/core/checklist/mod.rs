//! The ministry's checklists: editions, answers, what an inspector would say, what the ledger says beside an item.
//!
//! Owns: which items an edition has and how sure their wording is, canonical topics, carry-over, readiness.
//! Refuses to know: xlsx (`core::form`), SQL, wording for people (`text::checklist`), the clock.
//! Invariants: wording that no ministry material prints word for word is never [`Sure::Official`]; an answer is
//! found by edition, sheet, vendor, topic with devices, and round, never by a number that editions change; dates are
//! never carried from one edition to another; the program proposes, a person answers.

pub mod about;
mod answers;
mod begin;
mod carry;
mod choose;
mod disclosure;
mod edition;
mod editions;
mod learn;
mod learned;
mod matching;
mod put;
pub mod readiness;
mod request;
mod round;
mod sheet;
mod take;
mod topic;
mod visit;
pub mod words;

pub use answers::{Answers, Given, GivenEdit, SheetAnswers, SheetId, last_answer, last_given};
pub use begin::begin_year;
pub use carry::{Proposal, propose};
pub use choose::{chosen, proposals};
pub use disclosure::{TakenDisclosure, is_disclosure, is_kept, read_disclosure, unread_row};
pub use edition::{Edition, EditionError, Item, Origin, Sure, Wording};
pub use editions::{Editions, fiscal_year_of};
pub use learn::{LearnError, UNDATED_YEAR, learn};
pub use learned::{HANDED_ON, LARGEST_HANDED_ON, Source, handed_on, is_handed_on, keep};
pub use matching::{How, Match, match_rows};
pub use put::{BoxTexts, Filled, FilledBook, PutError, fill_book, fill_from_ledger, plan_put};
pub use request::Request;
pub use round::{Asked, BoardRow, Contract, RoundState, Vendor, Vendors, board, note_round, sheet_of, waited_for};
pub use sheet::SheetKind;
pub use take::{Step, Stray, TakeError, TakePlan, TakeRow, Told, plan_take};
pub use topic::{ItemId, Subject, Topic};
pub use visit::Visit;

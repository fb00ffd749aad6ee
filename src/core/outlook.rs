//! What lies ahead of a ledger and how far it is filled: the calendar of what falls due, the day of the inspection,
//! support ends over the years, devices by kind, completeness by register.
//!
//! Owns: which dates fall due. Refuses to know: wording, widgets, what is overdue (findings tell that).
//! Invariant: a function of the snapshot, the findings and a day; computed once per revision, never per frame.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate};

use super::catalogue::{Need, RegisterId, Shown};
use super::checklist::Visit;
use super::lifecycle::Standing;
use super::model::{Entry, Record, RecordId};
use super::parse::Asked;
use super::rules::{self, Finding, Look, RuleKey, Thresholds};

/// How far the calendar looks.
pub const AHEAD: u64 = 90;
/// Years told one by one; later ones are one.
const YEARS: i32 = 5;

/// Why a day matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKind {
    Inspection,
    /// 目標日 of an いいえ.
    Target,
    /// Support of an OS or program ends.
    Support,
    /// A report to the authority.
    Report,
    /// A date of a field of its own: a contract, a permit, a return.
    Field,
    /// The day by which a 不明 shall be known.
    Unknown,
    /// Something to be confirmed again after so many days.
    Again,
    /// An acceptance ends: the finding comes back.
    Acceptance,
    Stocktake,
    Review,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub on: NaiveDate,
    pub kind: DueKind,
    pub register: RegisterId,
    /// The row, or none for the ledger as a whole.
    pub record: RecordId,
    pub name: String,
    /// The label of the field, or what ends.
    pub what: String,
}

/// How much of what is asked of a register's rows stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    pub register: RegisterId,
    pub filled: usize,
    pub asked: usize,
}

/// When support ends, as a column of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ends {
    Ended,
    In(i32),
    /// In this year or later.
    Later(i32),
    /// No date, or the version is not known.
    Open,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Who comes to look.
    pub visit: Visit,
    /// The day of the inspection, unless it is past.
    pub inspection: Option<NaiveDate>,
    pub today: NaiveDate,
    /// From today on, the nearest first.
    pub due: Vec<Due>,
    /// Devices in use by kind; the kind of some is not told.
    pub kinds: Vec<(Option<&'static str>, usize)>,
    /// Devices by the end of support of their OS.
    pub ends: Vec<(Ends, usize)>,
    pub filled: Vec<Filled>,
}

/// Dates that fall due by themselves, and the field that says that they have been dealt with.
const DATES: &[(RegisterId, &str, &str, DueKind)] = &[
    (RegisterId::FACILITY, "inspection_on", "", DueKind::Inspection),
    (RegisterId::ANSWER, "target_on", "", DueKind::Target),
    (RegisterId::VENDOR_SHEET, "due_on", "returned_on", DueKind::Field),
    (RegisterId::DEVICE, "warranty_until", "", DueKind::Field),
    (RegisterId::PERMIT, "until", "", DueKind::Field),
    (RegisterId::LICENCE, "until", "", DueKind::Field),
    (RegisterId::DOCUMENT, "review_on", "", DueKind::Field),
    (RegisterId::NOTICE, "due_on", "done_on", DueKind::Field),
    (RegisterId::ACCEPTED, "until", "", DueKind::Acceptance),
];

/// Registers whose date must be confirmed again after so many days.
fn again(days: Thresholds) -> [(RegisterId, &'static str, i64); 3] {
    [
        (RegisterId::REMOTE_PATH, "confirmed_on", days.confirm_days),
        (RegisterId::CLOUD_SERVICE, "terms_checked_on", days.confirm_days),
        (RegisterId::BACKUP_PLAN, "last_restored_on", days.restore_days),
    ]
}

/// Works out what lies ahead.
pub fn outlook(look: &Look<'_>, findings: &[Finding]) -> Outlook {
    let facility = look.snapshot.rows(RegisterId::FACILITY).first();
    let inspection = facility.and_then(|row| rules::day(row, "inspection_on"));
    let mut sweep = Sweep::new(look);
    for register in RegisterId::all() {
        sweep.register(register);
    }
    sweep.devices();
    sweep.unknown();
    sweep.last_rounds();
    sweep.of_findings(findings);
    Outlook {
        visit: Visit::of(look.snapshot),
        inspection: inspection.filter(|day| *day >= look.today),
        today: look.today,
        kinds: sweep.kinds(),
        ends: line(look, &sweep.ends),
        due: sweep.due(),
        filled: sweep.filled,
    }
}

/// One walk over the ledger: a large one is too big to be fetched from memory for every question anew.
struct Sweep<'a> {
    look: &'a Look<'a>,
    last_day: NaiveDate,
    due: Vec<Due>,
    kinds: BTreeMap<Option<&'static str>, usize>,
    ends: BTreeMap<Ends, usize>,
    filled: Vec<Filled>,
}

impl<'a> Sweep<'a> {
    fn new(look: &'a Look<'a>) -> Self {
        Self {
            look,
            last_day: look.today.checked_add_days(Days::new(AHEAD)).unwrap_or(look.today),
            due: Vec::new(),
            kinds: BTreeMap::new(),
            ends: BTreeMap::new(),
            filled: Vec::new(),
        }
    }

    fn is_near(&self, on: NaiveDate) -> bool {
        (self.look.today..=self.last_day).contains(&on)
    }

    fn put(&mut self, on: Option<NaiveDate>, kind: DueKind, row: &Record, what: &str) {
        if let Some(on) = on.filter(|on| self.is_near(*on)) {
            self.due.push(Due {
                on,
                kind,
                register: row.register,
                record: row.id,
                name: row.name().unwrap_or_default().to_owned(),
                what: what.to_owned(),
            });
        }
    }

    fn register(&mut self, register: RegisterId) {
        let rows = self.look.snapshot.rows(register);
        let label = |key: &str| register.field(key).map_or("", |field| field.label);
        let own = |id: &RegisterId| *id == register;
        let dates: Vec<_> = DATES.iter().filter(|(id, ..)| own(id)).collect();
        let again = again(self.look.thresholds).into_iter().find(|(id, ..)| own(id));
        let is_inner = register.shown == Shown::Inner;
        let wanted = |need: Need| matches!(need, Need::Required | Need::Recommended);
        let fields = register.get().fields.iter().enumerate();
        let fields: Vec<_> = fields.filter(|(_, field)| wanted(field.need) && !is_inner).collect();
        let (mut filled, mut asked) = (0, 0);
        for row in rows.iter() {
            let is_over = rules::is_over(row);
            for (_, key, done, kind) in &dates {
                let is_done = !done.is_empty() && row.entry(done).as_text().is_some();
                if !is_over && !is_done {
                    self.put(rules::day(row, key), *kind, row, label(key));
                }
            }
            if let Some((_, key, after)) = again.filter(|_| !is_over) {
                self.put(later(rules::day(row, key), after), DueKind::Again, row, label(key));
            }
            if register == RegisterId::MEDIUM {
                self.loans(row);
            }
            if !is_over && !fields.is_empty() {
                let needs = Asked::of(register, &row.content);
                for (at, _) in fields.iter().filter(|(_, field)| wanted(needs.need(field))) {
                    asked += 1;
                    // 不明 is honest, and still something to find out.
                    let entry = row.content.fields.get(*at);
                    filled += usize::from(!matches!(entry, Entry::Blank | Entry::Unknown { .. }));
                }
            }
        }
        if asked > 0 {
            self.filled.push(Filled {
                register,
                filled,
                asked,
            });
        }
    }

    /// Media that are out come back on a day.
    fn loans(&mut self, row: &Record) {
        let medium = RegisterId::MEDIUM;
        let Some(child) = medium.child_index("loan") else {
            return;
        };
        let list = &medium.children[child];
        let (Some(due), Some(back)) = (list.field_index("due_on"), list.field_index("back_on")) else {
            return;
        };
        for loan in row.content.child_rows(child) {
            if loan.get(back).as_text().is_none() {
                self.put(rules::date(loan.get(due)), DueKind::Field, row, list.fields[due].label);
            }
        }
    }

    /// Devices that still stand somewhere count by kind and by the end of support of their OS.
    fn devices(&mut self) {
        for kind in self.look.kinds() {
            *self.kinds.entry(kind).or_default() += 1;
        }
        let (today, this_year) = (self.look.today, self.look.today.year());
        for support in self.look.supports_of_os() {
            let end = match support.standing {
                Standing::Ended => Ends::Ended,
                Standing::Ends { on, .. } if on < today => Ends::Ended,
                Standing::Ends { on, .. } if on.year() >= this_year + YEARS => Ends::Later(this_year + YEARS),
                Standing::Ends { on, .. } => Ends::In(on.year()),
                Standing::VersionUnknown | Standing::NoDate => Ends::Open,
            };
            *self.ends.entry(end).or_default() += 1;
        }
    }

    fn unknown(&mut self) {
        for unknown in self.look.unknown() {
            let label = unknown.row.register.fields[unknown.field].label;
            self.put(Some(unknown.confirm_by), DueKind::Unknown, unknown.row, label);
        }
    }

    /// Of what is done once a year or so, only the last one counts.
    fn last_rounds(&mut self) {
        let days = self.look.thresholds;
        for (register, key, after, kind) in [
            (RegisterId::REVIEW, "confirmed_on", days.review_days, DueKind::Review),
            (
                RegisterId::STOCKTAKE,
                "finished_on",
                days.confirm_days,
                DueKind::Stocktake,
            ),
        ] {
            let rows = self.look.snapshot.rows(register).iter();
            if let Some(row) = rows.max_by_key(|row| (rules::day(row, key), row.id)) {
                self.put(later(rules::day(row, key), after), kind, row, register.label);
            }
        }
    }

    fn of_findings(&mut self, findings: &[Finding]) {
        for finding in findings {
            let kind = match finding.rule {
                RuleKey::IncidentReportDue => DueKind::Report,
                rule if rules::is_about_support(rule) => DueKind::Support,
                _ => continue,
            };
            // Looking a row up costs more the more rows there are: only for a day that is told.
            if let Some(on) = finding.due.filter(|on| self.is_near(*on))
                && finding.accepted.is_none()
                && let Some(row) = self.look.snapshot.get(finding.register, finding.record)
            {
                self.put(Some(on), kind, row, &finding.fact);
            }
        }
    }

    fn due(&mut self) -> Vec<Due> {
        let mut found = std::mem::take(&mut self.due);
        found.sort_by(|one, two| {
            (one.on, one.kind, one.register, one.record, &one.what).cmp(&(
                two.on,
                two.kind,
                two.register,
                two.record,
                &two.what,
            ))
        });
        found.dedup();
        found
    }

    fn kinds(&self) -> Vec<(Option<&'static str>, usize)> {
        let mut kinds: Vec<_> = self.kinds.iter().map(|(kind, count)| (*kind, *count)).collect();
        // The most first; what nobody told stands last.
        kinds.sort_by_key(|(kind, count)| (kind.is_none(), std::cmp::Reverse(*count), *kind));
        kinds
    }
}

fn later(day: Option<NaiveDate>, days: i64) -> Option<NaiveDate> {
    day?.checked_add_days(Days::new(u64::try_from(days).ok()?))
}

/// The ends on a line of years; empty when no end is known of any device.
fn line(look: &Look<'_>, counts: &BTreeMap<Ends, usize>) -> Vec<(Ends, usize)> {
    if counts.is_empty() {
        return Vec::new();
    }
    let this_year = look.today.year();
    // A year in which nothing ends is a year of the line all the same.
    let years = (this_year..this_year + YEARS).map(Ends::In);
    let line = std::iter::once(Ends::Ended)
        .chain(years)
        .chain([Ends::Later(this_year + YEARS), Ends::Open]);
    line.map(|end| (end, counts.get(&end).copied().unwrap_or(0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::{LedgerMeta, Snapshot};

    fn seen(rows: &[(RegisterId, &[(&str, &str)])]) -> Outlook {
        let snapshot = Snapshot::with_rows(LedgerMeta::default(), rules::records_of(rows));
        let look = Look::new(&snapshot, "2026-11-21".parse().expect("a day"));
        outlook(&look, &rules::all(&look))
    }

    #[test]
    fn every_kind_of_day_falls_due_once_and_only_within_ninety_days() {
        let it = seen(&[
            (RegisterId::FACILITY, &[("inspection_on", "2026-12-10")]),
            (RegisterId::ANSWER, &[("target_on", "2027-02-19"), ("item", "mfa")]),
            (
                RegisterId::ANSWER,
                &[("target_on", "2027-02-20"), ("item", "one day too far")],
            ),
            (
                RegisterId::DEVICE,
                &[("warranty_until", "2026-11-21"), ("name", "受付")],
            ),
            (
                RegisterId::DEVICE,
                &[("warranty_until", "2026-11-20"), ("name", "昨日")],
            ),
            (
                RegisterId::DEVICE,
                &[("warranty_until", "2026-12-01"), ("status", "廃棄")],
            ),
            (RegisterId::DEVICE, &[("users", "不明（確認期限 2026-12-24）")]),
            (RegisterId::PERMIT, &[("until", "R8.12.31")]),
            (
                RegisterId::NOTICE,
                &[("due_on", "2026-12-05"), ("done_on", "2026-11-01")],
            ),
            (
                RegisterId::MEDIUM,
                &[
                    ("loan.due_on", "2026-12-03\n2026-12-04"),
                    ("loan.back_on", "2026-12-02"),
                ],
            ),
            (RegisterId::REMOTE_PATH, &[("confirmed_on", "2025-12-01")]),
            (RegisterId::REVIEW, &[("confirmed_on", "2024-12-01")]),
            (RegisterId::REVIEW, &[("confirmed_on", "2026-01-15")]),
            (
                RegisterId::STOCKTAKE,
                &[("finished_on", "2026-02-01"), ("name", "棚卸")],
            ),
        ]);
        let days: Vec<(String, DueKind)> = it.due.iter().map(|due| (due.on.to_string(), due.kind)).collect();
        let want = [
            ("2026-11-21", DueKind::Field),
            ("2026-12-01", DueKind::Again),
            ("2026-12-04", DueKind::Field),
            ("2026-12-10", DueKind::Inspection),
            ("2026-12-24", DueKind::Unknown),
            ("2026-12-31", DueKind::Field),
            ("2027-01-15", DueKind::Review),
            ("2027-02-01", DueKind::Stocktake),
            ("2027-02-19", DueKind::Target),
        ];
        assert_eq!(days, want.map(|(day, kind)| (day.to_owned(), kind)));
        assert_eq!(it.inspection.map(|day| day.to_string()).as_deref(), Some("2026-12-10"));
    }

    #[test]
    fn a_care_service_is_told_apart() {
        let kind = |text: &'static str| seen(&[(RegisterId::FACILITY, &[("kind", text)])]).visit;
        assert_eq!([kind("介護事業所"), kind("訪問看護ステーション")], [Visit::Care; 2]);
        assert_eq!([kind("薬局"), kind("調剤薬局")], [Visit::Pharmacy; 2]);
        assert_eq!([kind("診療所"), kind("不明"), kind("")], [Visit::Medical; 3]);
    }

    #[test]
    fn a_past_inspection_is_no_countdown() {
        assert_eq!(
            seen(&[(RegisterId::FACILITY, &[("inspection_on", "2026-11-20")])]).inspection,
            None
        );
        assert_eq!(
            seen(&[]),
            Outlook {
                today: "2026-11-21".parse().expect("a day"),
                ..Outlook::default()
            }
        );
    }

    #[test]
    fn support_ends_stand_on_a_line_of_years() {
        let os = |text: &'static str| [("os", text)];
        let it = seen(&[
            (RegisterId::DEVICE, &os("Windows 7")),
            (RegisterId::DEVICE, &os("Windows Server 2022")),
            (RegisterId::DEVICE, &os("Windows 11")),
            (RegisterId::DEVICE, &[("os", "Windows 7"), ("status", "廃棄")]),
            (RegisterId::DEVICE, &os("専用機")),
        ]);
        let told: Vec<(Ends, usize)> = it.ends.iter().copied().filter(|(_, count)| *count > 0).collect();
        assert_eq!(told, [(Ends::Ended, 1), (Ends::Later(2031), 1), (Ends::Open, 1)]);
        assert_eq!(it.ends.len(), 1 + YEARS as usize + 2);
    }

    #[test]
    fn what_is_blank_or_unknown_is_not_filled() {
        let it = seen(&[(RegisterId::NETWORK, &[("name", "院内"), ("zone", "不明")])]);
        let network = it
            .filled
            .iter()
            .find(|filled| filled.register == RegisterId::NETWORK)
            .expect("one");
        assert_eq!(network.filled, 1);
        assert!(network.asked > 2, "{network:?}");
    }

    #[test]
    fn kinds_come_most_first_and_the_untold_last() {
        let kind = |text: &'static str| [("kind", text)];
        let it = seen(&[
            (RegisterId::DEVICE, &kind("")),
            (RegisterId::DEVICE, &kind("")),
            (RegisterId::DEVICE, &kind("サーバ")),
            (RegisterId::DEVICE, &kind("端末PC")),
            (RegisterId::DEVICE, &kind("端末PC")),
        ]);
        assert_eq!(it.kinds, [(Some("端末PC"), 2), (Some("サーバ"), 1), (None, 2)]);
    }
}

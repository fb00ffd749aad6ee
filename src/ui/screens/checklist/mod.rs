//! 立入検査: answering the checklist, the vendors' round, readiness, official forms.
//!
//! Owns: what is chosen and being typed on these screens. Refuses to know: xlsx, SQL, the clock.
//! Invariant: what is shown is worked out when the ledger changes, never per frame; every change goes out as a job.

mod answering;
mod contacts;
mod detail;
mod forms;
mod pointing;
mod ready;
mod requests;
mod vendors;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{self, CentralPanel};

use crate::core::catalogue::RegisterId;
use crate::core::checklist::about::{Beside, Desk, TOLD_BY};
use crate::core::checklist::readiness::{Readiness, is_pharmacy, readiness};
use crate::core::checklist::{
    Answers, Edition, Editions, ItemId, Proposal, SheetId, SheetKind, Told, Vendors, chosen, fiscal_year_of, proposals,
    sheet_of,
};
use crate::core::model::{Record, RecordId, Snapshot};
use crate::core::rules::Look;
use crate::session::{FilledForm, FormPlan, FormPlans, MadeRequests, View};
use crate::ui::app::{Action, Page};
use crate::ui::widgets::grid::Access;

/// What a person has chosen and is typing.
#[derive(Default)]
pub(crate) struct State {
    known: Option<Known>,
    facts: Option<Facts>,
    ready: Option<(ReadyOf, Arc<Readiness>)>,
    /// The sheet that is answered; nothing until somebody chooses.
    pub sheet: Option<SheetId>,
    selected: Option<ItemId>,
    round: u8,
    drafts: detail::Drafts,
    /// The path of a file that proves an answer, where the system has no dialog.
    evidence_path: String,
    /// The list of items wants the keyboard.
    focus_list: bool,
    /// The target day wants the keyboard.
    focus_target: bool,
    /// The year that readiness and the vendors' board are about.
    year: Option<i32>,
    /// What a form would bring, while a person looks at it.
    pub form: Option<Box<FormPlans>>,
    pub filled: Option<Box<FilledForm>>,
    pub files: forms::Files,
    /// Where the ledger is: what is made goes there unless somebody says otherwise.
    folder: PathBuf,
    chart: contacts::Chart,
    /// The day until which a vendor has time, while it is being typed: whose, and the text.
    due: Option<(String, String)>,
    /// Sheets for vendors that are about to be made, and those that were.
    request: Option<requests::Draft>,
    made: Option<Box<MadeRequests>>,
}

/// What a result of readiness was worked out for: the revision, the day and the fiscal year.
type ReadyOf = ([u8; 32], chrono::NaiveDate, i32);

/// What the ledger says about checklists, worked out once per revision.
struct Known {
    head: [u8; 32],
    editions: Editions,
    answers: Answers,
    vendors: Vendors,
    is_pharmacy: bool,
    /// The sheet shown and its proposals.
    sheet: Option<(SheetId, Arc<Edition>)>,
    proposals: Option<(Arc<Edition>, Vec<Proposal>)>,
}

/// Facts beside the items of an edition: as long as the lists that tell them are the same.
struct Facts {
    of: (SheetId, Vec<Arc<Vec<Arc<Record>>>>, chrono::NaiveDate),
    beside: BTreeMap<ItemId, Vec<Beside>>,
    against: BTreeSet<ItemId>,
}

impl State {
    /// Of the ledger at this place.
    pub fn beside(ledger: &Path) -> Self {
        Self {
            folder: ledger.parent().map(Path::to_path_buf).unwrap_or_default(),
            ..Self::default()
        }
    }

    fn refresh(&mut self, view: &View) {
        let head = view.snapshot.head;
        let stale = |known: &Known| {
            known.head != head || self.sheet.is_some() && known.sheet.as_ref().map(|(id, _)| id) != self.sheet.as_ref()
        };
        if self.known.as_ref().is_none_or(stale) {
            self.known = Some(self.look_up(view));
        }
        self.look_at_facts(view);
    }

    fn look_up(&self, view: &View) -> Known {
        let snapshot = &view.snapshot;
        let editions = Editions::of(snapshot);
        let answers = Answers::of(snapshot);
        let asked = self.sheet.clone().and_then(|id| {
            editions
                .get(&id.edition, id.sheet)
                .cloned()
                .map(|edition| (id, edition))
        });
        let usual = || {
            let edition = chosen(snapshot, &Told::default(), view.today).ok()?;
            Some((SheetId::own(&edition.id, edition.sheet), edition))
        };
        let sheet = asked.or_else(usual);
        let proposals = sheet
            .as_ref()
            .and_then(|(id, edition)| proposals(&editions, &answers, edition, id))
            .filter(|(_, list)| !list.is_empty());
        Known {
            head: snapshot.head,
            vendors: Vendors::of(snapshot),
            is_pharmacy: is_pharmacy(snapshot),
            editions,
            answers,
            sheet,
            proposals,
        }
    }

    fn look_at_facts(&mut self, view: &View) {
        let Some((id, edition)) = self.known.as_ref().and_then(|known| known.sheet.as_ref()) else {
            self.facts = None;
            return;
        };
        let told: Vec<_> = TOLD_BY
            .iter()
            .map(|register| view.snapshot.rows(*register).clone())
            .collect();
        let same = |facts: &Facts| {
            let (known, rows, day) = &facts.of;
            known == id && *day == view.today && rows.iter().zip(&told).all(|(one, other)| Arc::ptr_eq(one, other))
        };
        if self.facts.as_ref().is_some_and(same) {
            return;
        }
        let look = Look::new(&view.snapshot, view.today);
        let desk = Desk::new(&look, &view.findings);
        // What the ledger says is about the clinic, not about a vendor's own house.
        let items = edition.items.iter().filter(|_| id.vendor.is_none());
        let beside: BTreeMap<ItemId, Vec<Beside>> = items.map(|item| (item.id.clone(), desk.about(&item.id))).collect();
        let against = beside
            .iter()
            .filter(|(_, facts)| facts.iter().any(|fact| fact.is_against))
            .map(|(item, _)| item.clone())
            .collect();
        self.facts = Some(Facts {
            of: (id.clone(), told, view.today),
            beside,
            against,
        });
    }

    /// Years of which an edition of the clinic's own sheet is known, and this year.
    fn years(&self, view: &View) -> Vec<i32> {
        let this_year = fiscal_year_of(view.today);
        let mut years: BTreeSet<i32> = BTreeSet::from([this_year]);
        if let Some(known) = &self.known {
            let own = known.editions.all().filter(|edition| edition.sheet.is_own_checklist());
            years.extend(own.map(|edition| edition.fiscal_year));
        }
        years.into_iter().rev().collect()
    }

    /// The year in hand: what somebody chose, else the year of the sheet that is answered, else this one.
    fn year(&self, view: &View) -> i32 {
        let answered = self.known.as_ref().and_then(|known| known.sheet.as_ref());
        self.year
            .or(answered.map(|(_, edition)| edition.fiscal_year))
            .unwrap_or_else(|| fiscal_year_of(view.today))
    }

    fn readiness(&mut self, view: &View) -> Arc<Readiness> {
        let of = (view.snapshot.head, view.today, self.year(view));
        if let Some((known, ready)) = &self.ready
            && *known == of
        {
            return ready.clone();
        }
        let look = Look::new(&view.snapshot, view.today);
        let ready = Arc::new(readiness(&look, &view.findings, of.2));
        self.ready = Some((of, ready.clone()));
        ready
    }

    /// Shows one item of a sheet.
    fn go_to(&mut self, sheet: SheetId, item: Option<ItemId>) {
        self.sheet = Some(sheet);
        self.selected = item;
        self.round = 1;
        self.focus_list = true;
    }

    /// Shows what a row of the answers or of the vendors' sheets is about; the page it stands on.
    pub fn show_row(&mut self, snapshot: &Snapshot, register: RegisterId, record: RecordId) -> Option<Page> {
        let row = snapshot.get(register, record)?;
        let sheet = sheet_of(row)?;
        match register {
            RegisterId::VENDOR_SHEET => {
                let editions = Editions::of(snapshot);
                self.year = editions
                    .get(&sheet.edition, sheet.sheet)
                    .map(|edition| edition.fiscal_year);
                Some(Page::Vendors)
            }
            RegisterId::ANSWER => {
                let item = row.entry("item").as_text().and_then(|item| item.trim().parse().ok());
                self.go_to(sheet, item);
                Some(Page::Answering)
            }
            _ => None,
        }
    }

    /// What a form brought stands in the ledger: its sheet is shown.
    pub fn taken(&mut self, form: &FormPlans) {
        let sheet = form.plans.iter().find_map(|plan| match plan {
            FormPlan::Answers(plan) if !plan.needs_vendor() => Some(plan.sheet.clone()),
            FormPlan::Answers(_) | FormPlan::Disclosure(_) => None,
        });
        if let Some(sheet) = sheet {
            self.go_to(sheet, None);
        }
        self.files = forms::Files::default();
    }

    /// A file or folder was chosen for what vendors are sent.
    pub fn requested(&mut self, put: impl FnOnce(&mut requests::Draft)) {
        if let Some(draft) = &mut self.request {
            put(draft);
        }
    }

    pub fn requests_made(&mut self, made: Box<MadeRequests>) {
        self.request = None;
        self.made = Some(made);
    }

    /// What is known about a file that is dropped here: whose sheet it is, when one vendor is in hand.
    pub fn told(&self) -> Told {
        Told {
            vendor: self.sheet.as_ref().and_then(|sheet| sheet.vendor.clone()),
            ..Told::default()
        }
    }
}

pub(crate) fn show(
    ui: &mut egui::Ui,
    view: &View,
    page: Page,
    access: Access,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    state.refresh(view);
    match page {
        Page::Answering => answering::show(ui, view, access, state, actions),
        Page::Vendors => {
            CentralPanel::default().show(ui, |ui| vendors::show(ui, view, access, state, actions));
        }
        Page::Readiness => {
            CentralPanel::default().show(ui, |ui| ready::show(ui, view, state, actions));
        }
        Page::Contacts => {
            CentralPanel::default().show(ui, |ui| contacts::show(ui, view, access, &mut state.chart, actions));
        }
        Page::Forms => {
            CentralPanel::default().show(ui, |ui| forms::show(ui, view, access, state, actions));
        }
    }
}

/// Sheets that can be answered: the clinic's own of every year, newest first, those of vendors with a row, then the
/// sheets that go with no year.
fn sheets(known: &Known) -> Vec<(SheetId, String)> {
    use crate::text::checklist::edition_name;
    let mut list = Vec::new();
    for edition in known.editions.all().collect::<Vec<_>>().into_iter().rev() {
        let fits = match edition.sheet {
            SheetKind::Medical => !known.is_pharmacy,
            SheetKind::Pharmacy => known.is_pharmacy,
            SheetKind::Both | SheetKind::Bcp => true,
            SheetKind::Vendor | SheetKind::Roles => {
                for vendor in known.vendors.asked() {
                    let id = SheetId::of_vendor(&edition.id, edition.sheet, &vendor.name);
                    if edition.sheet == SheetKind::Roles || !known.answers.sheet(&id).is_empty() {
                        let name = crate::text::inspection::vendor_sheet(&edition_name(edition), &vendor.name);
                        list.push((id, name));
                    }
                }
                false
            }
            SheetKind::Disclosure => false,
        };
        if fits {
            list.push((SheetId::own(&edition.id, edition.sheet), edition_name(edition)));
        }
    }
    list.sort_by_key(|(id, _)| match id.sheet {
        SheetKind::Medical | SheetKind::Pharmacy | SheetKind::Both => 0,
        SheetKind::Vendor | SheetKind::Disclosure => 1,
        SheetKind::Bcp => 2,
        SheetKind::Roles => 3,
    });
    list
}

//! Wording around checklists: how sure a wording is, points, advice, facts, the round of the vendors.

use super::Notice;
use super::form as form_words;
use super::topics;
use super::ui::day;
use crate::core::catalogue::RegisterId;
use crate::core::checklist::about::{Beside, BesideKind};
use crate::core::checklist::readiness::{ChartPart, Concern, Overall, Point, RuleText, SourceKind};
use crate::core::checklist::{
    Contract, Edition, EditionError, HANDED_ON, Item, ItemId, LearnError, PutError, RoundState, SheetKind, Step, Sure,
    TakeError, TakenDisclosure, UNDATED_YEAR,
};

pub const OURS: &str = "当アプリの説明";
pub const OURS_ADVICE: &str = "当アプリの注意";

/// A text of an item with the mark that must stand beside it; only the ministry's own words have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub text: String,
    pub mark: Option<&'static str>,
}

/// What stands beside a text that is not certainly the ministry's.
pub const fn mark(sure: Sure) -> Option<&'static str> {
    match sure {
        Sure::Official => None,
        Sure::File => Some("取り込んだ様式の文"),
        Sure::Draft => Some("マニュアル（案）の文。正式な様式は未確認"),
        Sure::Derived => Some("ほかの版の文。この版の正式な文は未確認"),
        Sure::Unconfirmed => Some("正式な文は未確認。当アプリの言葉"),
    }
}

/// The item as it may be shown: a wording that nobody has seen gives way to our own words.
pub fn wording(item: &Item) -> Shown {
    let found = item.wording();
    let text = match (found.sure, item.id.topic()) {
        (Sure::Unconfirmed, Some(topic)) => topics::title(topic).to_owned(),
        _ => found.text.to_owned(),
    };
    Shown {
        text,
        mark: mark(found.sure),
    }
}

/// The printed number; one that was only worked out is not shown.
pub fn number(item: &Item) -> String {
    let known = item
        .number()
        .filter(|number| matches!(number.sure, Sure::Official | Sure::File | Sure::Draft));
    known.map(|number| number.text.to_owned()).unwrap_or_default()
}

/// Letters of the text of an item without a name of its own.
const MOST_TITLE: usize = 40;

/// A short name for lists.
pub fn title(id: &ItemId, edition: Option<&Edition>) -> String {
    let own = || {
        let item = edition.and_then(|edition| edition.item(id))?;
        // A title over several lines tells none of them apart.
        let mut items = edition.iter().flat_map(|edition| &edition.items);
        let shared = items.any(|other| other.id != item.id && other.title == item.title);
        let title = item.title.clone().filter(|_| !shared);
        let text: String = title.unwrap_or_else(|| item.wording().text.to_owned());
        let text = text.trim_end_matches('。');
        let mut short: String = text.chars().take(MOST_TITLE).collect();
        if short.len() < text.len() {
            short.push('…');
        }
        Some(short)
    };
    match id.topic() {
        Some(topic) => topics::title(topic).to_owned(),
        None => own().unwrap_or_else(|| id.to_string()),
    }
}

/// Title with the devices it is about.
pub fn name(id: &ItemId, edition: Option<&Edition>) -> String {
    let group = form_words::group(id.group);
    match (group.is_empty(), id.group == crate::core::form::TargetGroup::ALL) {
        (true, _) | (_, true) => title(id, edition),
        _ => format!("{}（{group}）", title(id, edition)),
    }
}

/// The name of a row as people know it: an answer is called by its item.
pub fn row_name(register: RegisterId, name: &str) -> String {
    match (register, name.parse()) {
        (RegisterId::ANSWER, Ok(item)) => self::name(&item, None),
        _ => name.to_owned(),
    }
}

/// What is said about an item that has no topic of its own, by the sheet that it stands on.
fn of_sheet(id: &ItemId) -> &'static topics::OfSheet {
    match id.to_string() {
        id if id.starts_with("bcp.") => &topics::OF_BCP,
        id if id.starts_with("role.") => &topics::OF_ROLES,
        _ => &topics::OF_ANY,
    }
}

pub fn plain(id: &ItemId) -> &'static str {
    id.topic().map_or_else(|| of_sheet(id).plain, topics::plain)
}

pub fn todo(id: &ItemId) -> &'static str {
    id.topic().map_or_else(|| of_sheet(id).todo, topics::todo)
}

pub fn evidence(id: &ItemId) -> &'static str {
    id.topic().map_or_else(|| of_sheet(id).evidence, topics::evidence)
}

/// `令和7年度版 医療機関確認用`; sheets that go with no fiscal year have none in their name.
pub fn edition_name(edition: &Edition) -> String {
    if matches!(edition.sheet, SheetKind::Bcp | SheetKind::Roles) && edition.fiscal_year == UNDATED_YEAR {
        return sheet(edition.sheet);
    }
    format!(
        "{}版 {}",
        form_words::fiscal_year(edition.fiscal_year),
        sheet(edition.sheet)
    )
}

pub fn sheet(sheet: SheetKind) -> String {
    match sheet {
        SheetKind::Medical | SheetKind::Pharmacy | SheetKind::Both | SheetKind::Vendor => {
            format!("{}確認用", sheet.label())
        }
        SheetKind::Bcp => "BCP策定の確認表".to_owned(),
        SheetKind::Roles => "役割分担等に関する確認表".to_owned(),
        SheetKind::Disclosure => "開示書（MDS/SDS）".to_owned(),
    }
}

pub fn overall(overall: Overall) -> String {
    match overall {
        Overall::NothingToCheck => "医療情報システムがないため、以下の確認は不要です。".to_owned(),
        Overall::Complete => "記入はすべて揃っています。".to_owned(),
        Overall::Points(count) => format!("指摘されるところが {count} 件あります。"),
    }
}

/// What the inspector would say.
pub fn point(point: &Point) -> String {
    match point {
        Point::NoPresence => "「医療情報システムの有無」に答えがありません。".to_owned(),
        Point::NoAnswer => "1回目の回答がありません。".to_owned(),
        Point::NoDate => "1回目の確認日がありません。".to_owned(),
        Point::NotYesNo => "「はい」か「いいえ」ではありません。".to_owned(),
        Point::NoTarget => "「いいえ」なのに目標日がありません。".to_owned(),
        Point::TargetOutsideYear => "目標日がこの年度の中にありません。".to_owned(),
        Point::NoChart => "連絡体制図がありません。".to_owned(),
        Point::HalfChart => "連絡体制図に、院内と院外の両方が揃っていません。".to_owned(),
        Point::NoVendorSheet => "事業者確認用がありません。".to_owned(),
        Point::NoVendorListed => "事業者と契約があるのに、事業者確認用が 1 枚もありません。".to_owned(),
        Point::Unexplained(product) => format!("開示書（{product}）の「いいえ」に説明がありません。"),
    }
}

/// What to do about a point.
pub const fn point_todo(point: &Point) -> &'static str {
    match point {
        Point::NoPresence | Point::NoAnswer | Point::NotYesNo => "確かめて、はいかいいえを答えてください。",
        Point::NoDate => "確かめた日を書いてください。",
        Point::NoTarget | Point::TargetOutsideYear => "年度の終わり（3月31日）までの目標日を書いてください。",
        Point::NoChart | Point::HalfChart => "「連絡先」に、院内の人と、事業者・厚生労働省・警察などを書いてください。",
        Point::NoVendorSheet => "事業者に用紙を送り、戻ったら取り込んでください。",
        Point::NoVendorListed => "「事業者」に契約している会社を書いてください。",
        Point::Unexplained(_) => "事業者に理由を尋ね、開示書の記録に書いてください。",
    }
}

/// Where the sentence of a rule stands, as a clinic can understand it, with how sure it is.
pub fn rule_source(rule: &RuleText) -> String {
    let name = &rule.source;
    match (rule.origin, rule.sure) {
        (SourceKind::Guide, Sure::Official) => name.clone(),
        (SourceKind::Guide, _) => format!("{name}。この年度の手引きの文は確かめていません"),
        (SourceKind::Draft, _) => format!("{name}。正式な文は確かめていません"),
        (SourceKind::Office, _) => format!("{name}による。厚生労働省の文ではありません"),
        (SourceKind::Article, _) => format!("解説記事（{name}）による。公式の文ではありません"),
    }
}

/// Our own advice.
pub fn concern(concern: &Concern) -> String {
    match concern {
        Concern::TargetPast(on) => format!("目標日（{}）を過ぎました。", day(*on)),
        Concern::NoEvidence => "「はい」の根拠が書かれていません。聞かれたときに示せるようにしてください。".to_owned(),
        Concern::AgainstLedger(fact) => format!("「はい」ですが、台帳では{}。", beside(fact)),
        Concern::RoundWithoutDate(round) => format!("{round}回目の確認日がありません。"),
        Concern::DateOutsideYear(on) => format!("確認日（{}）がこの年度の外です。", day(*on)),
        Concern::DateInFuture(on) => format!("確認日（{}）が先の日付です。", day(*on)),
        Concern::ContractUnknown(name) => {
            format!("「{name}」と直接契約しているかが書かれていません。していると見て数えました。")
        }
        Concern::OwnItemBlank => "この事業者にしか答えられない項目が空欄です。".to_owned(),
        Concern::ChartLacks(ChartPart::Phones) => "連絡先に、電話番号の空いている行があります。".to_owned(),
        Concern::ChartLacks(part) => format!("連絡先に{}がありません。", chart_part(*part)),
        Concern::UnsureWording(count) => format!(
            "{count} 項目は、この版の正式な文を確かめていません。厚生労働省の様式（Excel）を取り込むと正しい文になります。"
        ),
        Concern::OddAnswers(count) => format!("どの項目のものか分からない回答が {count} 件あります。"),
    }
}

const fn chart_part(part: ChartPart) -> &'static str {
    match part {
        ChartPart::Inside => "院内の人",
        ChartPart::Vendors => "事業者",
        ChartPart::Authorities => "公的機関（厚生労働省、警察など）",
        ChartPart::Phones => "電話番号",
    }
}

/// One fact of the ledger.
pub fn beside(fact: &Beside) -> String {
    let (count, of) = (fact.rows.len(), fact.of);
    match fact.kind {
        BesideKind::Devices if count == 0 => "機器が 1 台も書かれていません".to_owned(),
        BesideKind::Devices => format!("機器 {count} 台"),
        BesideKind::Services => format!("クラウドサービス {count} 件"),
        BesideKind::DevicesBlank => format!("機器 {of} 台のうち {count} 台に必須の空欄"),
        BesideKind::ServicesBlank => format!("クラウドサービス {of} 件のうち {count} 件に必須の空欄"),
        BesideKind::UnknownOverdue => format!("確認期限を過ぎた「不明」が {count} 台"),
        BesideKind::Paths => format!("リモート保守経路 {count} 本"),
        BesideKind::PathsUnconfirmed => format!("経路 {of} 本のうち {count} 本が 1 年以上未確認"),
        BesideKind::RemoteMismatch => format!("有無と経路が合わない機器が {count} 台"),
        BesideKind::RemoteUnknown => format!("リモート保守の有無が未記入の機器が {count} 台"),
        BesideKind::NoDisclosure => format!("事業者 {of} 社のうち {count} 社の開示書が未受領"),
        BesideKind::AccountsWithoutPrivilege => format!("ID {of} 件のうち {count} 件の権限が未記入"),
        BesideKind::AccountsLeft => format!("退職・異動のあと残っている ID が {count} 件"),
        BesideKind::AccountsUnchecked => format!("1 年以上確かめていない ID が {count} 件"),
        BesideKind::LogOff => format!("アクセスログを取っていない機器が {count} 台"),
        BesideKind::LogUnknown => format!("アクセスログの有無が未記入の機器が {count} 台"),
        BesideKind::PatchOld => format!("{of} 台のうち {count} 台が更新を 3 か月以上未確認"),
        BesideKind::FirmwareOld => format!("{of} 台のうち {count} 台がファームウェアを 3 か月以上未確認"),
        BesideKind::SupportEnded => format!("サポートが終わった機器が {count} 台"),
        BesideKind::RestrictionOff => format!("接続元制限のない機器が {count} 台"),
        BesideKind::RestrictionUnknown => format!("接続元制限が未記入の機器が {count} 台"),
        BesideKind::PathsUnrestricted => format!("接続元を限っていない経路が {count} 本"),
        BesideKind::UsbFree => format!("USB を制限していない機器が {count} 台"),
        BesideKind::UsbUnknown => format!("USB 制限が未記入の機器が {count} 台"),
        BesideKind::MfaOff => format!("二要素認証のない機器が {count} 台"),
        BesideKind::MfaUnknown => format!("二要素認証が未記入の機器が {count} 台"),
        BesideKind::PathsPasswordOnly => format!("パスワードだけの経路が {count} 本"),
        BesideKind::Contacts => format!("連絡先 {count} 件"),
        BesideKind::Backups => format!("バックアップ {count} 件"),
        BesideKind::NeverRestored => format!("バックアップ {of} 件のうち {count} 件が 1 年以上復旧を未確認"),
        BesideKind::BcpDocuments => format!("BCP の文書 {count} 件"),
        BesideKind::RuleDocuments => format!("運用管理規程 {count} 件"),
        BesideKind::NoSafetyOfficer => "施設の情報に安全管理責任者が未記入".to_owned(),
    }
}

/// The word of the board.
pub const fn round_state(state: RoundState) -> &'static str {
    match state {
        RoundState::NotSent => "未送付",
        RoundState::Asked => "依頼中",
        RoundState::Returned => "返送",
        RoundState::Check => "要確認",
        RoundState::Done => "完了",
    }
}

pub const fn contract(contract: Contract) -> &'static str {
    match contract {
        Contract::Direct => "直接契約",
        Contract::Indirect => "直接の契約なし",
        Contract::Unknown => "契約は未記入",
    }
}

pub const fn step(step: Step) -> &'static str {
    match step {
        Step::New => "新しい",
        Step::Same => "同じ",
        Step::Change => "変わる",
        Step::Unclear(_) => "要確認",
    }
}

/// Label of the operation in the history.
pub fn taken(edition: &str, sheet_of: SheetKind, file: &str) -> String {
    format!("{edition} {}（{file}）", sheet(sheet_of))
}

/// One line about a disclosure that was taken.
pub fn disclosure(taken: &TakenDisclosure) -> String {
    let unclear = if taken.unclear.is_empty() {
        String::new()
    } else {
        format!("　要確認の質問 {}", taken.unclear.join("、"))
    };
    format!(
        "{}　{} {}　はい {}　いいえ {}　対象外 {}　未回答 {}{unclear}",
        taken.kind, taken.vendor, taken.product, taken.yes, taken.no, taken.not_applicable, taken.blank
    )
}

/// Label of the operation in the history.
pub fn answered(edition: &str, sheet_of: SheetKind, vendor: Option<&str>) -> String {
    match vendor {
        Some(vendor) => format!("{edition} {} {vendor}", sheet(sheet_of)),
        None => format!("{edition} {}", sheet(sheet_of)),
    }
}

/// A disclosure in a layout that cannot be read.
pub fn no_disclosure() -> Notice {
    Notice {
        what:
            "開示書（MDS・SDS）のようですが、「質問番号」と「はい・いいえ・対象外」の見出しか、回答が見つかりません。"
                .to_owned(),
        safe: "台帳は変わっていません。".to_owned(),
        todo: "「開示書」に行を作って件数と理由を書き写し、このファイルをその行の根拠資料に付けてください。".to_owned(),
    }
}

/// The same, once its file is kept.
pub fn unread_disclosure_kept() -> Notice {
    Notice {
        safe: "「開示書」に行を 1 つ作り、ファイルをその根拠資料にしまいました。".to_owned(),
        todo: "その行を開き、事業者と件数、理由を書き写してください。".to_owned(),
        ..no_disclosure()
    }
}

pub fn take_notice(error: &TakeError) -> Notice {
    let (what, todo) = match error {
        TakeError::Form(error) => return form_words::notice(error),
        TakeError::Learn(LearnError::NoFiscalYear) => (
            "何年度の様式か、ファイルに書かれていません。",
            "年度を選んで読み直してください（命令では --year 2026）。",
        ),
        TakeError::Learn(LearnError::NoAudience) => (
            "医療機関確認用か事業者確認用か、ファイルに書かれていません。",
            "用紙を選んで読み直してください（命令では --sheet medical など）。",
        ),
    };
    Notice {
        what: what.to_owned(),
        safe: "台帳は変わっていません。".to_owned(),
        todo: todo.to_owned(),
    }
}

pub fn put_notice(error: &PutError) -> Notice {
    match error {
        PutError::Form(error) => form_words::notice(error),
        PutError::Fill(error) => form_words::fill_notice(error),
        PutError::NoFiscalYear => take_notice(&TakeError::Learn(LearnError::NoFiscalYear)),
        PutError::NoAudience => take_notice(&TakeError::Learn(LearnError::NoAudience)),
        PutError::WhichVendor => which_vendor(),
        PutError::NoForm => form_words::none_found(),
        PutError::Nothing(edition) => nothing_to_fill(&edition_name(edition)),
        PutError::NoEdition(year) => no_edition(*year),
    }
}

/// The sheet of which vendor it is has to be said.
pub fn which_vendor() -> Notice {
    Notice {
        what: "どの事業者の用紙か分かりません。".to_owned(),
        safe: "台帳は変わっていません。".to_owned(),
        todo: "台帳の「事業者」にある名前を指定してください（命令では --vendor 名前）。".to_owned(),
    }
}

/// The file is not what vendors answer in that year.
pub fn not_the_vendors_form(year: i32) -> Notice {
    Notice {
        what: format!(
            "このファイルは、{}の「事業者確認用」ではありません。",
            form_words::fiscal_year(year)
        ),
        safe: "台帳は変わっていません。ファイルは作っていません。".to_owned(),
        todo: "「事業者確認用」の Excel を選ぶか、年度を選び直してください。".to_owned(),
    }
}

/// The operation that begins a year without its sheet.
/// What an edition that somebody else learned is taken as.
pub fn handed_on(edition: &Edition) -> String {
    format!("版を覚える：{}", edition_name(edition))
}

/// File that hands an edition on.
pub fn edition_file(edition: &Edition) -> String {
    format!("版_{}.{HANDED_ON}", edition_name(edition).replace(' ', "_"))
}

/// A file that should hand an edition on and does not.
pub fn no_edition_inside(error: &EditionError) -> Notice {
    Notice {
        what: format!("様式の版として読めません（{}）。", error.0),
        safe: form_words::FILE_AS_IT_WAS.to_owned(),
        todo: "渡してくれた人に、もう一度書き出してもらってください。厚生労働省の Excel の様式からも覚えられます。"
            .to_owned(),
    }
}

pub fn begun(year: i32) -> String {
    format!("{}のチェックリスト（様式は未取込）", form_words::fiscal_year(year))
}

pub fn is_known(year: i32) -> String {
    format!(
        "{}の様式は、すでにあります。何も変えていません。",
        form_words::fiscal_year(year)
    )
}

/// No such edition at hand.
pub fn no_edition(year: i32) -> Notice {
    Notice {
        what: format!("{}版の様式がまだありません。", form_words::fiscal_year(year)),
        safe: "台帳は変わっていません。".to_owned(),
        todo: "厚生労働省のページにある Excel の様式を取り込んでください（kikidaicho checklist take 台帳 ファイル.xlsx）。前の年度の項目で始めることもできます（kikidaicho checklist begin 台帳 --year 年度）。"
            .to_owned(),
    }
}

/// The form in the file is none that the ledger's answers could go into.
fn nothing_to_fill(name: &str) -> Notice {
    Notice {
        what: format!("「{name}」に書き込める回答が台帳にありません。"),
        safe: "選んだファイルと台帳は変わっていません。".to_owned(),
        todo: "先にこの版のチェックリストに答えてください。".to_owned(),
    }
}

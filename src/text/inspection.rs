//! Wording of the screens for the inspection: answering, vendors, readiness, official forms.

use super::form::fiscal_year;
use crate::core::checklist::{SheetKind, Visit};
use crate::core::form::CellRef;

/// Over the screens of this part.
pub const fn heading(visit: Visit) -> &'static str {
    match visit {
        Visit::Medical | Visit::Pharmacy => "立入検査",
        Visit::Care => "備えの確認",
    }
}
pub const fn readiness(visit: Visit) -> &'static str {
    match visit {
        Visit::Medical | Visit::Pharmacy => "立入検査の準備",
        Visit::Care => "備えの目安",
    }
}
/// What is asked of a facility that is no clinic, and what is not.
pub const fn scope(visit: Visit) -> Option<&'static str> {
    match visit {
        Visit::Medical => None,
        Visit::Pharmacy => Some(
            "薬局として使っています。令和5年4月から薬局にも同じ備えが求められ、チェックリストは薬局の用紙を使います。",
        ),
        Visit::Care => Some(
            "介護事業所として使っています。医療法の立入検査と、このチェックリストの記入は求められていません。安全管理ガイドラインは介護事業者も対象なので、同じ項目を備えの目安にできます。",
        ),
    }
}

pub const CHECKLIST: &str = "チェックリスト";
pub const VENDORS: &str = "事業者への確認";
pub const CONTACTS: &str = "連絡体制図";
pub const FORMS: &str = "様式（Excel）";

pub const SHEET: &str = "用紙";
pub const LIST: &str = "項目の一覧";
pub const KEYS: &str = "1 はい　2 いいえ　3 対象外　Delete 消す　↑↓ 移る";
pub const YES_KEY: &str = "はい（1）";
pub const NO_KEY: &str = "いいえ（2）";
pub const NA_KEY: &str = "対象外（3）";
pub const CLEAR_KEY: &str = "消す（Delete）";
/// The days and places as the sheet in hand calls them.
pub const fn checked_on(sheet: SheetKind) -> &'static str {
    match sheet {
        SheetKind::Roles => "初回確認",
        _ => "確認日",
    }
}
pub const fn target_on(sheet: SheetKind) -> &'static str {
    match sheet {
        SheetKind::Roles => "完了日",
        _ => "目標日",
    }
}
pub const fn evidence(sheet: SheetKind) -> &'static str {
    match sheet {
        SheetKind::Bcp => "記載箇所",
        _ => "根拠",
    }
}
pub const NOTE: &str = "備考";
pub const DAY_HINT: &str = "例 6/12";
pub const CHECKED_BY: &str = "確認者";
pub const SEE_CHART: &str = "連絡体制図を見る";
pub const NOT_A_DAY: &str = "日付として読めません";
pub const OUTSIDE_YEAR: &str = "この年度の外の日付です";
pub const FROM_LEDGER: &str = "台帳から分かること";
/// Before a fact that speaks against はい.
pub const AGAINST: &str = "！";
pub const BULLET: &str = "・";
pub const SEE_ROWS: &str = "見る";
pub const IN_PLAIN_WORDS: &str = "どういう項目か（当アプリの説明）";
pub const SHOWS_YES: &str = "はいと言える証拠の例";
pub const ON_NO: &str = "いいえのとき";
pub const PROPOSAL: &str = "前の版では";
pub const TAKE_PROPOSAL: &str = "この回答にする";
pub const READ_BOTH: &str = "前の版と文が違います。読んでから決めてください。";
pub const NOTHING_FROM_LEDGER: &str = "この項目について、台帳に書かれていることはありません。";
pub const REFERENCE_ITEM: &str = "参考項目";
pub const ONLY_WITH_CONTRACT: &str = "事業者と契約していなければ記入不要";
pub fn no_edition(year: i32) -> String {
    format!(
        "{}の様式は、まだこの台帳に入っていません。厚生労働省のページで Excel の様式が公開されていたら、この窓に落とすか「様式（Excel）」で選んでください。",
        fiscal_year(year)
    )
}
pub fn begin_year(year: i32) -> String {
    format!("{}を前の年度の項目で始める", fiscal_year(year))
}
pub const BEGIN_YEAR_HELP: &str = "様式が手に入るまで、前の年度の項目に答えられます。様式を取り込むと、項目の文はその様式のものになり、回答は残ります。";
pub const OLD_SHEET: &str = "今年度の用紙ではありません。「用紙」で今年度のものを選べます。";
pub const OLD_YEAR: &str = "今年度ではありません。「年度」で今年度を選べます。";
pub const NO_EDITION_YET: &str = "今年度の様式がまだないため、前の年度のものです。厚生労働省のページにある今年度の Excel を、この窓に落としてください。";
pub const PARTIAL: &str =
    "文が確かな項目だけを並べています。厚生労働省の様式（Excel）を取り込むと、すべての項目になります。";
pub const IN_BCP: &str = "自院の BCP のどこに書いてあるか（ページ、節）";
pub const NO_SYSTEMS: &str = "「医療情報システムの有無」が「いいえ」のため、以下は答えなくてかまいません。";

pub fn progress(answered: usize, all: usize) -> String {
    format!("{all} 項目のうち {answered} 項目に回答")
}
pub fn proposals(count: usize, edition: &str) -> String {
    format!("{edition}の回答を引き継ぐ（{count} 項目）")
}
pub const PROPOSALS_HELP: &str =
    "文が同じ項目の回答だけを写します。確認日は引き継ぎません。あとで 1 つずつ確かめてください。";
pub fn round(round: u8) -> String {
    format!("{round}回目")
}
pub fn own_sheet(edition: &str) -> String {
    edition.to_owned()
}
pub fn vendor_sheet(edition: &str, vendor: &str) -> String {
    format!("{edition}　{vendor}")
}
/// What a line of the list says to somebody who cannot see it.
pub fn line(name: &str, answer: &str) -> String {
    if answer.is_empty() {
        format!("{name}：未回答")
    } else {
        format!("{name}：{answer}")
    }
}
pub const UNANSWERED: &str = "未回答";
/// はい, and the ledger says otherwise.
pub const DOUBTED_YES: &str = "はい？";

// 事業者への確認
pub const VENDORS_LEAD: &str = "直接契約している事業者ごとに「事業者確認用」を送り、戻ってきた Excel をこの窓に落とすと取り込めます。PDF や紙で戻ったときは「回答を写す」で入力します。";
pub const NO_VENDORS: &str = "用紙を頼む事業者がありません。「事業者」に契約している会社を書いてください。";
pub const OPEN_VENDORS: &str = "「事業者」を開く";
pub const YEAR: &str = "年度";
pub const SENT: &str = "送った";
pub const SENT_HELP: &str = "今日送ったことにし、回答の期限を 3 週間後にします。期限は変えられます。";
pub const BACK: &str = "戻った";
pub const DONE: &str = "完了にする";
pub const ASK_AGAIN: &str = "頼み直す";
pub const TYPE_IN: &str = "回答を写す";
pub const MAKE_SHEET: &str = "用紙を作る…";
pub const MAKE_REQUESTS: &str = "用紙と依頼文を作る";
pub const MAKE_REQUESTS_BUTTON: &str = "用紙と依頼文を作る…";
pub const MAKE_LEAD: &str =
    "事業者ごとに、名前を入れた用紙（Excel）と依頼文（Word）を作ります。依頼文は送る前に直せます。";
pub const REQUEST_FORM: &str = "厚生労働省の「事業者確認用」（Excel）";
pub const OWN_SHEET_HINT: &str = "空欄なら当アプリの用紙で作ります";
pub const REQUEST_FOLDER: &str = "しまうフォルダ";
/// Name of the folder proposed for sheets and letters.
pub fn request_folder(year: i32) -> String {
    format!("{VENDORS}_{}", fiscal_year(year))
}
pub const WITH_DISCLOSURE: &str = "開示書（MDS/SDS）もお願いする（まだ受け取っていない事業者）";
pub const WHOM: &str = "相手";
pub const MAKE: &str = "作る";
pub const NEEDS_FORM: &str = "この年度の「事業者確認用」（Excel）を選んでください。厚生労働省のページにあります。";
pub const NEEDS_FOLDER: &str = "しまうフォルダを選んでください。";
pub const NEEDS_VENDOR: &str = "相手を選んでください。";
pub const ALL_SENT: &str = "送ったことにする";
pub const LATER: &str = "あとで";
pub const MADE_NEXT: &str =
    "メールや郵便で送ったら、「送ったことにする」を押してください。期限を過ぎると、この画面に出ます。";
pub fn made(count: usize) -> String {
    format!("{count} 社の用紙と依頼文を作りました。")
}
pub fn made_files(sheet: &str, letter: &str) -> String {
    format!("・{sheet}　{letter}")
}
pub const LATE: &str = "期限を過ぎています。催促してください。";
pub const DUE: &str = "期限";
pub const OPEN_VENDOR: &str = "事業者を開く";
pub fn answered_items(answered: usize, all: usize) -> String {
    if all == 0 {
        format!("{answered} 項目に回答")
    } else {
        format!("{all} 項目中 {answered} 項目に回答")
    }
}
pub fn sent_on(day: &str) -> String {
    format!("送付 {day}")
}
pub fn due_on(day: &str) -> String {
    format!("期限 {day}")
}
pub fn returned_on(day: &str) -> String {
    format!("返送 {day}")
}
/// A button of one vendor, told apart for those who cannot see it.
pub fn of_vendor(label: &str, vendor: &str) -> String {
    format!("{label}：{vendor}")
}

// 立入検査の準備
pub const fn ready_lead(visit: Visit) -> &'static str {
    match visit {
        Visit::Medical | Visit::Pharmacy => {
            "検査する人が用紙を見たときに言うことを、手引きの文に沿って並べています。「はい」の数ではなく、記入が揃っているかを見ます。"
        }
        Visit::Care => {
            "医療機関の検査の手引きに沿って用紙を見ると、何が足りないかを並べています。介護事業所への指摘ではなく、備えの目安です。"
        }
    }
}
pub const POINTED_OUT: &str = "指摘されるところ";
pub const OUR_ADVICE: &str = "当アプリの注意（手引きの指摘ではありません）";
pub const ALL_ROWS: &str = "用紙の順にすべて見る";
pub const FINE: &str = "揃っている";
pub const NOT_CHECKED: &str = "確認なし";
pub const POINTED: &str = "指摘";
/// The sentence that an inspector goes by, and where it stands.
pub fn sentence(text: &str, source: &str) -> String {
    format!("検査の見方：{text}（出典：{source}）")
}
pub const SAME_AS_ABOVE: &str = "検査の見方：上と同じ";
pub const MEND: &str = "直す";
pub const OWN: &str = "自院";
pub fn count(label: &str, count: usize) -> String {
    format!("{label}（{count}）")
}

// 様式（Excel）
pub const FORMS_LEAD: &str = "厚生労働省のチェックリストなどの Excel を取り込む、または台帳の回答を写しに書き込みます。元のファイルは変わりません。ファイルはこの窓に落としても読めます。";
pub const TAKE_FORM: &str = "様式を取り込む";
pub const FORM_FILE: &str = "様式のファイル";
pub const READ_FORM: &str = "読む";
pub const FILL_FORM: &str = "様式に書き込む";
pub const OUT_FILE: &str = "書き込んだ写しの名前";
pub const WRITE_COPY: &str = "写しに書き込む";
pub const WHICH_VENDOR: &str = "どの事業者の用紙か";
pub const CHOOSE_VENDOR: &str = "選んでください";
pub const LEARN: &str = "この版の項目を覚える";
pub const APPLY: &str = "この内容で取り込む";
pub const DROP: &str = "やめる";
pub const POINT: &str = "読み取りを直す（見出しの行、列、項目の行を指す）";
pub const POINT_UNSURE: &str = "はっきりしない読み取りを直す（見出しの行、列、項目）";
pub const POINT_LACKS: &str =
    "下で年度と用紙を選び、見出しの行と列を指すと読めるようになります。台帳もファイルもまだ変わっていません。";
pub const POINT_LEAD: &str = "左の番号を押すと、その行を見出しのいちばん下の行とします。列の上で、その列が何かを選びます。「項目」を押すと、その行を項目とするかどうかが変わります。選ぶたびにファイルを読み直します。";
pub const AS_THE_FORM_SAYS: &str = "様式のとおり";
pub const THIS_IS_THE_LAST_HEADING: &str = "この行を見出しのいちばん下の行とする";
/// A column's list for those who cannot see it: its letter and what stands in its heading.
pub fn column_is_for(column: u32, heading: &str) -> String {
    let letter = CellRef { row: 1, column }.to_string();
    format!("列 {} の意味：{heading}", letter.trim_end_matches('1'))
}
pub fn row_is_item(row: u32) -> String {
    format!("{row} 行目は項目")
}
pub const IN_FILE: &str = "ファイルの回答";
pub const IN_LEDGER: &str = "台帳の回答";
pub const ITEM: &str = "項目";
pub const UNCLEAR: &str = "要確認のため取り込まないもの";
pub const STRAYS: &str = "項目が分からず、取り込まない行";
pub const MISSING: &str = "様式に見つからない項目";
pub const DOUBTS: &str = "このファイルについて";
pub const OTHER_YEAR: &str = "今年度の様式ではありません。その年度の回答として取り込みます。";
pub const NOTHING_NEW: &str = "新しく取り込むものはありません。";
pub const ONLY_EDITION: &str = "回答はまだ書かれていません。項目だけを覚えます。";
pub fn take_counts(new: usize, change: usize, same: usize, unclear: usize) -> String {
    format!("新しい回答 {new}　変わる回答 {change}　同じ {same}　要確認 {unclear}")
}
pub fn filled(written: usize) -> String {
    format!("{written} か所に書き込みました。")
}
pub const NOT_FILLED: &str = "書き込めなかったところ";
pub const NO_ROW: &str = "様式に行がない項目";
pub fn missing_items(count: usize) -> String {
    format!("{MISSING}（{count}）")
}
/// Name proposed for a filled copy.
pub fn copy_name(file: &str, vendor: Option<&str>) -> String {
    let stem = file.strip_suffix(".xlsx").unwrap_or(file);
    match vendor {
        Some(vendor) => format!("{stem}（{vendor}）.xlsx"),
        None => format!("{stem}（記入済み）.xlsx"),
    }
}

/// A disclosure that is not understood.
pub const KEEP_UNREAD: &str = "「開示書」に行を作り、このファイルをしまう";

/// Editions learned from files, for others.
pub const HAND_ON: &str = "版をほかの施設に渡す";
pub const HAND_ON_HELP: &str = "取り込んだ様式から覚えた項目の文を、ファイルにします。受け取った人がそのファイルを窓に落とすと、同じ項目で答えられます。回答は入りません。";
pub fn hand_on(edition: &str) -> String {
    format!("{edition}をファイルにする")
}

// 連絡体制図
pub const CONTACTS_EXPORT: &str = "書き出す…";
pub const CONTACTS_FILE: &str = "連絡体制図.xlsx";
pub const CONTACTS_HELP: &str = "「連絡先」から描いています。箱を押すとその行へ移ります。";
pub const CONTACTS_EMPTY: &str = "「連絡先」にまだ誰も書かれていません。院内の人、事業者、厚生労働省、警察、保健所などを書くと、図になります。よく使う行をまとめて入れることもできます。「施設の情報」の責任者と保健所、「事業者」の窓口と電話は、書いてあるとおりに入ります。";
pub const OPEN_CONTACTS: &str = "連絡先を開く";

//! Wording of the window.

pub const TITLE: &str = "機器台帳";
pub const TABLE_FILES: &str = "表";
pub const LEAD: &str = "立入検査に備えて、診療所の機器を 1 つのファイルで管理します。";
pub const NEW: &str = "新しい台帳を作る";
pub const FACILITY: &str = "診療所の名前";
pub const FACILITY_KIND: &str = "施設の種別";
pub const FILE: &str = "台帳ファイルの場所";
pub const CREATE: &str = "作る";
pub const OPEN: &str = "台帳を開く";
pub const OPEN_BUTTON: &str = "開く";
pub const SAMPLE: &str = "見本の診療所で試す";
pub const SAMPLE_LEAD: &str = "架空の診療所の台帳を作ります。自由に触ってかまいません。";
pub const SAMPLE_BUTTON: &str = "見本を作って開く";
pub const BROWSE: &str = "参照…";
pub const DEFAULT_FILE: &str = "機器台帳.daicho";
pub const SAMPLE_FILE: &str = "見本.daicho";

pub const HISTORY: &str = "操作履歴";
pub const IMPORT: &str = "取り込む";
pub const OPEN_FILE: &str = "開く";
pub const OPEN_FOLDER: &str = "フォルダを開く";
pub const EXPORT: &str = "書き出す";
pub const CLOSE: &str = "台帳を閉じる";
pub const UNDO: &str = "元に戻す";
pub const REDO: &str = "やり直す";
pub const SEARCH: &str = "探す";
pub const ADD_ROW: &str = "1 行追加";
pub const REMOVE_ROW: &str = "行を外す";
pub const SAVED: &str = "保存済み";
pub const WORKING: &str = "処理中…";
pub const OK: &str = "閉じる";
pub const UNKNOWN: &str = "不明";
pub const NOT_APPLICABLE: &str = "該当なし";
pub const BLANK: &str = "空欄に戻す";
pub const NOT_FILLED: &str = "（未記入）";
pub const DROP_HERE: &str = "ここに Excel や CSV のファイルを落とすか、ボタンで選んでください。";
pub const SELECT_A_ROW: &str = "行を選ぶと、ここで全部の項目を書けます。";
pub fn no_day(text: &str) -> String {
    format!("「{text}」は日付として読めません。12/5、2026/12/5、R8.12.5 のように書いてください。")
}
pub const NO_NAME: &str = "（名前なし）";
/// Who did something, as the history keeps it.
pub fn who(actor: &str) -> &str {
    if actor.is_empty() { NO_NAME } else { actor }
}
pub const EMPTY: &str = "まだ 1 行もありません。";
pub const EMPTY_TODO: &str = "お手元の Excel を「取り込む」か、「1 行追加」で始めてください。";
pub const NOTHING_FOUND: &str = "絞り込みに合う行がありません。";

pub const RECENT: &str = "最近使った台帳";
pub const FACILITY_FIRST: &str = "診療所の名前と、台帳の場所を書くと作れます。";
// Said of a button that cannot be pressed yet.
pub const FILE_FIRST: &str = "ファイルを選ぶと押せます。";
pub const PLACE_FIRST: &str = "書き出す先を決めると押せます。";
pub const REASON_FIRST: &str = "理由と、これからの日付を書くと押せます。";
pub const CONFIRMER_FIRST: &str = "確認する方の名前を書くと押せます。";
pub const NO_DIALOG: &str = "ファイルを選ぶ画面が開けませんでした。ファイルの場所を欄に書いてください。";
pub const HOME: &str = "ホーム";
pub const TODAY: &str = "今日やること";
pub const NOTHING_TO_DO: &str = "気になるところは見つかりませんでした。";
pub const ALL_FINDINGS: &str = "見つかったこと";
pub const SEE: &str = "見る";
pub const COUNTS: &str = "登録されているもの";
pub const LAST_EDITS: &str = "最近の操作";
pub const BY_KIND: &str = "機器の内訳";
pub const NO_KIND: &str = "（区分なし）";
pub fn lifecycle_source(day: chrono::NaiveDate) -> String {
    format!(
        "サポート終了日は endoflife.date（{day} 時点）の一覧によります。版が分からないものは「サポート中」とは判断しません。新しい一覧（CSV）があれば、この窓に落としてください。"
    )
}
pub fn list_taken(day: chrono::NaiveDate) -> String {
    format!("サポート終了日の一覧を {day} のものに替えました。")
}
pub const OVERRULE: &str = "終了日を決める…";
pub const OVERRULE_LEAD: &str =
    "付属の一覧ではなく、事業者やメーカーに確かめた終了日を使います。同じ書き方のすべての機器に効きます。";
pub const OVERRULE_REASON: &str = "誰に、いつ、何で確かめたか";
pub const OVERRULE_UNTIL: &str = "サポート終了日（例 2027/10/12）";
pub const OVERRULE_DO: &str = "この日にする";
pub const OVERRULED: &str = "施設で決めたサポート終了日";
pub fn and_more(count: usize) -> String {
    format!("ほか {count} 件")
}
pub fn findings_of(count: usize) -> String {
    format!("{count} 件")
}
pub fn register_count(label: &str, count: usize) -> String {
    format!("{label} {count}")
}
pub const MORE_REGISTERS: &str = "ほかの台帳を追加";
pub const MORE_LEAD: &str =
    "必要になったときに足せる一覧です。足しても空のままでかまいません。1 行でも書くと、左にいつも出ます。";
pub const ALL_SHOWN: &str = "すべての一覧が左に出ています。";
pub const ADD_REGISTER: &str = "使う";
pub const BEGIN: &str = "書き始める";
pub fn use_register(label: &str) -> String {
    format!("{label}を使う")
}
pub fn starter_rows(rows: usize) -> String {
    format!("ひな形の {rows} 行を入れる")
}
pub const STARTER_LEAD: &str = "よく使う行をまとめて入れて、空いた欄を埋めることもできます。";
pub const STOCKTAKE: &str = "棚卸";
pub const STOCKTAKE_LEAD: &str = "台帳にある物が本当にあるかを、年に 1 回は確かめましょう。番号の札をバーコードで読むか、番号を打つか、下の一覧で確かめます。途中でやめても続きから再開できます。";
pub const STOCKTAKE_NEW: &str = "新しく始める";
pub const STOCKTAKE_ONLY: &str = "この場所だけ数える（空欄はすべて）";
pub const STOCKTAKE_BEGIN: &str = "棚卸を始める";
pub const STOCKTAKE_CODE: &str = "番号（読み取るか、打って Enter）";
pub const NOTHING_READ: &str = "まだ何も読み取っていません。";
pub const STOCKTAKE_PLACE: &str = "いまいる場所";
pub const STOCKTAKE_FINISH: &str = "数え終える";
pub const STOCKTAKE_PLAN: &str = "台帳への変更案を見る";
pub const STOCKTAKE_HERE: &str = "あった";
pub const STOCKTAKE_GONE: &str = "ない";
pub const STOCKTAKE_BACK: &str = "数え直す";
pub fn moved(from: &str, to: &str) -> String {
    format!("{from} → {to}")
}
pub fn read_times(times: u32) -> String {
    format!("{times} 回読み取り")
}
pub const DIAGRAM: &str = "ネットワーク構成図";
pub const DIAGRAM_FILE: &str = "ネットワーク構成図.png";
pub const DIAGRAM_EXPORT: &str = "画像（PNG・SVG）に書き出す…";
pub const DIAGRAM_WHOLE: &str = "全体を見る";
pub const DIAGRAM_HELP: &str = "台帳から描いています。何もない所をつかんで動かし、Ctrl + ホイールで拡大、箱を押すとその行へ。箱は同じ仲間の上へ動かすと並びが変わります。";
pub const REVIEW: &str = "経営層の確認";
pub const REVIEW_LEAD_MANAGEMENT: &str = "院長など経営層が台帳の状況を確かめたことを残します。下の報告を見てもらい、確認者の名前を書いて記録してください。その時の台帳の控えも、書き換えられない形で残ります。";
pub const REVIEW_ROWS: &str = "今の件数";
pub const REVIEW_ADDED: &str = "追加";
pub const REVIEW_CHANGED: &str = "変更";
pub const REVIEW_REMOVED: &str = "外した";
pub const REVIEW_CONFIRM: &str = "確認を記録する";
pub const REVIEW_BY: &str = "確認者";
pub const REVIEW_NOTE: &str = "指示・意見（任意）";
pub const REVIEW_DO: &str = "確認を記録し、控えを残す";
pub const REVIEW_PAST: &str = "これまでの確認";
pub fn review_code(code: &str) -> String {
    format!("照合コード {code}")
}
pub fn review_copy(copy: &str) -> String {
    format!("控え：{copy}（台帳と同じ場所。開くと見るだけの台帳になります）")
}
/// A yes or no that was written in another way.
pub fn as_written(text: &str) -> String {
    format!("（「{text}」と書かれています）")
}
pub fn retired(names: &[String]) -> String {
    format!("廃棄した機器 {} 台：{}", names.len(), names.join("、"))
}
pub fn two(one: &str, two: &str) -> String {
    format!("{one}　{two}")
}
pub const EVIDENCE: &str = "根拠資料";
pub const EVIDENCE_LEAD: &str = "契約書、開示書、写真などのファイルを付けられます。窓に落としても付けられます。";
pub const EVIDENCE_ADD: &str = "ファイルを付ける…";
pub const EVIDENCE_PATH: &str = "場所を書いて Enter";
pub const EVIDENCE_OPEN: &str = "開く";
pub const PREVIEW_NOTHING: &str = "この種類のファイルは、ここでは見られません。「開く」で別のアプリで開いてください。";
pub fn look_into(name: &str) -> String {
    format!("{name} を見る")
}
pub fn open_file(name: &str) -> String {
    format!("{name}を開く")
}
pub fn shown(name: &str) -> String {
    format!("「{name}」の写しを開きました。写しを書き換えても、台帳の中の資料は変わりません。")
}
/// A size as people say it.
pub fn file_size(bytes: f64) -> String {
    if bytes >= 1_048_576.0 {
        format!("{:.1} MB", bytes / 1_048_576.0)
    } else {
        format!("{:.0} KB", (bytes / 1024.0).max(1.0))
    }
}
pub const DAYS: &str = "日";
pub const ACCEPT: &str = "了承する…";
pub const ACCEPT_LEAD: &str = "分かったうえで、期限までそのままにします。期限を過ぎると、また知らせます。";
pub const ACCEPT_REASON: &str = "そのままでよい理由（代わりにしていること）";
pub const ACCEPT_UNTIL: &str = "いつまで（例 2027/3/31）";
pub const ACCEPT_DO: &str = "了承する";
pub const ACCEPT_DATE: &str = "日付として読めません。2027/3/31 のように書いてください。";
pub const ACCEPTED_ONES: &str = "了承した指摘";
pub const TAKE_ACCEPT_BACK: &str = "了承をやめる";
pub fn overrule_this(text: &str) -> String {
    format!("{text}の終了日を決める")
}
pub fn accept_this(about: &str) -> String {
    format!("{about}を了承する")
}
pub const SETTINGS: &str = "設定";
pub const TEXT_SIZE: &str = "文字の大きさ";
pub const TEXT_SIZE_KEYS: &str = "Ctrl と ＋・− のキーでも変えられます。";
pub const HIGH_CONTRAST: &str = "文字と枠の色を濃くする";
pub const KEYS_TITLE: &str = "キーの使い方";
pub const KEYS: &[(&str, &str)] = &[
    ("↑ ↓ ← →", "セルを移る（Shift で範囲を選ぶ）"),
    ("文字・F2・Enter", "セルに書く"),
    ("Enter・Tab", "書いて下・右のセルへ"),
    ("Alt + Enter", "セルの中で改行"),
    ("Esc", "書きかけをやめる"),
    ("Del", "セルを空にする"),
    ("Ctrl + D", "上のセルを下へ写す"),
    ("Ctrl + C・X・V", "写す・切り取る・貼り付ける（Excel と同じ）"),
    ("Ctrl + Z・Y", "元に戻す・やり直す"),
    ("Ctrl + F", "探す"),
    ("Ctrl + N", "1 行追加"),
    ("Ctrl + O", "台帳を開く"),
    ("Ctrl + K", "操作の一覧"),
    ("F1", "使い方を見る"),
    ("Ctrl + ＋・−", "文字を大きく・小さく"),
];
pub const PALETTE: &str = "操作や行の名前の一部を書いてください";
pub const VERIFY: &str = "台帳を点検する";
pub const UNDO_KEY: &str = "最後の操作を取り消します（Ctrl + Z）";
pub const REDO_KEY: &str = "取り消した操作をやり直します（Ctrl + Y）";
pub const UNDO_THIS: &str = "取り消す";
pub const LOOK_ONLY: &str = "閲覧のみ";
pub const PAST_SLIDER: &str = "見る時点";
pub const BACK_TO_TODAY: &str = "今の台帳に戻る";
pub const SEE_THEN: &str = "この時点の台帳を見る";
pub const SEE_THEN_HELP: &str = "この操作が済んだときの台帳を開きます。見るだけで、何も変わりません。";
pub const TAB_FIELDS: &str = "項目";
pub const TAB_HISTORY: &str = "履歴";
pub const REMOVE_ROW_HELP: &str =
    "一覧から外します。履歴に残り、元に戻せます。廃棄した機器は「状態」を「廃棄」にしてください。";
pub const CONFIRM_BY: &str = "いつまでに確認するか";
pub const CUSTOM_FIELDS: &str = "取り込んだその他の項目";
pub const LINKED_FROM: &str = "この行を参照している行";
pub const TAKE_AWAY: &str = "外す";
pub const YES: &str = "はい";
pub const NO: &str = "いいえ";
pub const COPY: &str = "写す（Ctrl + C）";
pub const FILTER_BY_THIS: &str = "この値で絞り込む";
pub const FILL_DOWN: &str = "上のセルを下へ写す（Ctrl + D）";
pub const DUPLICATE: &str = "行を複製";
pub const MOVE_LEFT: &str = "左へ移す";
pub const MOVE_RIGHT: &str = "右へ移す";
pub const FREEZE_TO_HERE: &str = "ここまでの列を固定する";
pub const FREEZE_FIRST: &str = "固定を先頭の列だけに戻す";
pub const HIDE_COLUMN: &str = "この列を隠す";
pub const ADD_ROW_HELP: &str = "次の管理番号で新しい行を作ります（Ctrl + N）";
pub const SEARCH_HINT: &str = "名前・IP・場所など";
pub const CLEAR_SEARCH: &str = "消す";
pub const CHIP_MISSING: &str = "未記入あり";
pub const CHIP_UNKNOWN: &str = "不明あり";
pub const CHIP_PROBLEM: &str = "要確認";
pub const TAKE_OFF: &str = "押すと絞り込みを外します";
pub const EMPTY_CELL: &str = "空欄";
pub const OPEN_DETAIL: &str = "詳細を開く";
pub const CLOSE_DETAIL: &str = "詳細を閉じる";
pub const BACK_TO_LIST: &str = "← 一覧に戻る";
pub const COLUMNS: &str = "列";
pub const USUAL_COLUMNS: &str = "いつもの列に戻す";
pub const VIEWS: &str = "見方";
pub const SAVED_VIEWS: &str = "保存した見方";
pub const FORGET: &str = "消す";
pub const VIEW_NAME: &str = "今の見方に名前を付けて保存";
pub const SAVE_VIEW: &str = "保存";
pub const VIEW_ALL: &str = "すべて";
pub const VIEW_MISSING: &str = "未記入あり";
pub const VIEW_UNKNOWN: &str = "不明あり";
pub const VIEW_INSPECTION: &str = "検査当日用（12 列）";
pub const VIEW_SUPPORT_ENDED: &str = "サポート切れ";
pub const VIEW_THIS_MONTH: &str = "今月更新";
pub const VIEW_REMOTE: &str = "リモート保守あり";
pub const SHOW_ALL: &str = "すべての行を見る";
pub const FILLED: &str = "セルの書き込み";
pub const MARKED: &str = "セルの印";
pub const PASTED: &str = "貼り付け";

pub fn operation_no(seq: u64) -> String {
    format!("操作 {seq}")
}
pub fn cell_input(label: &str) -> String {
    format!("セル：{label}")
}
pub fn over_rows(label: &str, rows: usize) -> String {
    format!("{label}（{rows} 行）")
}
pub fn removed(rows: usize) -> String {
    format!("{rows} 行を外しました。")
}
pub fn did(what: &str, label: &str) -> String {
    format!("{what}：{label}")
}
pub fn show(label: &str) -> String {
    format!("{label}を見る")
}
pub fn go_to(register: &str, name: &str) -> String {
    format!("{register}：{name}")
}
pub fn more_fields(count: usize) -> String {
    format!("ほかの項目（{count}）")
}
pub fn new_child(label: &str) -> String {
    format!("{label}を加える")
}
pub fn choose_from_list(label: &str) -> String {
    format!("{label}の選択肢")
}
pub fn mend(better: &str) -> String {
    format!("「{better}」に直す")
}

pub fn chip(label: &str, test: &str) -> String {
    format!("{label}：{test}　×")
}
pub fn window_title(facility: &str, path: &str, state: &str) -> String {
    format!("{facility} - {path} [{state}] - {TITLE}")
}
/// Local time of an operation.
pub fn when(at: chrono::DateTime<chrono::Utc>) -> String {
    at.with_timezone(&chrono::Local).format("%Y/%m/%d %H:%M").to_string()
}
/// A day as people write it here.
pub fn day(day: chrono::NaiveDate) -> String {
    day.format("%Y年%-m月%-d日").to_string()
}
pub fn past_banner(at: chrono::DateTime<chrono::Utc>) -> String {
    format!("{} の台帳を見ています（閲覧のみ）", when(at))
}
/// What a date was read as, in both calendars.
pub fn date_means(date: &crate::core::model::PartialDate) -> String {
    use crate::core::model::Precision;
    let western = match date.precision {
        Precision::Day => date.date.format("%Y年%-m月%-d日").to_string(),
        Precision::Month => date.date.format("%Y年%-m月").to_string(),
        Precision::Year => date.date.format("%Y年").to_string(),
    };
    format!("{western}（{}）", crate::core::parse::japanese_era_text(date))
}
pub fn cell_change(label: &str, old: &str, new: &str) -> String {
    let (old, new) = (old.replace('\n', " / "), new.replace('\n', " / "));
    if old.is_empty() {
        format!("{label}：{new}")
    } else if new.is_empty() {
        format!("{label}：{old} → （空欄）")
    } else {
        format!("{label}：{old} → {new}")
    }
}

pub const IMPORT_LEAD: &str = "Excel（xlsx、xls など）、LibreOffice（ods）、CSV のファイル、事業者から戻った受け渡し表、または同じ台帳の写し（daicho）を選びます。書き込む前に、何が変わるかをお見せします。";
pub const CHOOSE_FILE: &str = "ファイルを選ぶ…";
pub const WITH_PASSWORD: &str = "パスワードの付いたファイル";
pub const PASSWORD_LEAD: &str =
    "ファイルの場所を上の欄に書き、パスワードを入れて「読み取る」を押してください。パスワードは保存しません。";
pub const PASSWORD: &str = "ファイルのパスワード";
pub const STOP_READING: &str = "読み取りをやめる";
pub fn reading(percent: u64) -> String {
    format!("読み取り中 {percent} %")
}
pub const REVIEW_LEAD: &str =
    "まだ何も書き込んでいません。行を押すと、変わるところが全部見られます。取り込まない行はチェックを外してください。";
pub const PLAN_ACTION: &str = "すること";
pub const PLAN_ROW: &str = "行";
pub const PLAN_CELLS: &str = "書き込む内容（色の付いたところが変わります）";
pub fn review_of(file: &str) -> String {
    format!("取り込みの確認：{file}")
}
pub fn apply(rows: usize) -> String {
    format!("この内容で取り込む（{rows} 行）")
}
pub fn changing_rows(rows: usize) -> String {
    format!("変わる行 {rows}")
}
pub fn all_rows(rows: usize) -> String {
    format!("すべて {rows}")
}
pub fn table_to_register(sheet: &str, register: &str) -> String {
    format!("{sheet} → {register}")
}
pub fn split_into(one: &str, two: &str) -> String {
    format!("{one} と {two} に分ける")
}
pub fn not_taken(rows: usize) -> String {
    format!("取り込まない行（{rows}）")
}
pub fn left_row(sheet: &str, row: u32, why: crate::core::import::NotTakenReason) -> String {
    format!("{sheet} {row}行目：{}", reason(why))
}
pub fn source_row(sheet: &str, row: Option<u32>) -> String {
    row.map_or_else(|| sheet.to_owned(), |row| format!("{sheet} {row}行目"))
}
pub const GUIDE: &str = "見出しの行と列の読み方を直す";
pub const GUIDE_LEAD: &str = "見出しの行の番号を押し、列の上で読み取る項目を選んでください。選ぶたびに読み直します。";
pub const GUIDE_SHEET: &str = "シート";
pub const GUIDE_REGISTER: &str = "取り込む一覧";
pub const GUIDE_OWN: &str = "その他の項目として残す";
pub const GUIDE_OUT: &str = "取り込まない";
pub const POINT_AT_HEADER: &str = "知っている見出しの表が見つかりませんでした。下で見出しの行を指してください。";
pub const THIS_IS_THE_HEADER: &str = "この行を見出しにする";
pub const WITHOUT_PROFILE: &str = "この読み方を使わずに読み直す";
pub const REMEMBER: &str = "この読み方に付ける名前";
pub const REMEMBER_LEAD: &str = "同じ見出しの表が次に来たとき、同じように読みます。空にすると覚えません。";
pub fn row_number(row: u32) -> String {
    row.to_string()
}
pub fn header_is(row: u32) -> String {
    format!("見出しは {row} 行目")
}
pub fn header_height(rows: u32) -> String {
    format!("見出しは {rows} 行")
}
pub fn column_reads(header: &str) -> String {
    format!("「{}」の読み方", header.replace('\n', " "))
}
pub fn read_as_remembered(names: &str) -> String {
    format!("覚えた読み方「{names}」で読みました。")
}
pub fn joined(counts: &crate::core::import::MergeCounts) -> String {
    let mut text = format!(
        "相手だけが変えたところ {}（取り込みます）　自院だけが変えたところ {}（残します）　両方が変えたところ {}",
        counts.theirs, counts.ours, counts.conflicts
    );
    if counts.alike > 0 {
        text.push_str(&format!("　両方が同じに変えたところ {}", counts.alike));
    }
    text
}
pub fn conflicts(all: usize, open: usize) -> String {
    if open == 0 {
        format!("両方が変えたところ {all}（すべて選びました）")
    } else {
        format!("両方が変えたところ {all}（まだ選んでいない {open}）")
    }
}
pub const CONFLICTS_LEAD: &str = "どちらの値にするかを選んでください。選ばなければ自院の値が残ります。";
pub const ALL_OURS: &str = "すべて自院の値を残す";
pub const ALL_THEIRS: &str = "すべて相手の値を採る";
pub const KEEP_OURS: &str = "自院の値を残す";
pub const TAKE_THEIRS: &str = "相手の値を採る";
pub const BOTH_HAD: &str = "元の値";
pub const OPEN_CONFLICT: &str = "（未選択）";
pub fn column_conflicts(register: &str, column: &str, cells: usize) -> String {
    format!("{register}の「{column}」（{cells}）")
}
pub fn column_ours(column: &str) -> String {
    format!("「{column}」はすべて{KEEP_OURS}")
}
pub fn column_theirs(column: &str) -> String {
    format!("「{column}」はすべて{TAKE_THEIRS}")
}
pub fn side_value(label: &str, text: &str) -> String {
    if text.is_empty() {
        format!("{label}：（空欄）")
    } else {
        format!("{label}：{}", text.replace('\n', " / "))
    }
}
pub const GONE_LEAD: &str = "相手の表にありません：";
pub const fn gone_as(gone: crate::core::import::GoneAs) -> &'static str {
    use crate::core::import::GoneAs;
    match gone {
        GoneAs::Kept => "そのまま残す",
        GoneAs::Disposed => "廃棄・廃止にする",
        GoneAs::Unknown => "状態を不明にする",
    }
}
pub fn matched_by(labels: &[&str], name: &str) -> String {
    let label = labels.join("・");
    format!("{label}が同じなので「{name}」の行に書きます")
}
/// Why a column is left out.
pub const fn dropped(reason: crate::core::import::DropReason) -> &'static str {
    use crate::core::import::DropReason;
    match reason {
        DropReason::Secret => "取り込まない（パスワードなど）",
        DropReason::Machine => "取り込まない（この台帳の目印）",
        DropReason::Empty => "取り込まない（空）",
        DropReason::Person => "取り込まない",
    }
}
/// Why a column was understood as it was.
pub const fn how(how: crate::core::import::How) -> &'static str {
    use crate::core::import::How;
    match how {
        How::Label | How::Alias => "",
        How::Similar => "似た見出しから推測",
        How::Values => "中の値から推測",
        How::Person => "選んだ読み方",
        How::Remembered => "覚えた読み方",
        How::Rival => "同じ意味の列がほかにあるため、その他の項目として残します",
        How::Unknown => "その他の項目として残します",
    }
}
pub const IMPORT_FILE: &str = "取り込むファイル";
pub const READ: &str = "読み取る";
pub const CANCEL: &str = "やめる";
pub const SECRET_LEFT_OUT: &str = "パスワードの列は取り込みません。";
pub const NOTHING_TO_IMPORT: &str = "変わるところはありません。";

pub const EXPORT_LEAD: &str = "書き出す表とファイルの場所を選びます。";
pub const HANDOVER: &str = "事業者に確かめてもらう受け渡し表";
pub const HANDOVER_LEAD: &str = "その事業者の機器、サービス、保守の経路だけを書き出します。利用者の名前は入りません。戻ってきたファイルを「取り込む」と、相手が変えたところと自院が変えたところを照らし合わせます。";
pub const HANDOVER_VENDOR: &str = "事業者";
pub const NO_VENDORS: &str = "機器や経路の「事業者」に、まだ名前がありません。";
pub fn handover_file(vendor: &str) -> String {
    // What no file system allows in a name.
    let vendor = vendor.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\n'], "・");
    format!("【取扱注意】{vendor}様 機器台帳の確認.xlsx")
}
pub const EXPORT_FILE: &str = "書き出すファイル";
pub const WRITE: &str = "書き出す";
pub const UNDONE: &str = "（取り消し済み）";
pub const HISTORY_COLUMNS: [&str; 3] = ["番号", "日時", "誰が何を"];
pub const NO_CHANGES: &str = "操作を選ぶと、何が変わったかが見られます。";

pub fn imported(added: usize, changed: usize) -> String {
    format!("取り込みました（追加 {added} 行、変更 {changed} 行）。「元に戻す」で取り消せます。")
}
pub fn rows_shown(shown: usize, all: usize) -> String {
    if shown == all {
        format!("{all} 行")
    } else {
        format!("{all} 行のうち {shown} 行")
    }
}

/// What a plan does with a row.
pub const fn action(action: crate::core::import::Action) -> &'static str {
    use crate::core::import::Action;
    match action {
        Action::Add => "追加",
        Action::Change => "変更",
        Action::Unchanged => "変更なし",
        Action::Conflict => "衝突",
        Action::Problem => "要確認",
        Action::Gone => "なくなった行",
    }
}

/// Why a row is no record.
pub const fn reason(reason: crate::core::import::NotTakenReason) -> &'static str {
    use crate::core::import::NotTakenReason;
    match reason {
        NotTakenReason::Title => "題や前書き",
        NotTakenReason::Stamp => "印の欄",
        NotTakenReason::Legend => "注や凡例",
        NotTakenReason::Total => "合計",
        NotTakenReason::Blank => "空の行",
        NotTakenReason::RepeatedHeader => "くり返しの見出し",
        NotTakenReason::Group => "区切りの見出し",
        NotTakenReason::TooLittle => "書いてあることが少ない行",
        NotTakenReason::RemovedHere => "自院で外した行（相手も変えていません）",
        NotTakenReason::FreeAddress => "空いている IP アドレス",
    }
}

/// What is odd about a cell.
pub const fn problem(problem: crate::core::model::Problem) -> &'static str {
    use crate::core::model::Problem;
    match problem {
        Problem::NotInList => "決まった言葉ではありません",
        Problem::NotAFlag => "はい・いいえが読み取れません",
        Problem::NotADate => "日付として読めません",
        Problem::ImpossibleDate => "ない日付です",
        Problem::OutsideEra => "その元号の期間ではありません",
        Problem::AmbiguousDate => "年月日の順か、日付かどうかが分かりません",
        Problem::NotAnAddress => "IP アドレスとして読めません",
        Problem::NotAMac => "MAC アドレスとして読めません",
        Problem::NotANumber => "数字として読めません",
        Problem::DuplicateNumber => "同じ番号がほかにあります",
        Problem::MissingNumber => "番号がありません",
        Problem::FormulaWithoutValue => "式の結果がファイルにありません",
        Problem::CellError => "Excel のエラーが入っています",
        Problem::LostDigits => "桁が失われているおそれがあります",
        Problem::MissingZeros => "先頭の 0 が失われているおそれがあります",
        Problem::DittoWithoutSource => "「同上」の元がありません",
        Problem::VersionMayHaveLostZero => "版の末尾の 0 が失われているおそれがあります",
        Problem::NoSuchRecord => "その名前の行がありません",
        Problem::SeveralInOne => "1 行に複数の物があります",
        Problem::LinesDoNotPair => "行の数が合いません",
        Problem::RowsDisagree => "同じ番号の行で内容が違います",
        Problem::NotParted => "2 つの項目に分けられませんでした",
        Problem::LegendMark => "凡例の印です",
        Problem::WorkedOut => "ほかの欄の言葉から読み取りました",
        Problem::OtherField => "ほかの項目に書くことのようです",
        Problem::OtherThing => "機器ではなさそうです",
        Problem::NoHeader => "見出しのないところから読み取りました",
        Problem::StruckOut => "取り消し線が引かれています",
    }
}

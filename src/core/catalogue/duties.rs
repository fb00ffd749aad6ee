//! ID台帳, バックアップ, 注意喚起, 開示書: what has to be looked at again and again.

use super::FieldKind::{Choice, Date, Flag, Link, LongText, Number, People, Text};
use super::Need::{Recommended, Required};
use super::Sensitivity::{Internal, Personal};
use super::choices_more::{
    ACCOUNT_STATUS, BACKUP_MEDIUM, BACKUP_METHOD, DISCLOSURE_ANSWER, DISCLOSURE_EDITION, DISCLOSURE_KIND,
    NOTICE_JUDGEMENT, NOTICE_SOURCE, PRIVILEGE,
};
use super::{Category, Child, Field, Group, Register, RegisterId};

const G13: &str = "安全管理ガイドライン 企画管理編 13章⑥⑦";
const S14: &str = "安全管理ガイドライン システム運用編 14章";
const BACKUP: &str = "チェックリスト 3 バックアップの実施と復旧手順の確認";
const PATCH: &str = "安全管理ガイドライン 企画管理編 9章④（脆弱性に関する対応状況）";
const MDS: &str = "チェックリスト 2 MDS/SDS を提出してもらう";

const NOTE: Field = Field::new("note", "備考", LongText, Group::Note)
    .help("そのほか、後で見て分かるように。")
    .aliases(&["説明", "メモ", "特記事項", "コメント", "摘要", "備考欄", "補足"])
    .width(28);

pub(super) const REGISTERS: &[Register] = &[
    Register {
        key: "account",
        label: "ID台帳",
        help: "誰が、どのシステムに、どの権限で入れるかの一覧です。退職者や使っていない ID を見つけるための棚卸に使います。パスワードは書きません。",
        source: G13,
        named_by: &["login_id", "users"],
        matched_by: &["system+login_id"],
        title_words: &["ID台帳", "ID一覧", "アカウント", "利用者ID", "権限一覧"],
        category: Category::Operation,
        fields: &[
            Field::new("system", "対象システム", Text, Group::Identity)
                .help("電子カルテ、レセコン、PC へのログインなど。")
                .source(G13)
                .need(Required)
                .aliases(&["システム", "システム名", "利用システム", "サービス"])
                .width(18),
            Field::new("login_id", "ログインID", Text, Group::Identity)
                .help("入るときの ID。パスワードは書きません。")
                .source(G13)
                .need(Required)
                .aliases(&[
                    "ID",
                    "利用者ID",
                    "ユーザーID",
                    "ユーザID",
                    "アカウント",
                    "アカウント名",
                    "ログイン名",
                ])
                .sensitivity(Internal)
                .width(16),
            Field::new("users", "IDの利用者", People, Group::Identity)
                .help("この ID を使う人。")
                .source(G13)
                .need(Required)
                .aliases(&["利用者", "氏名", "使用者", "利用者名", "名前", "職員名"])
                .sensitivity(Personal)
                .width(18),
            Field::new("job", "職種・所属", Text, Group::Identity)
                .help("医師、看護師、事務など。権限が職種に合っているか確かめるため。")
                .source(S14)
                .need(Recommended)
                .aliases(&["職種", "所属", "部署", "役職"])
                .width(14),
            Field::new("privilege", "権限", Choice(PRIVILEGE), Group::Security)
                .help("管理者、一般、保守の別。")
                .source(G13)
                .need(Required)
                .aliases(&["アクセス権限", "利用権限", "権限区分", "権限レベル"])
                .width(10),
            Field::new("shared", "共用か", Flag, Group::Security)
                .help("2 人以上で同じ ID を使っていますか。")
                .source(S14)
                .need(Required)
                .aliases(&["共用", "共有", "共有ID", "共用ID", "共有アカウント"])
                .width(8),
            Field::new("two_factor", "二要素認証", Flag, Group::Security)
                .help("パスワードのほかに、カードや指紋などでも確かめていますか。")
                .source(S14)
                .need(Recommended)
                .aliases(&["2要素認証", "多要素認証", "MFA", "2FA", "二段階認証"])
                .width(10),
            Field::new("status", "IDの状態", Choice(ACCOUNT_STATUS), Group::Identity)
                .help("有効、停止、削除のどれか。")
                .source(G13)
                .need(Required)
                .aliases(&["状態", "有効/無効", "ステータス"])
                .width(10),
            Field::new("issued_on", "発行日", Date, Group::Lifecycle)
                .help("ID を作った日。")
                .aliases(&["登録日", "作成日", "付与日"])
                .width(14),
            Field::new("confirmed_on", "最終確認日", Date, Group::Lifecycle)
                .help("今も必要か、権限が合っているか最後に確かめた日。")
                .source(G13)
                .need(Recommended)
                .aliases(&["確認日", "棚卸日"])
                .width(14),
            Field::new("left_on", "退職・異動日", Date, Group::Lifecycle)
                .help("使う人が辞めた日、移った日。書くと、止め忘れを知らせます。")
                .aliases(&["退職日", "異動日", "離職日"])
                .width(14),
            Field::new("stopped_on", "停止・削除日", Date, Group::Lifecycle)
                .help("ID を止めた日、消した日。")
                .source(G13)
                .aliases(&["停止日", "削除日", "無効化日"])
                .width(14),
            NOTE,
        ],
        ..Register::PLAIN
    },
    Register {
        key: "backup_plan",
        label: "バックアップ",
        help: "何を、どこに、どのくらいの間隔で控えているかの一覧です。ランサムウェアに控えまで暗号化されないか（3-2-1）を確かめます。",
        source: BACKUP,
        named_by: &["target", "medium"],
        matched_by: &[],
        title_words: &["バックアップ", "backup", "控え"],
        category: Category::Operation,
        fields: &[
            Field::new("target", "控える対象", Text, Group::Identity)
                .help("電子カルテのデータ、画像、レセプトなど。対象ごと、控え先ごとに 1 行。")
                .source(BACKUP)
                .need(Required)
                .aliases(&["対象", "バックアップ対象", "対象データ", "対象システム"])
                .width(20),
            Field::new("method", "控え方", Choice(BACKUP_METHOD), Group::Identity)
                .help("全体、差分・増分、複製などの別。")
                .need(Recommended)
                .aliases(&["方式", "バックアップ方式", "方法", "取得方法"])
                .width(14),
            Field::new("medium", "控え先の媒体", Choice(BACKUP_MEDIUM), Group::Identity)
                .help("NAS、クラウド、テープなど。")
                .source(BACKUP)
                .need(Required)
                .aliases(&["媒体", "バックアップ媒体", "保存先", "バックアップ先", "控え先"])
                .width(18),
            Field::new("place", "控えの保管場所", Text, Group::Place)
                .help("控えがある場所。")
                .source(BACKUP)
                .need(Required)
                .aliases(&["保管場所", "保管先", "設置場所"])
                .width(18),
            Field::new("offsite", "離れた場所か", Flag, Group::Security)
                .help("火事や水害で一緒に失われない、別の建物やクラウドですか。")
                .source("3-2-1（3 つ持つ、2 種の媒体、1 つは離れた場所）")
                .need(Required)
                .aliases(&["遠隔地", "離れているか", "院外保管", "遠隔保管"])
                .width(10),
            Field::new("immutable", "書き換え不可か", Flag, Group::Security)
                .help("ふだんは切り離してある、または後から書き換えられない控えですか。")
                .source("安全管理ガイドライン システム運用編 11章・18章（オフラインや追記不可の控え）")
                .need(Required)
                .aliases(&["書換不可", "オフライン", "追記不可", "イミュータブル", "切り離し"])
                .width(12),
            Field::new("generations", "世代数", Number, Group::Lifecycle)
                .help("何回分を残しているか。")
                .source("安全管理ガイドライン システム運用編 11章（複数世代）")
                .need(Recommended)
                .aliases(&["世代", "保存世代", "世代管理"])
                .width(8),
            Field::new("frequency", "頻度", Text, Group::Lifecycle)
                .help("毎日 23 時、週 1 回など。")
                .need(Recommended)
                .aliases(&["取得頻度", "間隔", "スケジュール", "取得間隔"])
                .width(14),
            Field::new("last_taken_on", "最終取得日", Date, Group::Lifecycle)
                .help("最後に控えが取れたことを確かめた日。")
                .source(BACKUP)
                .need(Recommended)
                .aliases(&["最終取得", "取得日", "最終バックアップ日"])
                .width(14),
            Field::new("last_restored_on", "最終復旧確認日", Date, Group::Lifecycle)
                .help("実際に戻せることを最後に試した日。")
                .source(BACKUP)
                .need(Required)
                .aliases(&[
                    "復旧確認日",
                    "リストア確認日",
                    "最終リストア日",
                    "復元確認日",
                    "復旧テスト日",
                ])
                .width(14),
            Field::new(
                "procedure",
                "復旧の手順書",
                Link(RegisterId::DOCUMENT),
                Group::Responsibility,
            )
            .help("戻し方を書いた文書の名前。")
            .source(BACKUP)
            .need(Recommended)
            .aliases(&["手順書", "復旧手順", "復旧手順書", "リストア手順"])
            .width(20),
            Field::new("person", "控えの担当", People, Group::Responsibility)
                .help("取れたかどうかを見る人、事業者。")
                .aliases(&["担当", "担当者", "実施者"])
                .sensitivity(Personal)
                .width(16),
            NOTE,
        ],
        ..Register::PLAIN
    },
    Register {
        key: "notice",
        label: "脆弱性・注意喚起",
        help: "国や事業者から届いた注意喚起と、うちに関係があるか、どうしたかの記録です。",
        source: PATCH,
        named_by: &["title", "number"],
        matched_by: &["number"],
        title_words: &["注意喚起", "脆弱性", "セキュリティ情報"],
        category: Category::Operation,
        fields: &[
            Field::new("published_on", "発表日", Date, Group::Identity)
                .help("発表された日、届いた日。")
                .source(PATCH)
                .need(Required)
                .aliases(&["公表日", "公開日", "受信日", "発行日"])
                .width(14),
            Field::new("source", "出所", Choice(NOTICE_SOURCE), Group::Identity)
                .help("厚生労働省、IPA、JPCERT/CC、事業者など。")
                .need(Required)
                .aliases(&["発信元", "情報源", "発行元", "発信者"])
                .width(14),
            Field::new("number", "情報番号", Text, Group::Identity)
                .help("CVE-2026-0001、JVN#…、事務連絡の番号など。")
                .aliases(&["CVE", "CVE番号", "JVN番号", "文書番号", "識別番号"])
                .width(18),
            Field::new("title", "件名", Text, Group::Identity)
                .help("何についての注意喚起か。")
                .source(PATCH)
                .need(Required)
                .aliases(&["注意喚起の件名", "タイトル", "表題"])
                .width(28),
            Field::new("product", "対象の製品", Text, Group::Software)
                .help("製品の名前。書くと、台帳の中の関係しそうな機器を探します。")
                .need(Recommended)
                .aliases(&["対象製品", "影響製品", "該当製品"])
                .width(20),
            Field::new("affected", "対象の版", Text, Group::Software)
                .help("影響を受ける版。例：7.2 から 7.2.8 まで")
                .aliases(&["対象バージョン", "影響バージョン", "該当バージョン"])
                .width(18),
            Field::new("devices", "該当する機器", Link(RegisterId::DEVICE), Group::Outcome)
                .help("うちの機器の管理番号。なければ「該当なし」。")
                .source(PATCH)
                .need(Required)
                .aliases(&["該当機器", "影響機器", "影響する機器"])
                .width(22),
            Field::new("judgement", "判断", Choice(NOTICE_JUDGEMENT), Group::Outcome)
                .help("対応、影響なし、保留のどれか。")
                .source(PATCH)
                .need(Required)
                .aliases(&["対応要否", "判断結果", "対応方針"])
                .width(10),
            Field::new("due_on", "対応の期限", Date, Group::Outcome)
                .help("いつまでに対応するか。")
                .need(Recommended)
                .aliases(&["対応期限", "期限"])
                .width(14),
            Field::new("done_on", "実施日", Date, Group::Outcome)
                .help("対応が済んだ日。")
                .need(Recommended)
                .aliases(&["対応日", "完了日", "適用日"])
                .width(14),
            Field::new("vendor_report", "事業者の報告", Text, Group::Outcome)
                .help("事業者に尋ねた日と答え。")
                .aliases(&["事業者報告", "事業者回答", "業者回答"])
                .width(24),
            NOTE,
        ],
        ..Register::PLAIN
    },
    Register {
        key: "disclosure",
        label: "開示書（MDS・SDS）",
        help: "事業者から出してもらう医療情報セキュリティ開示書の記録です。依頼したか、届いたか、「いいえ」の理由は何かが分かります。",
        source: MDS,
        named_by: &["product", "vendor"],
        matched_by: &[],
        title_words: &["MDS", "SDS", "開示書"],
        category: Category::Operation,
        fields: &[
            Field::new("vendor", "開示した事業者", Link(RegisterId::VENDOR), Group::Identity)
                .help("製造業者、サービス事業者の名前。")
                .source(MDS)
                .need(Required)
                .aliases(&["製造業者名", "サービス事業者名", "製造業者", "事業者名", "事業者"])
                .width(20),
            Field::new("product", "製品・サービス", Text, Group::Identity)
                .help("どの製品、サービスの開示書か。")
                .source(MDS)
                .need(Required)
                .aliases(&["製品名称", "サービス名称", "製品名", "サービス名", "システム名"])
                .width(22),
            Field::new("kind", "開示書の種別", Choice(DISCLOSURE_KIND), Group::Identity)
                .help("院内に置く製品は MDS、クラウドなどのサービスは SDS。")
                .source(MDS)
                .need(Required)
                .aliases(&["MDS/SDS", "MDS・SDSの別", "書式"])
                .width(12),
            Field::new("edition", "書式の版", Choice(DISCLOSURE_EDITION), Group::Identity)
                .help("JAHIS の書式の版。新しいものは 5.0。")
                .need(Recommended)
                .aliases(&["様式の版", "書式バージョン", "開示書の版"])
                .width(10),
            Field::new("asked_on", "依頼日", Date, Group::Lifecycle)
                .help("出してくださいと頼んだ日。")
                .source(MDS)
                .need(Recommended)
                .aliases(&["提出依頼日"])
                .width(14),
            Field::new("received_on", "受領日", Date, Group::Lifecycle)
                .help("受け取った日。")
                .source(MDS)
                .need(Required)
                .aliases(&["受取日", "提出日"])
                .width(14),
            Field::new("made_on", "開示書の作成日", Date, Group::Lifecycle)
                .help("開示書に書いてある作成日。")
                .aliases(&["作成日", "作成年月日", "記入日"])
                .width(14),
            Field::new("yes_count", "はいの数", Number, Group::Outcome)
                .help("「はい」と答えた質問の数。")
                .width(8),
            Field::new("no_count", "いいえの数", Number, Group::Outcome)
                .help("「いいえ」と答えた質問の数。理由を下に書きます。")
                .source(MDS)
                .need(Recommended)
                .width(8),
            Field::new("na_count", "対象外の数", Number, Group::Outcome)
                .help("「対象外」と答えた質問の数。")
                .width(8),
            Field::new("reviewed_by", "確かめた人", Text, Group::Outcome)
                .help("開示書を読み、差し支えないと判断した人と日。")
                .sensitivity(Personal)
                .width(18),
            NOTE,
        ],
        children: &[Child {
            key: "exception",
            label: "いいえ・対象外の質問",
            help: "「いいえ」と「対象外」の質問と、事業者が書いた理由。立入検査で説明できるように。",
            fields: &[
                Field::new("number", "質問番号", Text, Group::Outcome)
                    .help("書式の質問の番号。")
                    .need(Required)
                    .aliases(&["質問No", "設問番号"])
                    .width(8),
                Field::new("question", "質問", LongText, Group::Outcome)
                    .help("質問の文。")
                    .aliases(&["質問内容", "設問"])
                    .width(30),
                Field::new("answer", "事業者の答え", Choice(DISCLOSURE_ANSWER), Group::Outcome)
                    .help("いいえ、または対象外。")
                    .need(Required)
                    .width(10),
                Field::new("reason", "答えの理由", LongText, Group::Outcome)
                    .help("事業者が書いた理由。")
                    .source(MDS)
                    .need(Required)
                    .aliases(&["理由"])
                    .width(30),
            ],
        }],
        ..Register::PLAIN
    },
];

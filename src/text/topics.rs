//! Each topic of the checklists in plain words, what shows a はい, and what to do on いいえ. These are our words; the
//! ministry's stand in the editions.

use crate::core::checklist::Topic;

/// A short name.
pub const fn title(topic: Topic) -> &'static str {
    match topic {
        Topic::SystemPresence => "医療情報システムの有無",
        Topic::Responsible => "安全管理責任者を決める",
        Topic::Ledger => "機器の台帳をつける",
        Topic::RemoteMaintenance => "リモート保守の有無を確かめる",
        Topic::MdsSds => "開示書（MDS/SDS）をもらう",
        Topic::Privilege => "見られる範囲を職種で分ける",
        Topic::Cleanup => "使わない ID を消す",
        Topic::AccessLog => "誰がいつ見たかの記録",
        Topic::Patch => "更新プログラムを当てる",
        Topic::SourceRestriction => "つないでよい相手を限る",
        Topic::BackgroundServices => "使わないソフトを止める",
        Topic::ContactChart => "連絡体制図を作る",
        Topic::BackupRestore => "控えと、戻す手順",
        Topic::Bcp => "止まったときの計画（BCP）",
        Topic::PasswordPolicy => "パスワードの決まり",
        Topic::PasswordReuse => "パスワードを使い回さない",
        Topic::UsbRestriction => "USB メモリなどを制限する",
        Topic::Mfa => "二要素認証",
        Topic::Rules => "やり方を規程に書く",
    }
}

/// What is asked, for somebody who does not know the words.
pub const fn plain(topic: Topic) -> &'static str {
    match topic {
        Topic::SystemPresence => {
            "電子カルテ、レセコン、予約、オンライン資格確認など、患者さんの情報を扱う仕組みを使っているかどうかです。「いいえ」なら以下はすべて要りません。"
        }
        Topic::Responsible => {
            "システムの安全に責任を持つ人を 1 人決めて、名前を書いておくことです。小さな診療所では院長が兼ねてかまいません。"
        }
        Topic::Ledger => {
            "サーバ、パソコン、ルータなどの一覧に、置き場所、使う人、ソフトの版を書いておくことです。このアプリの「機器」の一覧がそれです。"
        }
        Topic::RemoteMaintenance => {
            "事業者が院外から遠隔で保守している機器があるかどうかを、事業者に聞いて書き留めることです。「ない」と分かっていれば「はい」です。"
        }
        Topic::MdsSds => {
            "製品やサービスの安全対策を事業者が答えた書類（MDS または SDS）を、事業者から受け取ることです。"
        }
        Topic::Privilege => {
            "受付は会計まで、医師はカルテの記載まで、というように、職種や担当ごとに見られる・変えられる範囲を分けることです。管理者の権限を持つ人も決めておきます。"
        }
        Topic::Cleanup => "辞めた人や使っていない ID が残っていないか見て、消すか止めることです。",
        Topic::AccessLog => "いつ、誰が、どの患者さんの情報を見たかの記録をサーバに残し、ときどき見ることです。",
        Topic::Patch => {
            "Windows やルータなどの更新を当てているかです。電子カルテの都合で止めているときは、事業者と取り決めをしておきます。"
        }
        Topic::SourceRestriction => "ルータや VPN 装置に、決めた相手からしかつながらない設定をしているかです。",
        Topic::BackgroundServices => {
            "使っていないソフトや、裏で動いている不要なサービスを止めているかです。攻撃の入口を減らします。"
        }
        Topic::ContactChart => {
            "おかしいと思ったときに、院内の誰に知らせ、外のどこ（事業者、厚生労働省、警察など）に電話するかの図です。立入検査で現物を見せます。"
        }
        Topic::BackupRestore => {
            "データの控えを取り、その控えから戻せることを確かめているかです。診療を続けるのに何の情報が要るかも決めておきます。"
        }
        Topic::Bcp => "サイバー攻撃でシステムが使えなくなったとき、どう診療を続けて、どう戻すかを書いた計画です。",
        Topic::PasswordPolicy => {
            "パスワードの長さや文字の種類の決まりを守っているかです。十分に長いか、二要素認証があれば、定期の変更は求められません。"
        }
        Topic::PasswordReuse => {
            "1 つのパスワードを、いくつもの機器やサービスで使っていないかです。買ったときのままのパスワードも含みます。"
        }
        Topic::UsbRestriction => {
            "USB メモリや外付けディスク、スマートフォンなどを、勝手につなげないようにしているかです。"
        }
        Topic::Mfa => {
            "パスワードのほかに、カードやスマートフォンなどもう 1 つの確認を使うことです。令和9年度までの予定があれば、それも答えになります。"
        }
        Topic::Rules => "ここまでの項目を、誰が、いつ、どうやるのかを、運用管理規程などの文書に書いているかです。",
    }
}

/// What shows a はい.
pub const fn evidence(topic: Topic) -> &'static str {
    match topic {
        Topic::SystemPresence => "使っているシステムの名前",
        Topic::Responsible => "任命の書面、運用管理規程の責任者の欄",
        Topic::Ledger => "機器台帳の印刷（最終更新日、経営層の確認欄）",
        Topic::RemoteMaintenance => "事業者の回答、リモート保守経路の一覧",
        Topic::MdsSds => "受け取った MDS/SDS、依頼の控え",
        Topic::Privilege => "権限の一覧、電子カルテの権限設定の画面",
        Topic::Cleanup => "ID の一覧と棚卸の日付",
        Topic::AccessLog => "ログの画面か印刷、見た日の記録",
        Topic::Patch => "更新履歴の画面、事業者の作業報告書",
        Topic::SourceRestriction => "ルータの設定の画面、事業者の回答",
        Topic::BackgroundServices => "導入ソフトの一覧、事業者の回答",
        Topic::ContactChart => "連絡体制図と外部連絡リスト",
        Topic::BackupRestore => "控えの一覧、戻す手順書、試した日",
        Topic::Bcp => "BCP の文書と承認の日付",
        Topic::PasswordPolicy => "規程のパスワードの条、設定の画面",
        Topic::PasswordReuse => "規程、点検した日の記録",
        Topic::UsbRestriction => "規程、制限の設定の画面、貸出簿",
        Topic::Mfa => "設定の画面、導入の計画や見積書",
        Topic::Rules => "運用管理規程の該当する条",
    }
}

/// The one thing to do on いいえ.
pub const fn todo(topic: Topic) -> &'static str {
    match topic {
        Topic::SystemPresence => "使っているシステムがないか、もう一度数えてください。",
        Topic::Responsible => "責任者を決め、運用管理規程と「施設の情報」に名前を書いてください。",
        Topic::Ledger => {
            "「機器」の必須の項目を埋めてください。分からないところは「不明」と確認期限を書けば進められます。"
        }
        Topic::RemoteMaintenance => "事業者ごとに有無を尋ね、「リモート保守経路」に書いてください。",
        Topic::MdsSds => "事業者に提出を頼み、依頼日を書いてください。",
        Topic::Privilege => "「ID台帳」に権限を書き出し、要らない権限を外すよう事業者に頼んでください。",
        Topic::Cleanup => "「ID台帳」で退職者と使っていない ID を探し、停止して日付を書いてください。",
        Topic::AccessLog => "サーバの事業者に、ログが残っているか、どこで見られるかを尋ねてください。",
        Topic::Patch => "更新してよいかを事業者に確かめ、更新の日と担当を決めてください。",
        Topic::SourceRestriction => "ルータや VPN 装置の事業者に、接続元を限れるか尋ねてください。",
        Topic::BackgroundServices => "事業者と一緒に、使っていないソフトを書き出して止めてください。",
        Topic::ContactChart => {
            "「連絡先」に院内と外の連絡先を書いてください。図はこのアプリが描きます。立入検査までに要ります。"
        }
        Topic::BackupRestore => "控えの取り方を「バックアップ」に書き、一度戻して確かめてください。",
        Topic::Bcp => "厚生労働省のひな形から作り、承認の日を「規程・マニュアル」に書いてください。",
        Topic::PasswordPolicy => "規程に長さと文字の種類を書き、電子カルテの設定を事業者に頼んでください。",
        Topic::PasswordReuse => {
            "同じパスワードの機器を探し、別のものに変えてください。事業者の管理用も尋ねてください。"
        }
        Topic::UsbRestriction => "使ってよい媒体を決めて「可搬媒体」に書き、ほかは使わない決まりにしてください。",
        Topic::Mfa => "電子カルテの事業者に、対応の時期と費用を尋ねてください。",
        Topic::Rules => "運用管理規程に、各項目の担当と手順を書き足してください。",
    }
}

/// Words for rows without a topic of their own.
pub struct OfSheet {
    pub plain: &'static str,
    pub evidence: &'static str,
    pub todo: &'static str,
}

/// Rows that only their own edition has.
pub const OF_ANY: OfSheet = OfSheet {
    plain: "この版だけの項目です。様式の文をそのまま読んで答えてください。",
    evidence: "確かめた書類、画面の写し、記録など",
    todo: "いつまでに、誰が対応するかを決め、目標日を書いてください。",
};

pub const OF_BCP: OfSheet = OfSheet {
    plain: "自院の BCP に、最低限の事項が書かれているかを確かめるための項目です。BCP を開き、書いてあれば「はい」とし、そのページや節を「記載箇所」に書いてください。",
    evidence: "BCP の該当するページ",
    todo: "BCP に書き足してください。だれがいつまでに書くかを「備考」に残すと、忘れません。",
};

pub const OF_ROLES: OfSheet = OfSheet {
    plain: "医療機関と事業者のどちらが何を受け持つかを、契約のときに確かめるための項目です。この事業者と話し合い、決まっていれば「はい」にしてください。",
    evidence: "契約書、サービスの約款、打合せの記録",
    todo: "事業者と話し合い、決まったら、その日を「完了日」に書いてください。",
};

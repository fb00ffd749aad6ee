//! Wording of findings: what it is, why it matters, what to do. The ministry's words where there are some; the
//! advice is ours.

use super::ui::day;
use crate::core::rules::{Acceptance, Finding, Mend, RuleKey, Severity};

pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Serious => "すぐ対応",
        Severity::Warning => "要確認",
        Severity::Hint => "お知らせ",
    }
}

/// A finding as the list of accepted ones calls it.
pub fn about(finding: &Finding, name: &str) -> String {
    format!("{}：{name} - {}", finding.register.label, title(finding.rule))
}

/// That a finding is accepted, until when and why.
pub fn accepted(acceptance: &Acceptance) -> String {
    format!("{} まで了承：{}", day(acceptance.until), acceptance.reason)
}

/// What kind of finding it is, for headings and counts.
pub const fn title(rule: RuleKey) -> &'static str {
    match rule {
        RuleKey::SupportEnded => "サポートが終了した OS・ソフトウェア",
        RuleKey::DeviceLost => "紛失した機器",
        RuleKey::IncidentReportDue => "個人情報保護委員会への報告がまだ",
        RuleKey::VendorLate => "期限を過ぎた「事業者確認用」",
        RuleKey::AccountLeft => "退職・異動した人の ID が使えるまま",
        RuleKey::Backup321 => "バックアップの備えが足りない（3-2-1）",
        RuleKey::MediumLost => "紛失した可搬媒体",
        RuleKey::PathUnrestricted => "接続元を制限していないリモート保守",
        RuleKey::PathPasswordOnly => "パスワードだけのリモート保守",
        RuleKey::DualHomed => "2 つのネットワークにつながる機器（2枚挿し）",
        RuleKey::NoticeUndecided => "判断や対応が済んでいない注意喚起",
        RuleKey::SupportEndsShortly => "まもなくサポートが終わる",
        RuleKey::RestoreUnconfirmed => "戻せることを確かめていないバックアップ",
        RuleKey::NoDisclosure => "開示書（MDS・SDS）のない事業者",
        RuleKey::DisclosureWaiting => "届いていない開示書（MDS・SDS）",
        RuleKey::ContactWithoutNumber => "電話番号のない連絡先",
        RuleKey::AdminOneFactor => "二要素認証のない管理者の ID",
        RuleKey::AccountShared => "共用している ID",
        RuleKey::AccountUnseen => "確かめていない ID",
        RuleKey::MediumUnencrypted => "暗号化していない可搬媒体",
        RuleKey::MediumOutLong => "返却が遅れている可搬媒体",
        RuleKey::PermitExpired => "許可の期限が切れた私物・持込機器",
        RuleKey::LicenceOver => "ライセンスの期限・数",
        RuleKey::OutsideNetworks => "どの院内ネットワークにも入らないアドレス",
        RuleKey::RequiredBlank => "必須の項目が未記入",
        RuleKey::UnknownOverdue => "確認期限を過ぎた「不明」",
        RuleKey::PathUnconfirmed => "長く確認していないリモート保守",
        RuleKey::PathSharedId => "ID を共用しているリモート保守",
        RuleKey::PathTerminalUnknown => "保守する端末の安全を確認していない",
        RuleKey::PatchOld => "更新を長く確認していない",
        RuleKey::FirmwareOld => "ファームウェアを長く確認していない",
        RuleKey::RemoteMismatch => "リモート保守の有無と経路が合わない",
        RuleKey::ServerWithoutDuty => "更新の責任が決まっていないサーバ",
        RuleKey::DuplicateValue => "同じ値の機器がある",
        RuleKey::SupportEndsSoon => "この先サポートが終わる",
        RuleKey::MobilePath => "モバイル回線による接続",
        RuleKey::TermsUnchecked => "規約を長く確認していないクラウド",
        RuleKey::TermOver => "保証・リースの期限",
        RuleKey::ReviewOld => "経営層が長く確認していない",
        RuleKey::DocumentPastReview => "見直しの日を過ぎた規程・マニュアル",
        RuleKey::DisclosureUnexplained => "理由のない「いいえ」「対象外」",
        RuleKey::EvidenceMissing => "現物やファイルの場所が分からない書類",
        RuleKey::SupportUnknown => "OS の版が分からない",
        RuleKey::Unreadable => "読み取れない値",
    }
}

/// The finding in one sentence.
pub fn sentence(finding: &Finding) -> String {
    let fact = &finding.fact;
    let due = finding.due.map(day).unwrap_or_default();
    match finding.rule {
        RuleKey::SupportEnded if due.is_empty() => format!("{fact} はサポートが終了しています。"),
        RuleKey::SupportEnded => format!("{fact} のサポートは {due} に終了しました。"),
        RuleKey::DeviceLost => "紛失と記録されています。".to_owned(),
        RuleKey::IncidentReportDue if fact == "preliminary" => {
            format!("速報（概ね 3〜5 日以内）をまだ出していません。目安は {due} です。")
        }
        RuleKey::IncidentReportDue => format!("確報をまだ出していません。期限は {due} です。"),
        RuleKey::VendorLate => format!("{due} までの約束を {fact} 日過ぎましたが、戻っていません。"),
        RuleKey::AccountLeft => format!("{due} に退職・異動した人の ID が、止められていません。"),
        RuleKey::Backup321 => format!("足りないもの：{}。", backup_lacks(fact)),
        RuleKey::MediumLost => "紛失と記録されています。".to_owned(),
        RuleKey::PathUnrestricted => "どこからでも接続できるか、制限の有無が分かりません。".to_owned(),
        RuleKey::PathPasswordOnly => format!("認証方法は「{fact}」です。"),
        RuleKey::DualHomed => format!("{fact} の両方につながっています。"),
        RuleKey::NoticeUndecided => match fact.as_str() {
            "not_done" => format!("対応の期限（{due}）を過ぎましたが、実施日がありません。"),
            "no_due" => "「対応」としましたが、期限も実施日もありません。".to_owned(),
            "put_off" => "「保留」のままです。".to_owned(),
            _ => "判断（対応・影響なし・保留）がまだです。".to_owned(),
        },
        RuleKey::SupportEndsShortly => format!("{fact} のサポートは {due} に終了します。"),
        RuleKey::RestoreUnconfirmed if fact.is_empty() => "戻せることを、まだ一度も確かめていません。".to_owned(),
        RuleKey::RestoreUnconfirmed => format!("戻せることを最後に確かめてから {fact} 日たちました。"),
        RuleKey::NoDisclosure => "契約している事業者ですが、開示書の記録がありません。".to_owned(),
        RuleKey::DisclosureWaiting if fact.is_empty() => "まだ依頼していません。".to_owned(),
        RuleKey::DisclosureWaiting => format!("依頼から {fact} 日たちましたが、届いていません。"),
        RuleKey::ContactWithoutNumber => "電話番号がありません。".to_owned(),
        RuleKey::AdminOneFactor => format!("管理者の ID です。{due} までに二要素認証が求められています。"),
        RuleKey::AccountShared => "2 人以上で使っているため、誰が操作したか分かりません。".to_owned(),
        RuleKey::AccountUnseen if fact.is_empty() => "今も必要か、まだ一度も確かめていません。".to_owned(),
        RuleKey::AccountUnseen => format!("最後の確認から {fact} 日たちました。"),
        RuleKey::MediumUnencrypted => "拾った人が中を読めるおそれがあります。".to_owned(),
        RuleKey::MediumOutLong => format!("{fact} さんの持ち出しが、{due} を過ぎても返っていません。"),
        RuleKey::PermitExpired if due.is_empty() => "許可の期限がありません。".to_owned(),
        RuleKey::PermitExpired => format!("許可の期限（{due}）を過ぎました。"),
        RuleKey::LicenceOver if due.is_empty() => format!("使っている数が許諾数を超えています（{fact}）。"),
        RuleKey::LicenceOver => format!("使える期限は {due} です。"),
        RuleKey::OutsideNetworks => format!("{fact} は、登録した網の範囲にありません。"),
        RuleKey::RequiredBlank => format!("「{fact}」が未記入です。"),
        RuleKey::UnknownOverdue => format!("「{fact}」の確認期限（{due}）を過ぎました。"),
        RuleKey::PathUnconfirmed if fact.is_empty() => "まだ一度も確認していません。".to_owned(),
        RuleKey::PathUnconfirmed => format!("最後の確認から {fact} 日たちました。"),
        RuleKey::PathSharedId => "誰が接続したのか分かりません。".to_owned(),
        RuleKey::PathTerminalUnknown => "接続してくる端末の安全状態が分かりません。".to_owned(),
        RuleKey::PatchOld if fact.is_empty() => "パッチ最終適用日が分かりません。".to_owned(),
        RuleKey::PatchOld => format!("パッチの最後の適用から {fact} 日たちました。"),
        RuleKey::FirmwareOld if fact.is_empty() => "ファームウェアの確認日が分かりません。".to_owned(),
        RuleKey::FirmwareOld => format!("ファームウェアの最後の確認から {fact} 日たちました。"),
        RuleKey::RemoteMismatch if fact == "path" => {
            "リモート保守「無」ですが、この機器への経路が登録されています。".to_owned()
        }
        RuleKey::RemoteMismatch if fact == "loose" => {
            "リモート保守「有」ですが、経路の「対象機器」の書き方では、この機器とつながりません。".to_owned()
        }
        RuleKey::RemoteMismatch => "リモート保守「有」ですが、経路が登録されていません。".to_owned(),
        RuleKey::ServerWithoutDuty => format!("「{fact}」が決まっていません。"),
        RuleKey::DuplicateValue => format!("「{fact}」がほかの機器と同じです。"),
        RuleKey::SupportEndsSoon => format!("{fact} のサポートは {due} に終了します。"),
        RuleKey::MobilePath if fact == "device" => "院内の回線を通らずに外とつながる機器です。".to_owned(),
        RuleKey::MobilePath => "院内の回線を通らない経路です。".to_owned(),
        RuleKey::TermsUnchecked if fact.is_empty() => "規約の確認日が分かりません。".to_owned(),
        RuleKey::TermsUnchecked => format!("規約の最後の確認から {fact} 日たちました。"),
        RuleKey::TermOver => format!("期限は {due} です。"),
        RuleKey::ReviewOld if fact.is_empty() => "経営層の確認日がありません。".to_owned(),
        RuleKey::ReviewOld => format!("経営層の最後の確認（または台帳の作成）から {fact} 日たちました。"),
        RuleKey::DocumentPastReview => format!("見直しの日（{due}）を過ぎました。"),
        RuleKey::DisclosureUnexplained => format!("理由の書かれていない答えが {fact} 件あります。"),
        RuleKey::EvidenceMissing => "あると書いてありますが、ファイルが付いていません。".to_owned(),
        RuleKey::SupportUnknown => {
            format!("{fact} の{}を書くと、サポート終了日が分かります。", version_word(fact))
        }
        RuleKey::Unreadable => format!("「{fact}」は読み取れません。"),
    }
}

/// What tells the version of a product: a year, a half of a year or a number.
fn version_word(product: &str) -> &'static str {
    let has = |word| product.contains(word);
    if has("LTSC") {
        "年（LTSC 2021 など）"
    } else if has("IoT") {
        "エディションと年（IoT Enterprise LTSC 2021 など）"
    } else if has("Server") || has("Office") || has("Exchange") || has("SharePoint") {
        "年（2022 など）"
    } else if product.starts_with("Windows 1") {
        "版（24H2 など）"
    } else if has("Windows") {
        "版（11 24H2 など）"
    } else {
        "版の番号"
    }
}

/// What a backup lacks, by the words of the rule.
fn backup_lacks(fact: &str) -> String {
    let word = |key| match key {
        "copies" => "控えの数（2 つ以上）",
        "media" => "別の媒体",
        "offsite" => "離れた場所の控え",
        _ => "書き換えられない控え",
    };
    fact.split(',').map(word).collect::<Vec<_>>().join("、")
}

/// The one thing to do.
pub const fn advice(rule: RuleKey) -> &'static str {
    match rule {
        RuleKey::SupportEnded => "更新か入れ替えの予定を決め、説明に書いてください。",
        RuleKey::DeviceLost => "中の情報と届け出の要否を確かめ、記録してください。",
        RuleKey::IncidentReportDue => "個人情報保護委員会の報告窓口に届け出て、日付を書いてください。",
        RuleKey::VendorLate => "事業者に催促し、新しい期限を「事業者への確認」に書いてください。",
        RuleKey::AccountLeft => "今日、ID を止めるか消すかして、状態と日付を書いてください。",
        RuleKey::Backup321 => "切り離せるディスクや離れた場所の控えを、事業者に相談してください。",
        RuleKey::MediumLost => "中の情報と届け出の要否を確かめ、記録してください。",
        RuleKey::PathUnrestricted => "事業者に、接続元を決めた場所に限れるか尋ねてください。",
        RuleKey::PathPasswordOnly => "事業者に、二要素認証にできるか尋ねてください。",
        RuleKey::DualHomed => "片方の線を外せるか、事業者に相談してください。",
        RuleKey::NoticeUndecided => "該当する機器があるか確かめ、判断と期限を書いてください。",
        RuleKey::RestoreUnconfirmed => "1 つでも実際に戻してみて、日付を書いてください。",
        RuleKey::NoDisclosure => "事業者に MDS か SDS を依頼し、開示書の一覧に書いてください。",
        RuleKey::DisclosureWaiting => "事業者に依頼するか、催促してください。",
        RuleKey::ContactWithoutNumber => "番号を調べて書いてください。",
        RuleKey::AdminOneFactor => "事業者に、二要素認証にする予定を尋ねてください。",
        RuleKey::AccountShared => "1 人に 1 つの ID にできるか、事業者に尋ねてください。",
        RuleKey::AccountUnseen => "使っている人と権限を確かめ、日付を書いてください。",
        RuleKey::MediumUnencrypted => "暗号化できる媒体に替えるか、使うのをやめてください。",
        RuleKey::MediumOutLong => "持ち出した人に尋ね、返却日を書いてください。",
        RuleKey::PermitExpired => "続けて使うかを決め、期限か状態を書き直してください。",
        RuleKey::LicenceOver => "更新するか、使う数を減らすかを決めてください。",
        RuleKey::OutsideNetworks => "アドレスか、院内ネットワークの範囲を直してください。",
        RuleKey::RequiredBlank => "書くか、分からなければ「不明」と確認期限を付けてください。",
        RuleKey::UnknownOverdue => "確かめて書くか、期限を決め直してください。",
        RuleKey::PathUnconfirmed => "事業者に今も使っているか確かめ、最終確認日を書いてください。",
        RuleKey::PathSharedId => "事業者に、ID を個人毎にできるか尋ねてください。",
        RuleKey::PathTerminalUnknown => "事業者に、端末の更新とウイルス対策の状況を尋ねてください。",
        RuleKey::PatchOld | RuleKey::FirmwareOld => "更新の状況を確かめ、日付を書いてください。",
        RuleKey::RemoteMismatch => {
            "機器か経路のどちらかを正しく直してください。経路の「対象機器」は管理番号で書くと確実です。"
        }
        RuleKey::ServerWithoutDuty => "契約書を見て、誰が更新するかを書いてください。",
        RuleKey::DuplicateValue => "どちらが正しいか確かめて直してください。",
        RuleKey::SupportEndsSoon | RuleKey::SupportEndsShortly => "更新か入れ替えの予定を立ててください。",
        RuleKey::MobilePath => "使う時だけつなぐなど、事業者との取り決めを確かめてください。",
        RuleKey::TermsUnchecked => "規約の変更がないか確かめ、日付を書いてください。",
        RuleKey::TermOver => "延長か入れ替えを決めてください。",
        RuleKey::ReviewOld => "「経営層の確認」で報告を見てもらい、記録してください。",
        RuleKey::DocumentPastReview => "見直して、次の日を決めてください。",
        RuleKey::DisclosureUnexplained => "開示書の備考や事業者の説明から、理由を書き写してください。",
        RuleKey::EvidenceMissing => "ファイルを根拠資料に付けるか、原本の場所を書いてください。",
        RuleKey::SupportUnknown => "Windows は「設定→システム→バージョン情報」で、ほかは事業者に確かめてください。",
        RuleKey::Unreadable => "書き方を直してください。",
    }
}

/// The button that makes the one change that helps.
pub const MEND: &str = "対象機器を管理番号に直す";

/// What the button changes.
pub fn mend(mend: &Mend) -> String {
    format!("経路の対象機器「{}」を「{}」に直します。", mend.was, mend.now)
}

//! Wording of findings: what it is, why it matters, what to do. The ministry's words where there are some; the
//! advice is ours.

use super::ui::day;
use crate::core::rules::{Finding, RuleKey, Severity};

pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Serious => "すぐ対応",
        Severity::Warning => "要確認",
        Severity::Hint => "お知らせ",
    }
}

/// What kind of finding it is, for headings and counts.
pub const fn title(rule: RuleKey) -> &'static str {
    match rule {
        RuleKey::SupportEnded => "サポートが終了した OS・ソフトウェア",
        RuleKey::DeviceLost => "紛失した機器",
        RuleKey::PathUnrestricted => "接続元を制限していないリモート保守",
        RuleKey::PathPasswordOnly => "パスワードだけのリモート保守",
        RuleKey::DualHomed => "2 つのネットワークにつながる機器（2枚挿し）",
        RuleKey::RequiredBlank => "必須の項目が未記入",
        RuleKey::UnknownOverdue => "確認期限を過ぎた「不明」",
        RuleKey::PathUnconfirmed => "1 年以上確認していないリモート保守",
        RuleKey::PathSharedId => "ID を共用しているリモート保守",
        RuleKey::PathTerminalUnknown => "保守する端末の安全を確認していない",
        RuleKey::PatchOld => "更新を 3 か月以上確認していない",
        RuleKey::FirmwareOld => "ファームウェアを 3 か月以上確認していない",
        RuleKey::RemoteMismatch => "リモート保守の有無と経路が合わない",
        RuleKey::ServerWithoutDuty => "更新の責任が決まっていないサーバ",
        RuleKey::DuplicateValue => "同じ値の機器がある",
        RuleKey::SupportEndsSoon => "1 年以内にサポートが終わる",
        RuleKey::MobilePath => "モバイル回線による保守",
        RuleKey::TermsUnchecked => "規約を 1 年以上確認していないクラウド",
        RuleKey::TermOver => "保証・リースの期限",
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
        RuleKey::PathUnrestricted => "どこからでも接続できるか、制限の有無が分かりません。".to_owned(),
        RuleKey::PathPasswordOnly => format!("認証方法は「{fact}」です。"),
        RuleKey::DualHomed => format!("{fact} の両方につながっています。"),
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
        RuleKey::RemoteMismatch => "リモート保守「有」ですが、経路が登録されていません。".to_owned(),
        RuleKey::ServerWithoutDuty => format!("「{fact}」が決まっていません。"),
        RuleKey::DuplicateValue => format!("「{fact}」がほかの機器と同じです。"),
        RuleKey::SupportEndsSoon => format!("{fact} のサポートは {due} に終了します。"),
        RuleKey::MobilePath => "院内の回線を通らない経路です。".to_owned(),
        RuleKey::TermsUnchecked if fact.is_empty() => "規約の確認日が分かりません。".to_owned(),
        RuleKey::TermsUnchecked => format!("規約の最後の確認から {fact} 日たちました。"),
        RuleKey::TermOver => format!("期限は {due} です。"),
        RuleKey::SupportUnknown => format!("{fact} の版（22H2 など）を書くと、サポート終了日が分かります。"),
        RuleKey::Unreadable => format!("「{fact}」は読み取れません。"),
    }
}

/// The one thing to do.
pub const fn advice(rule: RuleKey) -> &'static str {
    match rule {
        RuleKey::SupportEnded => "更新か入れ替えの予定を決め、説明に書いてください。",
        RuleKey::DeviceLost => "中の情報と届け出の要否を確かめ、記録してください。",
        RuleKey::PathUnrestricted => "事業者に、接続元を決めた場所に限れるか尋ねてください。",
        RuleKey::PathPasswordOnly => "事業者に、二要素認証にできるか尋ねてください。",
        RuleKey::DualHomed => "片方の線を外せるか、事業者に相談してください。",
        RuleKey::RequiredBlank => "書くか、分からなければ「不明」と確認期限を付けてください。",
        RuleKey::UnknownOverdue => "確かめて書くか、期限を決め直してください。",
        RuleKey::PathUnconfirmed => "事業者に今も使っているか確かめ、最終確認日を書いてください。",
        RuleKey::PathSharedId => "事業者に、ID を個人毎にできるか尋ねてください。",
        RuleKey::PathTerminalUnknown => "事業者に、端末の更新とウイルス対策の状況を尋ねてください。",
        RuleKey::PatchOld | RuleKey::FirmwareOld => "更新の状況を確かめ、日付を書いてください。",
        RuleKey::RemoteMismatch => "機器か経路のどちらかを正しく直してください。",
        RuleKey::ServerWithoutDuty => "契約書を見て、誰が更新するかを書いてください。",
        RuleKey::DuplicateValue => "どちらが正しいか確かめて直してください。",
        RuleKey::SupportEndsSoon => "更新か入れ替えの予定を立ててください。",
        RuleKey::MobilePath => "使う時だけつなぐなど、事業者との取り決めを確かめてください。",
        RuleKey::TermsUnchecked => "規約の変更がないか確かめ、日付を書いてください。",
        RuleKey::TermOver => "延長か入れ替えを決めてください。",
        RuleKey::SupportUnknown => "「設定→システム→バージョン情報」で確かめてください。",
        RuleKey::Unreadable => "書き方を直してください。",
    }
}

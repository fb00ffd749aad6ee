//! Wording around opening a ledger: whose name goes into it, who has it, what was left unsaved, when no window opens.

use super::Notice;
use crate::core::lock::LookOnly;

/// Who has a ledger open, on which computer.
pub fn holder(actor: &str, computer: Option<&str>) -> String {
    let actor = super::ui::who(actor);
    match computer {
        Some(computer) => format!("{actor}・{computer}"),
        None => actor.to_owned(),
    }
}
/// While a ledger is read.
pub fn opening(path: &str) -> String {
    format!("台帳を開いています…　{path}")
}
/// Why nothing can be written.
pub fn look_only(reason: &LookOnly) -> String {
    match reason {
        LookOnly::HeldBy(Some(holder)) => format!(
            "閲覧のみです。この台帳は、ほかの窓かパソコンで開かれています（{}、{} から）。",
            holder.who, holder.since
        ),
        LookOnly::HeldBy(None) => "閲覧のみです。この台帳は、ほかの窓かパソコンで開かれています。".to_owned(),
        LookOnly::NotWritable => "閲覧のみです。このファイルのある場所には書き込めません。".to_owned(),
    }
}
/// A change was asked for while nothing can be written.
pub fn cannot_write(reason: &LookOnly) -> Notice {
    Notice {
        what: look_only(reason),
        safe: "台帳は変わっていません。".to_owned(),
        todo: match reason {
            LookOnly::HeldBy(_) => "ほかの窓を閉じてから「開き直す」を押してください。".to_owned(),
            LookOnly::NotWritable => "「ドキュメント」など書き込める場所に写してから、開いてください。".to_owned(),
        },
    }
}
pub const UNSAVED: &str = "書きかけの入力が残っています";
pub const UNSAVED_LEAD: &str =
    "前回、保存する前に終わりました。台帳は無事です。続きとして書き込むか、捨てるかを選んでください。";
pub const WRITE_UNSAVED: &str = "書き込む";
pub const DROP_UNSAVED: &str = "捨てる";
/// 機器「001」のコンピュータ名
pub fn place_of(register: &str, row: &str, column: &str) -> String {
    format!("{register}「{row}」の{column}")
}
pub const OPEN_AGAIN: &str = "開き直す";
pub const OPEN_AGAIN_HELP: &str = "最新の内容を読み直します。ほかで閉じられていれば、書き込めるようになります。";

pub const RENDERER: &str = "窓を開けませんでした。";
pub const RENDERER_TODO: &str =
    "画面のある環境か、別の描き方（--renderer software）で動かすか、kikidaicho --help の命令を使ってください。";
pub const RENDERER_SAFE: &str = "台帳の内容は変わっていません。";

pub const ACTOR: &str = "あなたのお名前";
pub const ACTOR_LEAD: &str = "誰が書いたかとして履歴に残り、機器台帳の「最終更新者」や依頼文の「担当」に入ります。";
pub const ACTOR_SET: &str = "この名前にする";
pub fn written_by(actor: Option<&str>) -> String {
    match actor {
        Some(actor) => format!("書く人：{actor}"),
        None => "書く人のお名前を入れる".to_owned(),
    }
}

//! Failures of writing sheets, in words.

use super::Notice;
use crate::core::export::ExportError;

/// What happened, whether the data is safe, the one thing to do.
pub fn notice(error: &ExportError) -> Notice {
    let (what, todo) = match error {
        ExportError::TextTooLong { sheet, column, row, .. } => (
            format!("「{sheet}」の「{column}」{row} 行目の文が長すぎて、Excel の 1 つの欄に入りません。"),
            "その欄の文を短くしてから、もう一度書き出してください。",
        ),
        ExportError::TooLarge { sheet, rows, columns } => (
            format!("「{sheet}」は {rows} 行 {columns} 列あり、Excel の 1 枚に入りません。"),
            "使わなくなった行を外してから、もう一度書き出してください。",
        ),
        ExportError::NoVendor(vendor) => (
            format!("台帳に「{vendor}」の機器、サービス、経路がありません。"),
            "事業者の一覧で名前を確かめるか、機器や経路の「事業者」にその名前を書いてください。",
        ),
        ExportError::OnlyXlsx => (
            "受け渡し表は Excel ファイル（.xlsx）でだけ作れます。".to_owned(),
            "末尾を .xlsx にしてから、もう一度書き出してください。",
        ),
        ExportError::Write(detail) => (
            format!("Excel ファイルを作れませんでした（{detail}）。"),
            "もう一度行ってください。続くときは再起動してください。",
        ),
    };
    Notice {
        what,
        safe: "台帳は変わっていません。ファイルは作っていません。".to_owned(),
        todo: todo.to_owned(),
    }
}

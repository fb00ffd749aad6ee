//! The short way round for somebody who opens the sample for the first time.

pub const TITLE: &str = "案内";
pub const BEGIN: &str = "案内を見る";
pub const NEXT: &str = "次へ";
pub const BACK: &str = "前へ";
pub const LEAVE: &str = "案内を終える";

/// A stop of the way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Home,
    Devices,
    Import,
    Answering,
    Vendors,
    Readiness,
    History,
}

impl Stop {
    pub const ALL: [Self; 7] = [
        Self::Home,
        Self::Devices,
        Self::Import,
        Self::Answering,
        Self::Vendors,
        Self::Readiness,
        Self::History,
    ];

    pub const fn text(self) -> &'static str {
        match self {
            Self::Home => {
                "ここがホームです。台帳の内容から分かる「今日やること」が、大事な順に並びます。困ったら、まずここを見てください。"
            }
            Self::Devices => {
                "機器の一覧です。セルを選んでそのまま打てば書けて、自動で保存されます。右側には、選んだ機器のすべての項目と履歴が出ます。"
            }
            Self::Import => {
                "お手元の Excel は、ここに落とすだけで読めます。何が変わるかを見てから書き込むので、試しても台帳は変わりません。"
            }
            Self::Answering => {
                "厚生労働省のチェックリストに、ここで答えます。項目ごとに、台帳から分かることと、やさしい説明が並びます。"
            }
            Self::Vendors => {
                "事業者ごとに確認用の Excel を作って送り、戻ったファイルを取り込みます。返事がどこで止まっているかが分かります。"
            }
            Self::Readiness => {
                "立入検査で何を指摘されるかを、手引きに沿って先に確かめられます。ここが 0 件になれば準備完了です。"
            }
            Self::History => {
                "すべての操作が残ります。間違えても、いつでもここから取り消せます。安心して触ってください。案内はこれで終わりです。"
            }
        }
    }
}

pub fn step(at: usize, of: usize) -> String {
    format!("{TITLE}（{at}／{of}）")
}

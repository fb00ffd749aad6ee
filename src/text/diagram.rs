//! Words of the network picture and of the chart of contacts.

use super::Notice;
use crate::core::diagram::{ContactWords, Words};

pub const WORDS: Words = Words {
    internet: "インターネット",
    no_address: "アドレスの書かれていない機器",
    dual: "2枚挿し",
    legend_path: "リモート保守（事業者から）",
    legend_internet: "インターネットへの出口",
    legend_joins: "網をつなぐ機器",
    legend_dual: "2 つの網につながる機器（2枚挿し）",
    legend_vendor: "事業者",
    legend_cloud: "クラウドサービス",
    legend_network_device: "ネットワーク機器",
    legend_server: "サーバ",
    legend_serious: "すぐ対応することがある",
    legend_warning: "要確認のことがある",
};

pub const AUTOMATIC: &str = "並びを自動に戻す";

pub fn title(facility: &str) -> String {
    format!("{facility} ネットワーク構成図")
}

/// There are more boxes than a picture of pixels should hold.
pub fn too_large() -> Notice {
    Notice {
        what: "図が大きすぎて、PNG の画像にできません。".to_owned(),
        safe: "台帳は変わっていません。ファイルは作っていません。".to_owned(),
        todo: "名前の末尾を .svg にして書き出してください。".to_owned(),
    }
}

pub const CONTACT_WORDS: ContactWords = ContactWords {
    phone: "電話",
    off_hours: "時間外",
    inside: "院内の連絡",
    nobody: "院内の人がまだ書かれていません",
    legend_inside: "院内の報告（下から上へ）",
    legend_outside: "院外への連絡",
};

pub fn contacts_title(facility: &str) -> String {
    format!("{facility} 連絡体制図")
}
pub const NOTHING_TO_DRAW: &str =
    "まだ描くものがありません。「機器」「リモート保守経路」「クラウドサービス」に行を書くと、ここに図ができます。";
pub const OPEN_DEVICES: &str = "「機器」を開く";

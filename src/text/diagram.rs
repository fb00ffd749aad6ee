//! Words of the network picture.

use crate::core::diagram::Words;

pub const WORDS: Words = Words {
    internet: "インターネット",
    no_address: "アドレスの書かれていない機器",
    dual: "2枚挿し",
    legend_path: "リモート保守（事業者から）",
    legend_internet: "インターネットへの出口",
    legend_joins: "網をつなぐ機器",
    legend_dual: "2 つの網につながる機器（2枚挿し）",
};

pub const AUTOMATIC: &str = "並びを自動に戻す";

pub fn title(facility: &str) -> String {
    format!("{facility} ネットワーク構成図")
}

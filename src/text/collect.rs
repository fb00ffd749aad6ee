//! Words around the facts of PCs.

pub const TITLE: &str = "PC の情報を集める";
pub const LEAD: &str =
    "コンピュータ名、OS、IP アドレス、入っているソフトなどを、この PC から読み取ります。ネットワークは使いません。";
pub const HERE: &str = "この PC の情報を読み取る";
pub const FOLDER: &str = "集めたフォルダを選ぶ";
pub const START_LEAD: &str = "この PC のコンピュータ名、OS、IP アドレスなどを、小さなファイルに書き出します。このアプリを USB メモリに入れて院内の PC を回り、あとで台帳の「取り込む」にまとめて落とします。";
pub const COLLECT: &str = "この PC の情報を書き出す";
pub const TO: &str = "書き出すフォルダ";
pub const DEFAULT_FOLDER: &str = "PCの情報";

pub fn left_out(count: usize) -> String {
    format!("使わなかったファイル {count} 件")
}
pub fn older(name: &str) -> String {
    format!("{name}：同じ PC の、もっと新しい情報がほかにあります")
}
pub fn not_read(name: &str) -> String {
    format!("{name}：PC の情報として読めません")
}
/// What the command line says of the file that it wrote.
pub fn collected(path: &str, name: &str, programs: usize) -> String {
    format!("{name} の情報を書き出しました（ソフトウェア {programs} 件）：{path}")
}

//! Wording of the command line.

use crate::core::model::OperationKind;
use crate::core::stocktake::Outcome;

pub const HELP: &str = "\
機器台帳 (kikidaicho)

使い方:
  kikidaicho                                    窓を開きます
  kikidaicho 台帳.daicho [--renderer 方式]      その台帳の窓を開きます（描き方 glow, wgpu, software。省くと自動）
  kikidaicho new 台帳 --facility 名称           新しい台帳を作ります
  kikidaicho list 台帳 一覧 [--json] [--as-of 日時]
  kikidaicho add 台帳 一覧 項目=値 ...          1行加えます
  kikidaicho set 台帳 行 項目=値 ...            1行の項目を変えます（行は管理番号か名前か記録ID）
  kikidaicho remove 台帳 行 ...                 行を外します（履歴に残ります）
  kikidaicho starter 台帳 一覧                  連絡先や規程の、よくある行をまとめて入れます
  kikidaicho import 台帳 ファイル [--dry-run] [--json]   Excel や CSV を取り込みます（--dry-run は計画だけ）
                                                （--password パスワード：パスワード付きのブック。どこにも残しません）
                                                （--header [シート!]行、--as [シート!]一覧、--map [シート!]列=項目：見出しの行、一覧、
                                                  列の読み方を決めて読む。列は C のような文字か見出し、項目は「その他」「取り込まない」も可。
                                                  --remember 名前：この読み方を覚える。--no-profiles：覚えた読み方を使わない）
                                                （--split [シート!]行：「4台」のようにまとめた行を 1 台ずつの行に分ける。--split all：すべて）
                                                （--keep 項目：その項目は台帳の値を残す。--take 項目：ファイルの値にする（何も言わなければこちら））
  kikidaicho import 台帳 フォルダ [--dry-run] [--json]   collect で集めた PC の情報を、まとめて取り込みます
  kikidaicho collect --out フォルダ             この PC の名前、OS、IP アドレス、ソフトなどを 1 つのファイルに書き出します（台帳は要りません）
  kikidaicho merge 台帳 ほかの台帳 [--dry-run] [--json]   同じ台帳の写しで別々に変えたところを、1つにまとめます
                                                （--conflicts ours|theirs：両方が変えたところの値。--take 行=項目、--keep 行=項目 で1つずつ。
                                                  何も選ばなければ自院の値を残します。受け渡し表の取り込みでも同じ）
  kikidaicho export 台帳 --sheet handover --vendor 事業者 --out ファイル.xlsx   事業者に確かめてもらう受け渡し表
  kikidaicho export 台帳 --sheet official|cloud|remote|contacts|stocktake|workbook --out ファイル.xlsx（または .csv）
  kikidaicho history 台帳 [--json]              操作の履歴
  kikidaicho undo 台帳 [番号]                   操作を元に戻します（省くと最後の操作）
  kikidaicho redo 台帳                          元に戻した操作をやり直します
  kikidaicho findings 台帳 [--json] [--lifecycle 一覧.csv]   台帳から分かる、気になるところ
  kikidaicho form inspect ファイル.xlsx [--json]   公式の様式（チェックリストなど）の項目と欄を見つけます
  kikidaicho form read ファイル.xlsx [--json]   様式に書かれた回答と日付を読みます
  kikidaicho form fill 台帳 様式.xlsx --out 記入済み.xlsx [--vendor 名前]   台帳の回答を様式の写しに書き込みます
  kikidaicho checklist take 台帳 様式.xlsx [--vendor 名前] [--dry-run] [--json]   様式から版と回答を取り込みます
                                                （様式の代わりに、checklist edition で書き出した版も取り込めます）
  kikidaicho checklist edition 台帳 [--year R8] [--sheet medical] --out 版.toml   覚えた版を、ほかの施設に渡すファイルにします（回答は入りません）
  kikidaicho checklist begin 台帳 [--year R8]    様式がまだない年度を、前の年度の項目で始めます（様式を取り込むと置き換わり、回答は残ります）
  kikidaicho checklist status 台帳 [--year R7] [--sheet medical] [--vendor 名前] [--json]   項目ごとの回答と、台帳から分かること
  kikidaicho readiness 台帳 [--year R7] [--json]   立入検査で何を指摘されるか
  kikidaicho accept 台帳 指摘 行 --reason 理由 --until 日付   指摘を了承します（指摘は findings --json の rule。期限の後でまた出ます）
  kikidaicho evidence add 台帳 ファイル [--row 行] [--note 説明]   契約書や写真などを台帳の中にしまいます（50 MB まで）
  kikidaicho evidence list 台帳 [--row 行] [--json]
  kikidaicho evidence export 台帳 --out フォルダ [--row 行]   しまったファイルを取り出します
  kikidaicho stocktake start 台帳 [--target device|account|medium] [--place 場所] [--name 名前]   棚卸を始めます
  kikidaicho stocktake scan 台帳 番号 ... [--place いまの場所]（または --in 番号の一覧.txt/.xlsx）
  kikidaicho stocktake mark 台帳 番号 found|missing|open
  kikidaicho stocktake labels 台帳 [番号 ...] [--target device|account|medium] [--place 場所] --out 札.html   QR の札（A4 に 24 枚）
  kikidaicho stocktake report|finish 台帳 [--json]
  kikidaicho stocktake plan 台帳 [--apply] [--json]   棚卸から台帳への変更案（--apply で、確かなものを書きます）
  kikidaicho review report 台帳 [--json]         経営層への報告（前回の確認から変わったこと、気になるところ）
  kikidaicho review confirm 台帳 --by 確認者 [--note 指示]   確認を記録し、その時の台帳の控えを残します
  kikidaicho review list|check 台帳             確認の記録／控えが変わっていないかの点検
  kikidaicho diagram 台帳 --out 構成図.svg      ネットワーク構成図（.png も可）
  kikidaicho verify 台帳 [--json]               記録に抜けや書き換えがないか点検します
  kikidaicho fields [--json]                    一覧と項目の説明
  kikidaicho licences                           組み込まれているソフトウェアと、その利用条件

一覧: device 機器 / cloud_service クラウドサービス / remote_path リモート保守経路 / vendor 事業者 / contact 連絡先
      network 院内ネットワーク / medium 可搬媒体 / permit 私物・持込機器 / licence ライセンス / account ID台帳
      backup_plan バックアップ / notice 注意喚起 / disclosure 開示書 / facility 施設の情報 / document 規程
      training 教育訓練 / incident 事故・障害の記録
項目: 名前かキー。ソフトウェアなどの小さな表は software.name のように書き、1 行に 1 つずつです。
値: 「不明」「不明（確認期限 2026-12-31）」「該当なし」も書けます。空にすると空欄に戻ります。
どの命令にも付けられるもの: --actor 名前（誰の操作か）  --now 日時（時刻を決めて動かす。例 2026-11-21T09:00:00+09:00）
終了コード: 0 できた / 1 できなかった（台帳は無事） / 2 書き方の誤り / 3 点検で異常が見つかった
";

pub const BAD_ARGUMENTS: &str = "命令の書き方が違います";
pub const SEE_HELP: &str = "kikidaicho --help で使い方を見られます。";
pub const NOTHING_DONE: &str = "何もしていません。";
pub const NO_CHANGE: &str = "変わるところがないため、何も書いていません。";
pub const NO_PNG: &str = "図が大きすぎて PNG にできません。--out の名前の終わりを .svg にしてください。";
pub const NO_WINDOW: &str = "この版には窓がありません。kikidaicho --help の命令を使ってください。";

pub fn unexpected(argument: &str) -> String {
    format!("{BAD_ARGUMENTS}：{argument}")
}
pub fn missing(what: &str) -> String {
    format!("{BAD_ARGUMENTS}：{what} がありません")
}
pub fn no_register(key: &str) -> String {
    format!("「{key}」という一覧はありません。")
}
pub fn no_column(key: &str) -> String {
    format!("「{key}」という項目はありません。")
}
pub fn no_finding(rule: &str, row: &str) -> String {
    format!("「{row}」に、了承していない指摘「{rule}」はありません。")
}
pub fn round_started(expected: usize) -> String {
    format!("棚卸を始めました。数えるものは {expected} 件です。")
}
pub const fn seen(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Found => "確認",
        Outcome::Elsewhere => "場所違い",
        Outcome::Again => "2 回目",
        Outcome::Unexpected => "台帳にない",
        Outcome::Ambiguous => "同じ番号が複数",
        Outcome::Nothing => "読み取れない",
    }
}
pub fn round_head(name: &str, done: usize, expected: usize) -> String {
    format!("{name}：{expected} 件のうち {done} 件を数えました。")
}
pub fn round_count(key: &str, count: usize) -> String {
    let word = match key {
        "found" => "確認",
        "elsewhere" => "場所違い",
        "missing" => "見当たらない",
        "unexpected" => "台帳にない",
        "open" => "まだ",
        _ => "2 回以上読んだ",
    };
    format!("{word} {count}")
}
pub fn confirmed(code: &str, copy: &str) -> String {
    format!("照合コード {code}　控え {copy}")
}
pub const LEDGER_IS_FINE: &str = "台帳そのものは変わっていません。";
pub const KEEP_THE_COPY: &str = "変わった控えはそのまま残し、いつ誰が変えたかを確かめてください。";
pub fn files_exported(count: usize, folder: &str) -> String {
    format!("{count} 個のファイルを取り出しました：{folder}")
}
pub fn no_starter(label: &str) -> String {
    format!("「{label}」には、ひな形の行がありません。")
}
pub fn no_row(name: &str) -> String {
    format!("「{name}」という行はありません。")
}
pub fn several_rows(name: &str) -> String {
    format!("「{name}」という行がいくつもあります。記録IDで選んでください。")
}
pub fn created(path: &str) -> String {
    format!("台帳を作りました：{path}")
}
pub fn done(seq: u64) -> String {
    format!("保存しました（操作 {seq}）。")
}
pub fn verified(operations: u64, records: u64) -> String {
    format!("操作 {operations} 件、記録 {records} 件を点検しました。抜け・書き換えはありません。")
}

pub const fn operation(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Create => "台帳作成",
        OperationKind::Add => "追加",
        OperationKind::Edit => "変更",
        OperationKind::Remove => "行を外す",
        OperationKind::Import => "取り込み",
        OperationKind::Merge => "台帳をまとめる",
        OperationKind::Undo => "元に戻す",
        OperationKind::Redo => "やり直し",
    }
}

/// Words of a fiscal year on the command line: 令和8年度.
pub const FISCAL_YEAR: &str = "年度";
pub const REIWA: &str = "令和";

pub const ROW_OR_LIST: &str = "一覧、行または項目";
pub const LEDGER: &str = "台帳";
pub const VALUE: &str = "値";

pub fn no_sheet(key: &str) -> String {
    format!("「{key}」という出力はありません（official、cloud、remote、contacts、stocktake、workbook のどれか）。")
}
pub fn exported(path: &str) -> String {
    format!("書き出しました：{path}")
}

pub const FILE: &str = "ファイル";
pub const SAME_FILE: &str = "--out には、様式とは別のファイルを指定してください";

/// Lines of `form fill`.
pub fn filled(written: usize, path: &str) -> String {
    format!("{written} か所に書き込みました：{path}")
}
pub fn not_filled(cell: &str, name: &str, reason: &str) -> String {
    format!("書いていません　{cell}　{name}：{reason}")
}
pub fn no_row_for(name: &str) -> String {
    format!("様式に行がありません：{name}")
}
/// Lines of `checklist take`.
pub fn take_counts(new: usize, change: usize, same: usize, unclear: usize) -> String {
    format!("新しい {new}　変わる {change}　同じ {same}　要確認 {unclear}")
}
pub const LEARNED: &str = "この版の項目を台帳に覚えます。";
pub const OTHER_YEAR: &str = "今年度の様式ではありません。その年度の回答として取り込みます。";
pub fn stray(cell: &str, text: &str) -> String {
    format!("項目が分からず、取り込まない行　{cell}　{text}")
}
pub fn missing_items(count: usize) -> String {
    format!("様式に見つからない項目 {count} 件")
}
/// What `--split` writes for all rows.
pub const SPLIT_ALL: &str = "all";
pub fn no_set(word: &str) -> String {
    format!("{word} は、台数の分かる行ではありません。行の番号か all を書いてください。")
}
/// What `--map` writes for a column that is kept under its own header, and for one that is left out.
pub const MAP_OWN: &str = "その他";
pub const MAP_OUT: &str = "取り込まない";

pub fn merged(counts: &crate::core::import::MergeCounts) -> String {
    let mut text = format!(
        "相手だけが変えたところ {}（取り込みます）　自院だけが変えたところ {}（残します）　両方が変えたところ {}",
        counts.theirs, counts.ours, counts.conflicts
    );
    if counts.alike > 0 {
        text.push_str(&format!("　両方が同じに変えたところ {}", counts.alike));
    }
    if counts.open > 0 {
        text.push_str(&format!(
            "（うち {} は選んでいないため、自院の値を残します）",
            counts.open
        ));
    }
    text
}
pub fn conflict(name: &str, column: &str, cell: &crate::core::import::MergeCell) -> String {
    use crate::core::import::Side;
    let taken = match cell.choice {
        Some(Side::Theirs) => "相手の値を採る",
        Some(Side::Ours) => "自院の値を残す",
        None => "選んでいない",
    };
    let one_line = |text: &str| text.replace('\n', " / ");
    format!(
        "衝突\t{name}\t{column}\t自院：{}\t相手：{}\t元：{}\t{taken}",
        one_line(&cell.ours),
        one_line(&cell.theirs),
        one_line(&cell.base)
    )
}
pub fn no_conflict(cell: &str) -> String {
    format!("「{cell}」という、両方が変えたところはありません（行=項目 の形で書きます）。")
}
pub fn no_replaced(column: &str) -> String {
    format!("台帳とファイルで違う「{column}」という項目はありません（1 行だけ選ぶときは 行=項目 の形で書きます）。")
}
pub fn counts(counts: &crate::core::import::Counts) -> String {
    format!(
        "追加 {}　変更 {}　変更なし {}　衝突 {}　問題 {}　取り込まない行 {}{}",
        counts.add,
        counts.change,
        counts.unchanged,
        counts.conflict,
        counts.problem,
        counts.not_taken,
        match counts.gone {
            0 => String::new(),
            gone => format!("　なくなった行 {gone}"),
        }
    )
}

//! Labels to stick on things: the number as a QR code and as text, what the thing is and where it stands.
//!
//! Owns: which code stands for a row, the page of labels. Refuses to know: printers, wording (handed in).
//! Invariants: the code is the text that `scan` finds the row by; a page needs nothing from outside.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use super::scan::LONGEST;
use super::{Target, expected, same, text};
use crate::core::entity::escaped;
use crate::core::model::{Record, Snapshot};

/// Blank modules around a code, without which scanners do not see it.
const QUIET: usize = 4;

/// What stands on one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub code: String,
    pub name: String,
    pub place: String,
}

/// Which labels are wanted; what is blank leaves nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelWish {
    pub numbers: Vec<String>,
    pub place: String,
}

/// The labels that were wanted, and how many rows have nothing that a label could say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    pub labels: Vec<Label>,
    pub without: usize,
}

/// The labels of what a round would expect.
pub fn labels(snapshot: &Snapshot, target: Target, wish: &LabelWish) -> Labels {
    let numbers: Vec<String> = wish.numbers.iter().map(|number| same(number)).collect();
    let place = same(&wish.place);
    let mut made = Labels::default();
    for row in expected(snapshot, target) {
        let code = code(row, target);
        let is_wanted = numbers.is_empty() || code.is_some_and(|code| numbers.contains(&same(code)));
        let stands = target.place().map_or("", |key| text(row, key));
        if !is_wanted || !same(stands).contains(&place) {
            continue;
        }
        let Some(code) = code else {
            made.without += 1;
            continue;
        };
        let mut names = target.names().iter().map(|key| text(row, key));
        made.labels.push(Label {
            code: code.to_owned(),
            name: names.find(|name| !name.is_empty()).unwrap_or_default().to_owned(),
            place: stands.to_owned(),
        });
    }
    made
}

/// The number; where there is none, what a round takes for it.
fn code(row: &Record, target: Target) -> Option<&str> {
    let mut codes = std::iter::once(target.number()).chain(target.codes().iter().copied());
    codes
        .find_map(|key| row.entry(key).as_text())
        .filter(|code| code.chars().count() <= LONGEST && !code.contains('\n'))
}

/// A page for any browser to print on A4: 3 beside and 8 below each other, cut along the lines.
pub fn labels_page(labels: &[Label], title: &str) -> String {
    let mut out = String::with_capacity(2_000 + labels.len() * 4_000);
    let title = escaped(title);
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    );
    for page in labels.chunks(24) {
        out.push_str("<section>\n");
        for label in page {
            one(&mut out, label);
        }
        out.push_str("</section>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

const STYLE: &str = "\
@page{size:A4 portrait;margin:0}
*{box-sizing:border-box}
body{margin:0;color:#000;background:#fff;font-family:'BIZ UDPGothic','Yu Gothic','Hiragino Sans','Noto Sans CJK JP',sans-serif}
section{width:210mm;height:296.5mm;padding:8mm 6mm;display:grid;grid-template-columns:repeat(3,66mm);grid-auto-rows:35mm;break-after:page;overflow:hidden}
section:last-child{break-after:auto}
article{display:flex;gap:2mm;align-items:center;padding:2mm;border:.2mm dashed #999;overflow:hidden}
article svg{flex:none;width:26mm;height:26mm}
article div{min-width:0}
b{display:block;font-size:13pt;line-height:1.15;overflow-wrap:anywhere}
b.long{font-size:8pt}
p{margin:1mm 0 0;font-size:8pt;line-height:1.3;overflow-wrap:anywhere;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}
";

fn one(out: &mut String, label: &Label) {
    out.push_str("<article>");
    if let Some((side, modules)) = modules(&label.code) {
        let _ = write!(
            out,
            "<svg viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path d=\""
        );
        for (x, y) in modules {
            let _ = write!(out, "M{x} {y}h1v1h-1z");
        }
        out.push_str("\"/></svg>");
    }
    // Long numbers are written small rather than cut: a person types them where no scanner reads them.
    let class = if label.code.chars().count() > 14 {
        " class=\"long\""
    } else {
        ""
    };
    let _ = write!(out, "<div><b{class}>{}</b>", escaped(&label.code));
    for line in [&label.name, &label.place] {
        if !line.is_empty() {
            let _ = write!(out, "<p>{}</p>", escaped(line));
        }
    }
    out.push_str("</div></article>\n");
}

/// The dark modules of a code and the side of its square, quiet zone and all.
fn modules(code: &str) -> Option<(usize, Vec<(usize, usize)>)> {
    let made = QrCode::with_error_correction_level(code, EcLevel::M).ok()?;
    let width = made.width();
    let colors = made.to_colors();
    let dark = colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark);
    let places = dark.map(|(at, _)| (at % width + QUIET, at / width + QUIET)).collect();
    Some((width + 2 * QUIET, places))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::catalogue::RegisterId;
    use crate::core::ledger::Command;
    use crate::core::model::{Content, LedgerMeta, RecordId};
    use crate::core::parse;
    use crate::core::stocktake::{Outcome, Round, scan, start};

    fn snapshot(rows: &[&[(&str, &str)]]) -> Snapshot {
        let register = RegisterId::DEVICE;
        let rows = rows.iter().enumerate().map(|(at, cells)| {
            let mut content = Content::default();
            parse::put_texts(register, &mut content, cells);
            let id = RecordId::derive(1, at as u32, &[0; 32]);
            Record { id, register, content }
        });
        Snapshot::with_rows(LedgerMeta::default(), rows.collect())
    }

    /// What a scanner reads from a drawn code, eight dots a module.
    fn read(code: &str) -> String {
        let (side, modules) = modules(code).expect("a code");
        let dark: std::collections::HashSet<(usize, usize)> = modules.into_iter().collect();
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * 8, side * 8, |x, y| {
            if dark.contains(&(x / 8, y / 8)) { 0 } else { 255 }
        });
        let grids = image.detect_grids();
        grids[0].decode().expect("readable").1
    }

    #[test]
    fn what_a_label_says_is_found_by_the_scan() {
        let before = snapshot(&[
            &[("management_no", "001"), ("name", "受付"), ("place", "1階 受付")],
            &[("management_no", "検査-２＜A＞"), ("model", "X-1")],
            &[("serial_no", "SN/0001&2"), ("name", "番号なし")],
            &[("name", "札にできない")],
            &[("management_no", "009"), ("status", "廃棄")],
        ]);
        let made = labels(&before, Target::Devices, &LabelWish::default());
        let codes: Vec<&str> = made.labels.iter().map(|label| label.code.as_str()).collect();
        assert_eq!(codes, ["001", "検査-２＜A＞", "SN/0001&2"]);
        assert_eq!(made.without, 1);
        // A round over the same rows, with its items as the door would write them.
        let today = "2026-11-21".parse().expect("a day");
        let Some(Command::Apply(batch)) = start(&before, Target::Devices, None, "", today, "架空花子") else {
            panic!("a batch");
        };
        let rows = batch.rows.into_iter().enumerate().map(|(at, row)| Record {
            id: RecordId::derive(2, at as u32, &[0; 32]),
            register: row.register,
            content: row.content.expect("a row"),
        });
        let counting = Snapshot::with_rows(LedgerMeta::default(), rows.collect());
        let round = Round::open(&counting).expect("a round");
        let now = chrono::DateTime::UNIX_EPOCH;
        for code in codes {
            assert_eq!(read(code), code);
            let seen = scan(&counting, &round, &read(code), None, now);
            assert_eq!(seen.outcome, Outcome::Found, "{code}");
        }
    }

    #[test]
    fn only_what_was_wanted_and_nothing_of_a_text_becomes_markup() {
        let snapshot = snapshot(&[
            &[("management_no", "001"), ("place", "受付")],
            &[
                ("management_no", "002"),
                ("place", "診察室"),
                ("name", "<script>1</script>"),
            ],
        ]);
        let of = |numbers: &[&str], place: &str| {
            let wish = LabelWish {
                numbers: numbers.iter().map(|number| (*number).to_owned()).collect(),
                place: place.to_owned(),
            };
            labels(&snapshot, Target::Devices, &wish).labels
        };
        assert_eq!(of(&["００２"], "").len(), 1);
        assert_eq!(of(&[], "診察").len(), 1);
        assert!(of(&["001"], "診察").is_empty());
        let page = labels_page(&of(&[], ""), "札 <1>");
        assert_eq!(page.matches("<article>").count(), 2);
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
        assert_eq!(page.matches("<section>").count(), 1);
        assert!(!page.contains("http"), "nothing from outside");
    }
}

//! The grid as comma separated text that spreadsheets open in the right encoding.
//!
//! Owns: byte order mark, line ends, quoting and the guard against formulas. Blocks and hidden columns stay out.
//! Invariant: a cell that a spreadsheet would take for a formula starts with `'`, which the import takes away.

use super::SheetData;

/// Header and rows of one sheet: UTF-8 with a byte order mark, CRLF.
pub fn write_csv(sheet: &SheetData) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    push_record(&mut out, sheet, |at| &sheet.columns[at].header);
    for row in &sheet.rows {
        push_record(&mut out, sheet, |at| row.get(at).map_or("", String::as_str));
    }
    out.into_bytes()
}

fn push_record<'a>(out: &mut String, sheet: &SheetData, text: impl Fn(usize) -> &'a str) {
    let shown = (0..sheet.columns.len()).filter(|&at| !sheet.columns[at].is_hidden);
    for (nth, at) in shown.enumerate() {
        if nth > 0 {
            out.push(',');
        }
        push_cell(out, text(at));
    }
    out.push_str("\r\n");
}

fn push_cell(out: &mut String, text: &str) {
    let guard = if looks_like_formula(text) { "'" } else { "" };
    if text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
        out.push('"');
        out.push_str(guard);
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(guard);
        out.push_str(text);
    }
}

/// Whether a spreadsheet may run the cell, or the import would take a quote of its own for our guard. Numbers with a
/// sign are harmless.
fn looks_like_formula(text: &str) -> bool {
    let (quoted, text) = match text.trim_start_matches('\'') {
        bare if bare.len() < text.len() => (true, bare),
        _ => (false, text),
    };
    let trimmed = text.trim();
    let starts = text.starts_with(['\t', '\r']) || trimmed.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    starts && (quoted || !is_number(trimmed))
}

fn is_number(text: &str) -> bool {
    // Words such as `-inf` are numbers to Rust only.
    text.bytes()
        .all(|b| matches!(b, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'))
        && text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::export::SheetColumn;

    fn cell(text: &str) -> String {
        let mut out = String::new();
        push_cell(&mut out, text);
        out
    }

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            (" =1+1", "\"' =1+1\""),
            ("+81", "+81"),
            ("-1.5", "-1.5"),
            ("-1+2", "'-1+2"),
            ("-", "'-"),
            ("-inf", "'-inf"),
            ("@x", "'@x"),
            ("＝cmd", "'＝cmd"),
            ("\tx", "'\tx"),
            ("'=1+1", "''=1+1"),
            ("'-1", "''-1"),
            ("'001", "'001"),
            ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
            ("001", "001"),
            ("a\nb", "\"a\nb\""),
        ] {
            assert_eq!(cell(text), written, "{text}");
        }
    }

    #[test]
    fn header_and_rows_without_hidden_columns() {
        let column = |header: &str, is_hidden| SheetColumn {
            header: header.into(),
            is_hidden,
            ..SheetColumn::default()
        };
        let sheet = SheetData {
            columns: vec![column("id", true), column("管理番号", false), column("OS", false)],
            rows: vec![vec!["x".into(), "001".into(), "Win,11".into()]],
            ..SheetData::default()
        };
        assert_eq!(
            write_csv(&sheet),
            "\u{feff}管理番号,OS\r\n001,\"Win,11\"\r\n".as_bytes()
        );
    }
}

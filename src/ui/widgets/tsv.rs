//! Cells on the clipboard, as Excel and LibreOffice write and read them.
//!
//! Tabs between cells, CRLF between lines; a cell with a tab, a line break or a quote stands in quotes, and its
//! quotes are doubled.

/// Cells to clipboard text.
pub fn write(lines: &[Vec<String>]) -> String {
    let mut out = String::new();
    for line in lines {
        for (at, cell) in line.iter().enumerate() {
            if at > 0 {
                out.push('\t');
            }
            if cell.contains(['\t', '\n', '\r', '"']) {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(cell);
            }
        }
        out.push_str("\r\n");
    }
    out
}

/// Clipboard text to cells. One line break at the end is no line of its own.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if quoted {
            match c {
                '"' if rest.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' => quoted = false,
                '\r' if rest.peek() == Some(&'\n') => {}
                c => cell.push(c),
            }
            continue;
        }
        match c {
            '"' if cell.is_empty() => quoted = true,
            '\t' => line.push(std::mem::take(&mut cell)),
            '\r' | '\n' => {
                if c == '\r' {
                    rest.next_if_eq(&'\n');
                }
                line.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut line));
            }
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !line.is_empty() {
        line.push(cell);
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_comes_back() {
        let cells: Vec<Vec<String>> = [
            vec!["001", "受付\nPC", "引用\"符"],
            vec!["", "a\tb", ""],
            vec!["\"だけ", "末", "x"],
        ]
        .map(|line| line.into_iter().map(str::to_owned).collect())
        .to_vec();
        assert_eq!(read(&write(&cells)), cells);
    }

    #[test]
    fn what_excel_and_libreoffice_write_is_read() {
        assert_eq!(read("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]]);
        assert_eq!(read("\"1\n2\"\tx"), [["1\n2", "x"]]);
        assert_eq!(
            read("5\" disk\tb"),
            [["5\" disk", "b"]],
            "a quote inside a cell is a letter"
        );
        assert_eq!(read(""), Vec::<Vec<String>>::new());
        assert_eq!(read("a\n\nb"), [vec!["a"], vec![""], vec!["b"]]);
    }
}

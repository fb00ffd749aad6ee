//! Names of cells and ranges.

use super::{Merge, limits};

/// `B5` or `$B$5` as row and column, both 1-based, inside the grid.
pub(super) fn cell_place(name: &str) -> Option<(u32, u32)> {
    let mut column = 0u32;
    let mut row = 0u32;
    let mut digits = false;
    for b in name.bytes() {
        match b {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if !digits => {
                column = column
                    .checked_mul(26)?
                    .checked_add(u32::from(b.to_ascii_uppercase() - b'A' + 1))?;
            }
            b'0'..=b'9' => {
                digits = true;
                row = row.checked_mul(10)?.checked_add(u32::from(b - b'0'))?;
            }
            _ => return None,
        }
    }
    ((1..=limits::ROWS).contains(&row) && (1..=limits::COLUMNS).contains(&column)).then_some((row, column))
}

/// `A1:C2`, in whatever order its corners stand.
pub(super) fn range(name: &str) -> Option<Merge> {
    let (one, two) = name.trim().split_once(':')?;
    let (one, two) = (cell_place(one)?, cell_place(two)?);
    Some(Merge {
        rows: (one.0.min(two.0), one.0.max(two.0)),
        columns: (one.1.min(two.1) - 1, one.1.max(two.1) - 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_end_where_the_grid_ends() {
        assert_eq!(cell_place("XFD1048576"), Some((1_048_576, 16_384)));
        assert_eq!(cell_place("$A$1"), Some((1, 1)));
        for beyond in [
            "XFE1",
            "A1048577",
            "A0",
            "1",
            "A",
            "",
            "A99999999999",
            "ZZZZZZZZZ1",
            "A1B",
        ] {
            assert_eq!(cell_place(beyond), None, "{beyond}");
        }
        assert_eq!(
            range("C3:A1").map(|found| (found.rows, found.columns)),
            Some(((1, 3), (0, 2)))
        );
    }
}

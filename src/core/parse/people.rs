//! Lists written into one cell: persons, names of records.

/// Splits at 、，, ／ / ・ ; and line breaks, but not inside brackets.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '（' | '(' | '「' | '[' => depth += 1,
            '）' | ')' | '」' | ']' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '､' | '／' | '/' | '・' | '･' | ';' | '；' | '\n' | '\r' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// Persons or groups, each with its bracketed 所属 left on.
pub fn people(text: &str) -> Vec<String> {
    split(text)
}

/// Names of records. A middle dot or slash may belong to a name, so only commas, semicolons and lines separate.
pub fn links(text: &str) -> Vec<String> {
    text.split(['、', '，', ',', '､', ';', '；', '\n', '\r'])
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_hold_together() {
        assert_eq!(
            people("a医師（内科・小児科）、b医師（外科）"),
            ["a医師（内科・小児科）", "b医師（外科）"]
        );
        assert_eq!(people("受付A／受付B\n受付C"), ["受付A", "受付B", "受付C"]);
        assert_eq!(links("SV01、受付のPC1\nMFP"), ["SV01", "受付のPC1", "MFP"]);
        assert!(people("（（、").len() <= 1);
    }
}

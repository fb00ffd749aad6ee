//! Devices that a notice (脆弱性・注意喚起) may be about: their words name its product.
//!
//! Owns: comparing a product and its versions with what devices say of themselves. Refuses to know: whether a device is
//! really affected, which a person decides.
//! Invariant: a version that differs or cannot be compared never takes a device off the list.

use std::collections::HashMap;

use crate::core::catalogue::RegisterId;
use crate::core::catalogue::tokens::{PRODUCT_WORDS, VERSION_BEFORE, VERSION_SINCE, VERSION_TO, VERSION_UNTIL};
use crate::core::lifecycle::{self, List};
use crate::core::model::{Record, RecordId, Snapshot};
use crate::core::parse;
use crate::core::rules;

/// A device that a notice may be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub device: RecordId,
    /// What the device says of itself: `FortiOS 7.2.3`.
    pub says: String,
    /// Its version is among those named, too; otherwise somebody has to look at it.
    pub is_version_named: bool,
}

/// Devices in use whose operating system, software, maker and model, or firmware name the product of a notice; those
/// whose version is named come first.
pub fn candidates(notice: &Record, snapshot: &Snapshot) -> Vec<Candidate> {
    let text = |key: &str| notice.entry(key).as_text().unwrap_or_default();
    let Some(product) = Product::read(text("product"), text("affected")) else {
        return Vec::new();
    };
    let devices = snapshot.rows(RegisterId::DEVICE).iter();
    // Many devices say the same.
    let mut known: HashMap<String, Option<bool>> = HashMap::new();
    let mut fit = |said: String| -> Option<(bool, String)> {
        let fit = known.entry(said.clone()).or_insert_with(|| {
            let is_named = product.is_named_in(&said);
            is_named.then(|| product.names_version_of(&said))
        });
        fit.map(|is_version_named| (is_version_named, said))
    };
    let mut found: Vec<Candidate> = devices
        .filter(|device| !rules::is_over(device))
        .filter_map(|device| {
            let said = claims(device).into_iter().filter_map(&mut fit);
            let (is_version_named, says) = said.max_by_key(|(is_version_named, _)| *is_version_named)?;
            Some(Candidate {
                device: device.id,
                says,
                is_version_named,
            })
        })
        .collect();
    found.sort_by_key(|candidate| !candidate.is_version_named);
    found
}

/// What a device says of itself, each as one text.
fn claims(device: &Record) -> Vec<String> {
    let joined = |keys: &[&str]| {
        let texts = keys.iter().filter_map(|key| device.entry(key).as_text());
        let texts: Vec<&str> = texts.map(str::trim).filter(|text| !text.is_empty()).collect();
        texts.join(" ")
    };
    let mut found = vec![
        joined(&["os", "os_build"]),
        joined(&["maker", "model", "os", "firmware"]),
    ];
    if let Some(child) = device.register.child_index("software") {
        let fields = &device.register.children[child];
        let keys = ["name", "version"].map(|key| fields.field_index(key));
        for software in device.content.child_rows(child) {
            let texts = keys.iter().flatten().filter_map(|at| software.get(*at).as_text());
            found.push(texts.collect::<Vec<_>>().join(" "));
        }
    }
    found.retain(|text| !text.is_empty());
    found
}

/// What a notice is about.
struct Product {
    /// Spellings of the product, each as words that must all be there.
    spellings: Vec<Vec<String>>,
    /// Names of models, which say it by themselves: `rtx830`.
    models: Vec<String>,
    versions: Vec<Span>,
}

/// Versions from one to another; an end that is missing is open.
struct Span {
    from: Option<Version>,
    to: Option<Version>,
    /// The last one is safe already.
    is_before: bool,
}

/// A version as numbers, in one of the ways that versions are counted; those of different ways are not compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Version {
    way: Way,
    numbers: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// `2016`
    Number,
    /// `7.2.8`
    Dotted,
    /// `24h2`
    Half,
}

impl Version {
    fn starts_with(&self, other: &Self) -> bool {
        self.way == other.way && self.numbers.starts_with(&other.numbers)
    }
}

impl Product {
    /// `None` when no word tells a product.
    fn read(product: &str, affected: &str) -> Option<Self> {
        let folded = parse::fold(product);
        let mut spellings = vec![words(&folded)];
        spellings.extend(label(product).map(|label| words(&parse::fold(&label))));
        for spelling in &mut spellings {
            spelling.retain(|word| !PRODUCT_WORDS.contains(&word.as_str()));
        }
        spellings.retain(|spelling| spelling.iter().any(|word| word.chars().any(char::is_alphabetic)));
        let models = pieces(&folded)
            .filter(|piece| is_model(piece))
            .map(str::to_owned)
            .collect();
        (!spellings.is_empty()).then(|| Self {
            spellings,
            models,
            versions: spans(&parse::fold(affected)),
        })
    }

    fn is_named_in(&self, claim: &str) -> bool {
        let folded = parse::fold(claim);
        let mut said = words(&folded);
        said.extend(label(claim).into_iter().flat_map(|label| words(&parse::fold(&label))));
        let says = |word: &String| {
            said.contains(word)
                || !word.is_ascii() && folded.contains(word.as_str())
                || version(word).is_some_and(|wanted| {
                    said.iter()
                        .filter_map(|said| version(said))
                        .any(|said| said.starts_with(&wanted))
                })
        };
        self.spellings.iter().any(|spelling| spelling.iter().all(says))
            || pieces(&folded).any(|piece| self.models.iter().any(|model| model == piece))
    }

    fn names_version_of(&self, claim: &str) -> bool {
        let said = words(&parse::fold(claim));
        let mut said = said.iter().filter_map(|word| version(word));
        said.any(|said| self.versions.iter().any(|span| span.holds(&said)))
    }
}

impl Span {
    fn holds(&self, version: &Version) -> bool {
        let mut ends = self.from.iter().chain(&self.to);
        if ends.any(|end| end.way != version.way) {
            return false;
        }
        let is_from = self.from.as_ref().is_none_or(|from| from <= version);
        let is_to = self.to.as_ref().is_none_or(|to| match self.is_before {
            true => version < to,
            false => version <= to || version.starts_with(to),
        });
        is_from && is_to
    }
}

/// `Windows 11 24H2` of `Win11 Pro 24H2`, as the list of lifecycles calls it.
fn label(text: &str) -> Option<String> {
    let label = lifecycle::support(List::bundled(), text)?.label;
    Some(label.split('(').next().unwrap_or_default().trim().to_owned())
}

/// Runs of letters, digits and dots.
fn pieces(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !(c.is_alphanumeric() || c == '.'))
        .map(|piece| piece.trim_matches('.'))
        .filter(|piece| !piece.is_empty())
}

/// The pieces, with a name and the number that is written to it taken apart: `fortios7.2` is `fortios` and `7.2`.
fn words(folded: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in pieces(folded) {
        match piece.find(|c: char| c.is_ascii_digit()) {
            Some(at) if at > 1 && piece[..at].chars().all(char::is_alphabetic) => {
                found.extend([piece[..at].to_owned(), piece[at..].to_owned()]);
            }
            _ => found.push(piece.to_owned()),
        }
    }
    found
}

/// Whether a piece is the name of a model: letters and digits, and no version such as `24h2`.
fn is_model(piece: &str) -> bool {
    piece.len() >= 4
        && piece.starts_with(|c: char| c.is_ascii_alphabetic())
        && piece.chars().filter(char::is_ascii_digit).count() >= 2
        && !piece.contains('.')
}

/// `7.2.3`, `24h2` or `2016` as numbers.
fn version(word: &str) -> Option<Version> {
    let word = word.trim_start_matches('v');
    let numbers: Option<Vec<u32>> = word.split(['.', 'h']).map(|number| number.parse().ok()).collect();
    let numbers = numbers?;
    let way = match (word.contains('h'), numbers.len()) {
        (true, _) => Way::Half,
        (false, 1) => Way::Number,
        (false, _) => Way::Dotted,
    };
    Some(Version { way, numbers })
}

/// `7.2 から 7.2.8 まで`, `24h2以前`, `9.4.5 未満`, `7.0、7.2`.
fn spans(folded: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut rest = folded;
    let mut is_range = false;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let behind = &rest[at..];
        let end = behind
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == 'h'))
            .unwrap_or(behind.len());
        let (text, after) = behind.split_at(end);
        rest = after;
        let Some(number) = version(text.trim_matches('.')) else {
            is_range = false;
            continue;
        };
        let next = after.trim_start();
        let says = |words: &[&str]| words.iter().any(|word| next.starts_with(&*parse::fold(word)));
        match found.last_mut().filter(|_| is_range) {
            Some(open) => {
                open.to = Some(number);
                open.is_before = says(VERSION_BEFORE);
            }
            None => {
                let is_end = says(VERSION_UNTIL) || says(VERSION_BEFORE);
                found.push(Span {
                    from: (!is_end).then(|| number.clone()),
                    to: (!says(VERSION_SINCE)).then_some(number),
                    is_before: says(VERSION_BEFORE),
                });
            }
        }
        is_range = says(VERSION_TO);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::LedgerMeta;

    #[test]
    fn a_device_is_proposed_by_its_product_and_its_version_is_told() {
        // Product, versions, the device's cell and text: whether it is proposed, and with its version.
        for (product, affected, (key, says), wanted) in [
            (
                "FortiOS",
                "7.2 から 7.2.8 まで",
                ("firmware", "FortiOS 7.2.3"),
                Some(true),
            ),
            (
                "FortiOS",
                "7.2 から 7.2.8 まで",
                ("firmware", "FortiOS 7.2.9"),
                Some(false),
            ),
            (
                "FortiOS",
                "7.2 から 7.2.8 まで",
                ("firmware", "FortiOS7.2.8"),
                Some(true),
            ),
            ("FortiOS", "7.2.9 未満", ("os", "FortiOS 7.2.9"), Some(false)),
            ("FortiOS", "7.2.9より前", ("os", "FortiOS 7.0.1"), Some(true)),
            ("FortiOS", "7.2 以降", ("os", "FortiOS 7.4"), Some(true)),
            ("FortiOS", "", ("os", "FortiOS 7.4"), Some(false)),
            ("FortiOS", "7.2", ("os", "FortiOS"), Some(false)),
            ("ＦｏｒｔｉＯＳ", "", ("os", "fortios"), Some(false)),
            ("Windows 11", "24H2以前", ("os", "Win11 Pro 23H2"), Some(true)),
            ("Microsoft Windows 11", "", ("os", "Win11"), Some(false)),
            ("Win10", "", ("os", "Windows 10 Pro 22H2"), Some(false)),
            ("Windows 11", "", ("os", "Windows 10 Pro 22H2"), None),
            ("Windows Server 2016", "", ("os", "Server2016"), Some(false)),
            ("Windows Server 2016", "", ("os", "Windows Server 2019"), None),
            ("ヤマハ RTX830", "", ("model", "RTX830"), Some(false)),
            ("RTX830", "", ("model", "RTX810"), None),
            (
                "日医標準レセプト",
                "5.2",
                ("software.name", "日医標準レセプトソフト"),
                Some(false),
            ),
            ("", "7.2", ("os", "FortiOS 7.2"), None),
            ("2024", "", ("os", "FortiOS 2024"), None),
        ] {
            let notice: &[(&str, &str)] = &[("title", "注意"), ("product", product), ("affected", affected)];
            let device: &[(&str, &str)] = &[("management_no", "1"), (key, says)];
            let gone: &[(&str, &str)] = &[("management_no", "2"), (key, says), ("status", "廃棄")];
            let records = rules::records_of(&[
                (RegisterId::NOTICE, notice),
                (RegisterId::DEVICE, device),
                (RegisterId::DEVICE, gone),
            ]);
            let snapshot = Snapshot::with_rows(LedgerMeta::default(), records);
            let notice = &snapshot.rows(RegisterId::NOTICE)[0];
            let found = candidates(notice, &snapshot);
            let found: Vec<bool> = found.iter().map(|candidate| candidate.is_version_named).collect();
            assert_eq!(found, Vec::from_iter(wanted), "{product} {affected} / {says}");
        }
    }
}

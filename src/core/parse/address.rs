//! IP and MAC addresses as clinics write them.

use std::net::{IpAddr, Ipv4Addr};

use super::fold;
use crate::core::model::{AddressKind, Addresses};

const DHCP: &[&str] = &[
    "dhcp",
    "自動",
    "自動取得",
    "動的",
    "自動割当",
    "自動割り当て",
    "動的割当",
    "可変",
    "dhcp自動取得",
];
const NONE: &[&str] = &[
    "なし",
    "無し",
    "無",
    "制限なし",
    "未接続",
    "接続なし",
    "スタンドアロン",
    "スタンドアローン",
    "オフライン",
    "該当なし",
    "非接続",
    "単体",
    "単独",
    "ネットワーク未接続",
    "lan未接続",
    "撤去済",
    "-",
    "なし(未接続)",
    "接続無し",
    "制限無し",
    "未使用",
    "usb接続",
    "usb",
];

/// Reads the addresses of one cell. Full-width digits and dots, `．` and `。`, remarks in brackets and several
/// addresses are understood; 〇 or * for a hidden part makes the cell masked.
pub fn addresses(text: &str) -> Addresses {
    // What nearly every cell of a ledger holds; only the usual spelling of an address is read here.
    if text.parse::<Ipv4Addr>().is_ok() {
        return Addresses {
            kind: AddressKind::Single,
            list: vec![text.to_owned()],
        };
    }
    let key = fold(text).replace(['。', '｡'], ".");
    let (bare, remarks) = without_brackets(&key);
    let bare = bare.trim();
    let found = |kind, list| Addresses { kind, list };

    if NONE.contains(&bare) || NONE.contains(&key.trim()) {
        return found(AddressKind::None, Vec::new());
    }
    if DHCP.contains(&bare) || bare.starts_with("dhcp") {
        let mut list = read(&remarks).unwrap_or_default();
        if list.is_empty() {
            list = read(bare.trim_start_matches("dhcp")).unwrap_or_default();
        }
        return found(AddressKind::Dhcp, list.into_iter().map(|part| part.text).collect());
    }
    let outer = read(bare);
    let list = match outer {
        Some(list) if !list.is_empty() => list,
        _ if is_masked(bare) => return found(AddressKind::Masked, Vec::new()),
        // The address itself may stand in brackets: 固定（192.168.1.5）.
        _ => match read(&remarks) {
            Some(list) if !list.is_empty() => list,
            _ => return found(AddressKind::Unknown, Vec::new()),
        },
    };
    let kind = list
        .iter()
        .map(|part| part.kind)
        .find(|kind| *kind != AddressKind::Single)
        .unwrap_or(AddressKind::Single);
    found(kind, list.into_iter().map(|part| part.text).collect())
}

struct Part {
    text: String,
    kind: AddressKind,
}

fn without_brackets(key: &str) -> (String, String) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0usize);
    for c in key.chars() {
        match c {
            '(' | '[' | '「' => {
                depth += 1;
                inside.push(' ');
            }
            ')' | ']' | '」' => depth = depth.saturating_sub(1),
            c if depth > 0 => inside.push(c),
            c => outside.push(c),
        }
    }
    (outside, inside)
}

/// All addresses of a text, or `None` when a word is none (and is no harmless label such as `IP:`).
fn read(text: &str) -> Option<Vec<Part>> {
    let mut list: Vec<Part> = Vec::new();
    for word in text
        .split(['、', ',', ';', ' ', '\n', '・'])
        .filter(|word| !word.is_empty())
    {
        let word = word.trim_start_matches("ip:").trim_start_matches("ipv4:");
        match part(word) {
            Some(part) => list.push(part),
            // 192.168.1.1/192.168.1.2
            None if word.contains('/') => {
                for piece in word.split('/').filter(|piece| !piece.is_empty()) {
                    list.push(part(piece)?);
                }
            }
            None if word.chars().any(|c| c.is_ascii_digit()) && word.contains('.') => return None,
            None if matches!(
                word,
                "固定" | "有線" | "無線" | "lan1" | "lan2" | "wan" | "lan" | "と" | "及び" | "他" | "ほか" | "static"
            ) => {}
            None => return None,
        }
    }
    Some(list)
}

fn part(word: &str) -> Option<Part> {
    if let Ok(ip) = word.parse::<IpAddr>() {
        return Some(Part {
            text: ip.to_string(),
            kind: AddressKind::Single,
        });
    }
    if let Some(ip) = lenient_v4(word) {
        return Some(Part {
            text: ip.to_string(),
            kind: AddressKind::Single,
        });
    }
    if let Some((ip, bits)) = word.split_once('/') {
        let (ip, bits) = (lenient_v4(ip)?, bits.parse::<u8>().ok()?);
        return (bits <= 32).then(|| Part {
            text: format!("{ip}/{bits}"),
            kind: AddressKind::Cidr,
        });
    }
    let (from, to) = word.split_once(['~', '-'])?;
    let from = lenient_v4(from)?;
    let to = match to.trim_start_matches(['~', '-', '.']) {
        "" => {
            return Some(Part {
                text: from.to_string(),
                kind: AddressKind::Range,
            });
        }
        last if last.bytes().all(|b| b.is_ascii_digit()) => {
            let [a, b, c, _] = from.octets();
            Ipv4Addr::new(a, b, c, last.parse().ok()?)
        }
        whole => lenient_v4(whole)?,
    };
    (from <= to).then(|| Part {
        text: format!("{from}-{to}"),
        kind: AddressKind::Range,
    })
}

/// Like the standard parser, but takes `192.168.001.010`, which people mean decimally.
fn lenient_v4(word: &str) -> Option<Ipv4Addr> {
    let mut octets = [0u8; 4];
    let mut parts = word.split('.');
    for octet in &mut octets {
        let part = parts.next()?;
        if part.is_empty() || part.len() > 3 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        *octet = part.parse().ok()?;
    }
    parts.next().is_none().then(|| Ipv4Addr::from(octets))
}

fn is_masked(key: &str) -> bool {
    let mask = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| matches!(c, '○' | '*' | 'x' | '●' | '×' | '△' | '□' | '〇'))
    };
    key.split(['、', ',', '\n', ' ', '/'])
        .filter(|word| !word.is_empty())
        .any(|word| {
            let parts: Vec<_> = word.split('.').collect();
            parts.len() == 4
                && parts.iter().any(|part| mask(part))
                && parts
                    .iter()
                    .all(|part| mask(part) || (part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit())))
        })
}

/// Reads MAC addresses in any grouping; the flag says whether the whole text was understood.
pub fn macs(text: &str) -> (Vec<String>, bool) {
    let key = fold(text);
    let (bare, _) = without_brackets(&key);
    let mut list = Vec::new();
    let mut whole = true;
    for word in bare
        .split(['、', ',', ';', '\n', ' ', '/'])
        .filter(|word| !word.is_empty())
    {
        let word = word.trim_start_matches("mac:");
        let digits: String = word.chars().filter(|c| !matches!(c, ':' | '-' | '.')).collect();
        if digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            let pairs: Vec<&str> = (0..6).map(|at| &digits[at * 2..at * 2 + 2]).collect();
            list.push(pairs.join(":").to_uppercase());
        } else {
            whole = false;
        }
    }
    let whole = whole && !list.is_empty();
    (list, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_real_ledgers() {
        use AddressKind::{Cidr, Dhcp, Masked, None, Range, Single, Unknown};
        for (text, kind, list) in [
            ("192.168.1.10", Single, &["192.168.1.10"][..]),
            ("１９２。１６８。１。１１", Single, &["192.168.1.11"]),
            ("10.51.2.10／172.16.0.13", Single, &["10.51.2.10", "172.16.0.13"]),
            ("192.168.0.2\r\n10.51.4.2", Single, &["192.168.0.2", "10.51.4.2"]),
            ("192.168.0.26（固定）", Single, &["192.168.0.26"]),
            ("192.168.0.12～13", Range, &["192.168.0.12-192.168.0.13"]),
            ("172.16.0.201-203", Range, &["172.16.0.201-172.16.0.203"]),
            ("192.168.1.10-192.168.1.20", Range, &["192.168.1.10-192.168.1.20"]),
            ("172.16.0.100/24", Cidr, &["172.16.0.100/24"]),
            ("DHCP（192.168.20.100-150）", Dhcp, &["192.168.20.100-192.168.20.150"]),
            ("自動取得", Dhcp, &[]),
            ("制限なし", None, &[]),
            ("192.168.〇.〇", Masked, &[]),
            ("固定", Unknown, &[]),
            ("192.168.1", Unknown, &[]),
            ("192.168.1.300", Unknown, &[]),
            ("2001:db8::1", Single, &["2001:db8::1"]),
        ] {
            let got = addresses(text);
            assert_eq!(
                (got.kind, got.list),
                (kind, list.iter().map(|s| (*s).to_owned()).collect()),
                "{text}"
            );
        }
    }

    #[test]
    fn macs_in_any_grouping() {
        for text in [
            "00:00:5E:00:53:01",
            "00-00-5e-00-53-01",
            "0000.5e00.5301",
            "00005E005301",
            "００：００：５Ｅ：００：５３：０１",
        ] {
            assert_eq!(macs(text), (vec!["00:00:5E:00:53:01".to_owned()], true), "{text}");
        }
        assert_eq!(macs("00:00:5E:00:53:01\r\n00:00:5E:00:53:02").0.len(), 2);
        assert_eq!(macs("00:00:5E"), (Vec::new(), false));
    }
}

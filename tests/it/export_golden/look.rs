//! Forty devices with long names, for people to look at on paper: wrapping, page breaks, what is cut off.

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::export::sheets::SheetKey;

use super::{DEVICE, children, ledger, record, xlsx};

#[test]
#[ignore = "writes files for people to look at into LOOK_DIR"]
#[allow(
    clippy::disallowed_methods,
    reason = "a test that makes files for the repository or for people"
)]
fn look() {
    let dir = std::path::PathBuf::from(std::env::var("LOOK_DIR").expect("LOOK_DIR"));
    let mut records = Vec::new();
    for nth in 0..40u32 {
        let number = format!("{:03}", nth + 1);
        let mut row = record(
            DEVICE,
            nth,
            &[
                ("management_no", &number),
                ("kind", "端末PC"),
                (
                    "maker",
                    if nth % 5 == 0 {
                        "架空精密計測機器製作所"
                    } else {
                        "架空電機"
                    },
                ),
                ("os", if nth % 3 == 0 { "Windows 11 Pro 24H2" } else { "Win11" }),
                (
                    "ip",
                    if nth % 7 == 0 {
                        "192.168.〇.〇"
                    } else {
                        "192.168.100.110"
                    },
                ),
                (
                    "computer_name",
                    if nth % 4 == 0 {
                        "AOBADAI-UKETSUKE-01"
                    } else {
                        "診察室1のPC"
                    },
                ),
                (
                    "place",
                    if nth % 6 == 0 {
                        "2階 リハビリテーション室（窓側）"
                    } else {
                        "受付"
                    },
                ),
                (
                    "users",
                    if nth % 2 == 0 {
                        "架空 太郎（内科）、架空 花子（小児科）、受付全員"
                    } else {
                        "受付"
                    },
                ),
                (
                    "registered_on",
                    if nth % 2 == 0 {
                        "令和2年12月1日"
                    } else {
                        "2020/12/1"
                    },
                ),
                ("status", if nth == 2 { "廃棄" } else { "稼働" }),
                (
                    "note",
                    if nth % 8 == 0 {
                        "電源が入りにくいため、次の更新で入れ替える予定。事業者に相談中。"
                    } else {
                        ""
                    },
                ),
            ],
        );
        if nth % 3 == 0 {
            let software: &[&[&str]] = &[
                &["〇〇電子カルテシステム クライアント", "12.10.3-b2"],
                &["レセプトチェッカー", "5.0"],
                &["ウイルス対策", "2026"],
            ];
            children(&mut row, "software", software);
        } else {
            children(&mut row, "software", &[&["〇〇電子カルテ", "2.10"]]);
        }
        children(&mut row, "interface", &[&["LAN2", "10.51.1.25"]]);
        records.push(row);
    }
    for nth in 0..6 {
        records.push(record(
            RegisterId::CLOUD_SERVICE,
            1000 + nth,
            &[
                ("provider", "架空クラウド株式会社"),
                ("name", "WEB予約・問診サービス／診察予約と事前問診"),
                ("domain", "https://yoyaku.example.jp/aobadai/login"),
                ("access_from", "受付PC、診察室PCからインターネット経由"),
                ("users", "医師、看護師、受付"),
                ("auth", "IDとパスワード＋ワンタイムパスワード"),
                ("started_on", "令和5年4月1日"),
                ("usage", "利用中"),
            ],
        ));
        records.push(record(
            RegisterId::REMOTE_PATH,
            2000 + nth,
            &[
                ("vendor", "架空メディカルシステム株式会社"),
                ("purpose", "電子カルテの障害対応とプログラム更新"),
                ("targets", "001、002、SV01"),
                ("gateway", "VPNルータ RT01"),
                ("method", "IPsec-VPN"),
                ("source_restriction", "はい"),
                ("source_ips", "203.0.113.10～20"),
                ("id_holder", "個人毎"),
                ("auth", "IDとパスワード、クライアント証明書"),
                ("client_safety", "最新のパッチ適用、ウイルス対策ソフト導入、検出なし"),
                ("timing", "障害時、月1回の点検"),
                ("notice", "電話で事前連絡"),
                ("log_reviewed", "はい"),
                ("confirmed_on", "2026/10/1"),
                ("confirmed_with", "サポート課"),
                ("status", "利用中"),
                ("note", "契約更新は毎年4月"),
            ],
        ));
    }
    let snapshot = ledger(records);
    for &key in SheetKey::ALL {
        std::fs::write(dir.join(format!("{}.xlsx", key.key())), xlsx(key, &snapshot)).unwrap();
    }
}

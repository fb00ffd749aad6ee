//! How people really write products, what is meant, and that nothing is called safe that is not.

use chrono::NaiveDate;

use super::{List, Standing, support};

/// Text; how the label begins; the end of support, `?` the version has to be asked (要確認), `-` no date is published,
/// `x` over since nobody knows when, or nothing at all for what is not in the list.
const SPELLINGS: &[(&str, &str, &str)] = &[
    // Windows 11.
    ("Windows 11 Pro 24H2", "Windows 11 24H2 (W", "2026-10-13"),
    ("Win11 23H2", "Windows 11 23H2 (W", "2025-11-11"),
    (
        "Ｗｉｎｄｏｗｓ１１　Ｐｒｏ　２３Ｈ２",
        "Windows 11 23H2 (W",
        "2025-11-11",
    ),
    ("Windows11Pro(25H2)", "Windows 11 25H2 (W", "2027-10-12"),
    ("windows 11 home 22h2", "Windows 11 22H2 (W", "2024-10-08"),
    ("Windows 11 Enterprise 24H2", "Windows 11 24H2 (E", "2027-10-12"),
    ("Windows 11 Education 23H2", "Windows 11 23H2 (E", "2026-11-10"),
    ("Microsoft Windows 11 Pro 26H1", "Windows 11 26H1 (W", "2028-03-14"),
    ("Windows 11 Pro", "Windows 11", "?"),
    ("Win11", "Windows 11", "?"),
    ("WIN11PRO", "Windows 11", "?"),
    ("windows11", "Windows 11", "?"),
    ("W11 Pro", "Windows 11", "?"),
    ("w11-23H2", "Windows 11 23H2 (W", "2025-11-11"),
    ("ウィンドウズ11", "Windows 11", "?"),
    ("ウインドウズ１１　２４Ｈ２", "Windows 11 24H2 (W", "2026-10-13"),
    ("Windows Pro 11", "Windows 11", "?"),
    ("Windows 11 Pro 26100", "Windows 11 24H2 (W", "2026-10-13"),
    ("Windows 11 (build 22631.4037)", "Windows 11 23H2 (W", "2025-11-11"),
    ("Windows 11 Pro 64bit 10.0.26200", "Windows 11 25H2 (W", "2027-10-12"),
    (
        "Microsoft Windows [Version 10.0.22631.4317]",
        "Windows 11 23H2 (W",
        "2025-11-11",
    ),
    ("Windows 11 Pro バージョン 23H2", "Windows 11 23H2 (W", "2025-11-11"),
    ("Windows 11 Pro Ver.24H2", "Windows 11 24H2 (W", "2026-10-13"),
    (
        "Win 11 Pro 23H2 (OSビルド 22631.4317)",
        "Windows 11 23H2 (W",
        "2025-11-11",
    ),
    ("Windows 11 23H2→24H2", "Windows 11", "?"),
    ("Windows 11 25H2へ更新予定（現22H2）", "Windows 11", "?"),
    ("Windows 11 24H2 (22631)", "Windows 11", "?"),
    (
        "Windows 11 IoT Enterprise LTSC 2024",
        "Windows 11 24H2 IoT",
        "2034-10-10",
    ),
    ("Windows 11 Enterprise LTSC 2024", "Windows 11 24H2 (E", "2029-10-09"),
    ("Windows 11 IoT Enterprise 24H2", "Windows 11 IoT", "?"),
    ("Windows 11 SE", "Windows 11", "?"),
    // Windows 10.
    ("Windows 10 Pro 22H2", "Windows 10 22H2", "2025-10-14"),
    ("Win10", "Windows 10 22H2", "2025-10-14"),
    ("W10", "Windows 10 22H2", "2025-10-14"),
    ("Windows10 Pro", "Windows 10 22H2", "2025-10-14"),
    ("Windows10 Home 64bit", "Windows 10 22H2", "2025-10-14"),
    ("ｗｉｎ１０", "Windows 10 22H2", "2025-10-14"),
    ("MS-Windows 10 Professional", "Windows 10 22H2", "2025-10-14"),
    ("Windows® 10 Pro", "Windows 10 22H2", "2025-10-14"),
    (
        "Windows 10 Pro（2026年にWin11へ更新予定）",
        "Windows 10 22H2",
        "2025-10-14",
    ),
    ("Windows 10 Pro 21H2", "Windows 10 21H2 (W", "2023-06-13"),
    ("Windows 10 Enterprise 21H2", "Windows 10 21H2 (E", "2024-06-11"),
    ("Windows 10 1909", "Windows 10 1909 (W", "2021-05-11"),
    ("Windows 10 バージョン1809", "Windows 10 1809 (W", "2020-11-10"),
    ("Windows10 20H2", "Windows 10 20H2 (W", "2022-05-10"),
    ("Windows 10 Pro 2004", "Windows 10 2004", "2021-12-14"),
    ("Windows 10 Pro 19045.5011", "Windows 10 22H2", "2025-10-14"),
    (
        "Microsoft Windows [Version 10.0.19045.4651]",
        "Windows 10 22H2",
        "2025-10-14",
    ),
    ("Windows 10 Pro ESU", "Windows 10 22H2 ESU 1", "2026-10-14"),
    (
        "Windows 10 Pro 22H2（ESU契約2年目）",
        "Windows 10 22H2 ESU 2",
        "2027-10-14",
    ),
    ("Windows 10 ESU 3年", "Windows 10 22H2 ESU 3", "2028-10-10"),
    ("Windows 10 Enterprise LTSC 2021", "Windows 10 21H2 (E", "2027-01-12"),
    ("Windows 10 Enterprise LTSC 21H2", "Windows 10 21H2 (E", "2027-01-12"),
    (
        "Windows 10 IoT Enterprise LTSC 2021",
        "Windows 10 21H2 IoT",
        "2032-01-13",
    ),
    ("Windows10 IoT Ent 2019 LTSC", "Windows 10 1809 (E", "2029-01-09"),
    (
        "Windows 10 IoT Enterprise LTSC 19044",
        "Windows 10 21H2 IoT",
        "2032-01-13",
    ),
    ("Windows 10 LTSB 2016", "Windows 10 1607 (E", "2026-10-13"),
    ("Windows 10 LTSC", "Windows 10 LTSC", "?"),
    ("Windows 10 IoT LTSC（2024年導入）", "Windows 10 LTSC", "?"),
    ("Windows 10 IoT Enterprise", "Windows 10 IoT", "?"),
    ("Windows 10 IoT Enterprise 21H2", "Windows 10 IoT", "?"),
    // Older Windows and machines.
    ("Windows 8.1", "Windows 8.1", "2023-01-10"),
    ("Win8.1 Pro", "Windows 8.1", "2023-01-10"),
    ("Win8", "Windows 8", "2016-01-12"),
    ("Windows 7 Professional SP1", "Windows 7", "2020-01-14"),
    ("Ｗｉｎ７", "Windows 7", "2020-01-14"),
    ("windows7 32bit", "Windows 7", "2020-01-14"),
    ("Windows Vista Business", "Windows Vista", "2017-04-11"),
    ("WindowsXP", "Windows XP", "2014-04-08"),
    ("Windows XP Pro SP3", "Windows XP", "2014-04-08"),
    ("WinXP", "Windows XP", "2014-04-08"),
    ("Windows 2000", "Windows 2000", "2010-07-13"),
    ("Windows NT4.0", "Windows NT 4", "x"),
    ("Windows 98", "Windows 98", "x"),
    (
        "Windows Embedded Standard 7",
        "Windows Embedded Standard 7",
        "2020-10-13",
    ),
    ("WES7", "Windows Embedded Standard 7", "2020-10-13"),
    ("Windows Embedded 8.1 Industry", "Windows Embedded 8.1", "2023-07-11"),
    (
        "Windows Embedded POSReady 7",
        "Windows Embedded POSReady 7",
        "2021-10-12",
    ),
    ("Windows CE 6.0", "Windows CE", "?"),
    ("Windows", "Windows", "?"),
    ("windows最新版", "", ""),
    ("Windows Media Player 12", "", ""),
    ("WinSCP 5.21", "", ""),
    // Windows Server.
    ("Windows Server 2022", "Windows Server 2022", "2031-10-14"),
    ("Server2016", "Windows Server 2016", "2027-01-12"),
    ("WinServer 2019 Standard", "Windows Server 2019", "2029-01-09"),
    ("Windows Server 2012 R2", "Windows Server 2012 R2", "2023-10-10"),
    (
        "Windows Server 2012R2（2025年更新予定）",
        "Windows Server 2012 R2",
        "2023-10-10",
    ),
    ("Windows Server 2012", "Windows Server 2012", "2023-10-10"),
    (
        "Windows Server 2012 R2 ESU",
        "Windows Server 2012 R2 ESU 1",
        "2024-10-10",
    ),
    ("WS2019", "Windows Server 2019", "2029-01-09"),
    ("WinSV2022", "Windows Server 2022", "2031-10-14"),
    ("Windows2016 Server", "Windows Server 2016", "2027-01-12"),
    ("Windows 2019 Server Standard", "Windows Server 2019", "2029-01-09"),
    ("ウィンドウズサーバー2019", "Windows Server 2019", "2029-01-09"),
    ("Windowsサーバ2008", "Windows Server 2008", "2020-01-14"),
    ("Windows Server 2008R2", "Windows Server 2008 R2", "2020-01-14"),
    ("Windows Server 2003", "Windows Server 2003", "2015-07-14"),
    (
        "Microsoft Windows Server 2025 Datacenter",
        "Windows Server 2025",
        "2034-11-14",
    ),
    ("Windows Storage Server 2016", "", ""),
    ("Windows Server", "Windows Server", "?"),
    ("Windows Server（2025年導入）", "Windows Server", "?"),
    // Linux.
    ("Ubuntu 20.04 LTS", "Ubuntu 20.04", "2025-05-31"),
    ("Ubuntu20.04", "Ubuntu 20.04", "2025-05-31"),
    ("ubuntu 22.04.3", "Ubuntu 22.04", "2027-04-01"),
    ("Ubuntu 24.04.1 LTS (Noble Numbat)", "Ubuntu 24.04", "2029-05-31"),
    ("Ubuntu Jammy", "Ubuntu", "?"),
    ("Ubuntu 18.04（2026年更新予定）", "Ubuntu 18.04", "2023-05-31"),
    ("Ubuntu 16.04（日レセ 5.2）", "Ubuntu 16.04", "2021-04-02"),
    ("Ubuntu 22", "Ubuntu", "?"),
    ("Ubuntu", "Ubuntu", "?"),
    ("Debian 12", "Debian 12", "2026-07-11"),
    ("Debian GNU/Linux 11 (bullseye)", "Debian 11", "2024-08-14"),
    ("Debian bookworm", "Debian 12", "2026-07-11"),
    ("CentOS 7.9", "CentOS 7", "2024-06-30"),
    ("CentOS7", "CentOS 7", "2024-06-30"),
    ("CentOS Linux release 7.9.2009 (Core)", "CentOS 7", "2024-06-30"),
    ("CentOS 6", "CentOS 6", "2020-11-30"),
    ("CentOS Stream 9", "CentOS Stream 9", "2027-05-31"),
    ("CentOS", "CentOS", "?"),
    ("RHEL 8.6", "Red Hat Enterprise Linux 8", "2029-05-31"),
    ("Red Hat Enterprise Linux 7", "Red Hat Enterprise Linux 7", "2024-06-30"),
    (
        "RedHat Enterprise Linux Server release 6.10",
        "Red Hat Enterprise Linux 6",
        "2020-11-30",
    ),
    ("Rocky Linux 9.4", "Rocky Linux 9", "2032-05-31"),
    ("AlmaLinux 8", "AlmaLinux OS 8", "2029-05-31"),
    ("Oracle Linux 7", "Oracle Linux 7", "2024-12-31"),
    ("Linux", "", ""),
    ("MIRACLE LINUX 8", "", ""),
    // Apple and Google publish no end dates.
    ("macOS 13", "macOS 13", "2025-09-15"),
    ("macOS Ventura 13.6", "macOS 13", "2025-09-15"),
    ("macOS Monterey", "macOS 12", "2024-09-16"),
    ("macOS 15", "macOS 15", "-"),
    ("macOS Sequoia", "macOS 15", "-"),
    ("Mac OS X 10.15", "macOS 10.15", "2026-02-02"),
    ("MacOS 10.14.6", "macOS 10.14", "2021-10-25"),
    ("OSX 10.11", "OS X 10.11", "2018-12-01"),
    ("macOS 19", "macOS", "?"),
    ("macOS", "macOS", "?"),
    ("iOS 17.5", "iOS 17", "2025-05-13"),
    ("iOS18", "iOS 18", "-"),
    ("iOS 12.5.7", "iOS 12", "2026-01-26"),
    ("iPadOS 26", "iPadOS 26", "-"),
    ("iPadOS17.7", "iPadOS 17", "-"),
    ("iPad（iPadOS 14）", "iPadOS 14", "2021-10-01"),
    ("iPad OS 13.3", "iPadOS 13", "2020-09-16"),
    ("iPadOS", "iPadOS", "?"),
    ("Android 9", "Android OS 9", "2022-01-01"),
    ("Android13", "Android OS 13", "2026-03-02"),
    ("Android 8", "Android OS 8.0", "2021-01-01"),
    ("アンドロイド 14", "Android OS 14", "-"),
    ("Android 4.1", "Android OS 4.1", "x"),
    ("Android", "Android", "?"),
    // Network devices and hosts.
    ("FortiOS 7.2", "FortiOS 7.2", "2026-09-30"),
    ("FortiOS v7.0.14", "FortiOS 7.0", "2025-09-30"),
    ("FortiGate FortiOS 6.4.9", "FortiOS 6.4", "2024-09-30"),
    ("FortiOS v7.4.3 build2573", "FortiOS 7.4", "2028-11-11"),
    ("FortiOS 7", "FortiOS", "?"),
    ("Cisco IOS 15.2", "", ""),
    ("YAMAHA RTX830 Rev.15.02.30", "", ""),
    ("VMware ESXi 6.7", "VMware ESXi 6.7", "2022-10-15"),
    ("ESXi 7.0 U3", "VMware ESXi 7.0", "2025-10-02"),
    ("VMware vSphere 8", "VMware ESXi 8.0", "2027-10-11"),
    ("ESXi", "VMware ESXi", "?"),
    // Programs.
    ("Office 2016", "Office 2016", "2025-10-14"),
    ("Office2019 Home & Business", "Office 2019", "2025-10-14"),
    ("Microsoft Office Home and Business 2021", "Office 2021", "2026-10-13"),
    ("Microsoft Office LTSC 2024", "Office 2024 LTSC", "2029-10-09"),
    ("Office Professional Plus 2013", "Office 2013", "2023-04-11"),
    ("Excel 2010", "Office 2010", "2020-10-13"),
    ("オフィス2007", "Office 2007", "2017-10-10"),
    ("Office（2024年導入）", "Office", "?"),
    ("Office 2003", "Office", "?"),
    ("Office", "Office", "?"),
    ("Microsoft 365 Apps", "", ""),
    ("Office 365 Business", "", ""),
    ("LibreOffice 7.5", "", ""),
    ("FileMaker 19", "FileMaker Platform 19", "2022-05-31"),
    ("FileMaker Pro 19.6", "FileMaker Platform 19.6", "2024-12-31"),
    ("FileMaker Pro Advanced 18.0.3", "FileMaker Platform 18", "2021-06-25"),
    ("ファイルメーカー 17", "FileMaker Platform 17", "2020-09-18"),
    ("FileMaker Server 2023", "FileMaker Platform 2023", "2025-12-31"),
    ("Claris FileMaker Pro 2025", "FileMaker Platform 2025", "2027-07-31"),
    ("FileMaker（2025年導入）", "FileMaker", "?"),
    ("FileMaker", "FileMaker", "?"),
    ("SQL Server 2019 Express", "SQL Server 2019", "2030-01-08"),
    ("Microsoft SQLServer 2012 SP4", "SQL Server 2012", "2022-07-12"),
    ("SQL Server 2008 R2", "SQL Server 2008 R2", "2019-07-09"),
    ("SQL Server 2016 SP2", "SQL Server 2016", "2022-10-11"),
    ("MSSQL2017", "SQL Server 2017", "2027-10-12"),
    ("SQL Server 2014（2025年更新予定）", "SQL Server 2014", "2024-07-09"),
    ("SQL Server", "SQL Server", "?"),
    ("PostgreSQL 9.6.24", "PostgreSQL 9.6", "2021-11-11"),
    ("PostgreSQL 9", "PostgreSQL", "?"),
    ("postgres 16", "PostgreSQL 16", "2028-11-09"),
    ("MySQL 5.7", "MySQL 5.7", "2023-10-31"),
    ("MySQL 8.4", "MySQL 8.4", "2032-04-30"),
    ("MariaDB 10.11", "MariaDB 10.11", "2028-02-16"),
    ("Oracle Database 11g R2", "Oracle Database", "?"),
    ("Oracle 19c", "Oracle Database 19c", "2029-12-31"),
    ("Exchange 2016", "Exchange 2016", "2025-10-14"),
    ("Internet Explorer 11", "Internet Explorer 11", "2022-06-14"),
    // What is none of these.
    ("専用OS", "", ""),
    ("組込み", "", ""),
    ("独自ファームウェア", "", ""),
    ("TRON", "", ""),
    ("ほしぞらカルテ 2.10", "", ""),
    ("Nagios 4", "", ""),
    ("BIOS 1.20", "", ""),
    ("WordPress 6.4", "", ""),
    ("バージョン不明", "", ""),
    ("", "", ""),
];

#[test]
#[expect(clippy::print_stdout, reason = "the rate is what people ask for")]
fn real_spellings_are_read_and_none_is_wrongly_called_safe() {
    let today: NaiveDate = "2026-11-21".parse().expect("a day");
    let list = List::bundled();
    let (mut right, mut wrongly_safe, mut wrong) = (0, Vec::new(), Vec::new());
    for (text, label, end) in SPELLINGS {
        let found = support(list, text);
        let fits = match &found {
            None => label.is_empty(),
            Some(found) => {
                let standing = match found.standing {
                    Standing::Ends { on, .. } => on.to_string(),
                    Standing::Ended => "x".to_owned(),
                    Standing::VersionUnknown => "?".to_owned(),
                    Standing::NoDate => "-".to_owned(),
                };
                !label.is_empty() && found.label.starts_with(label) && standing == *end
            }
        };
        // Safe is only what has a day that has not come; nothing else may be read so.
        let is_safe = |day: NaiveDate| day >= today;
        let read_safe = found
            .as_ref()
            .is_some_and(|found| matches!(found.standing, Standing::Ends { on, .. } if is_safe(on)));
        if read_safe && !end.parse().is_ok_and(is_safe) {
            wrongly_safe.push(*text);
        }
        if fits {
            right += 1;
        } else {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    let all = SPELLINGS.len();
    println!(
        "spellings {all}: right {right} ({} %), wrongly called safe {}",
        right * 100 / all,
        wrongly_safe.len()
    );
    assert!(all >= 150, "{all}");
    assert_eq!(wrongly_safe, [] as [&str; 0]);
    assert_eq!(wrong, [] as [String; 0]);
}

/// Whatever is written around a text that is not safe must not make it safe.
#[test]
fn remarks_do_not_make_a_product_younger() {
    let today: NaiveDate = "2026-11-21".parse().expect("a day");
    let list = List::bundled();
    let safe = |text: &str| {
        support(list, text).is_some_and(|found| matches!(found.standing, Standing::Ends { on, .. } if on >= today))
    };
    let mut tried = 0;
    for (text, ..) in SPELLINGS.iter().filter(|(text, ..)| !safe(text)) {
        for remark in [
            "（2025年更新予定）",
            "（2027年3月入替予定）",
            " 2024/4/1導入",
            "（2025.10 リース満了）",
            " 令和8年購入",
            "（受付）",
            " 64bit",
            " 2台",
        ] {
            tried += 1;
            let more = format!("{text}{remark}");
            assert!(!safe(&more), "{more}: {:?}", support(list, &more));
        }
    }
    assert!(tried > 800, "{tried}");
}

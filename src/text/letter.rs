//! The letter that goes to a vendor with its sheet, and the words on a sheet of our own.

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::{checklist as words, form as form_words};
use crate::core::checklist::{Edition, Request, Visit};
use crate::core::export::sheets::{Head, Question};
use crate::core::export::{Paragraph, Stand};
use crate::core::model::{PartialDate, Precision};
use crate::core::parse::japanese_era_text;

/// Names of the files that are made.
pub fn sheet_file(vendor: &str) -> String {
    format!("事業者確認用_{}", plain_name(vendor))
}
pub fn letter_file(vendor: &str) -> String {
    format!("依頼文_{}", plain_name(vendor))
}

/// A name that every system takes as part of a file's name.
fn plain_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .take(60)
        .collect();
    plain.trim_matches([' ', '.']).to_owned()
}

fn era(day: NaiveDate) -> String {
    japanese_era_text(&PartialDate {
        date: day,
        precision: Precision::Day,
        approx: false,
    })
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "月",
        Weekday::Tue => "火",
        Weekday::Wed => "水",
        Weekday::Thu => "木",
        Weekday::Fri => "金",
        Weekday::Sat => "土",
        Weekday::Sun => "日",
    }
}

/// How a facility calls itself.
const fn own_name(visit: Visit) -> &'static str {
    match visit {
        Visit::Medical => "当院",
        Visit::Pharmacy => "当薬局",
        Visit::Care => "当事業所",
    }
}

/// Why the vendor is asked.
const fn reason(visit: Visit) -> &'static str {
    match visit {
        Visit::Medical => {
            "医療法に基づく立入検査では、厚生労働省の「サイバーセキュリティ対策チェックリスト」に必要な事項が記入されているかが確認されます。当院でも"
        }
        Visit::Pharmacy => {
            "薬局への立入検査では、厚生労働省の「サイバーセキュリティ対策チェックリスト」に必要な事項が記入されているかが確認されます。当薬局でも"
        }
        Visit::Care => {
            "厚生労働省の「医療情報システムの安全管理に関するガイドライン」は、介護事業者も対象としています。当事業所では、医療機関向けの「サイバーセキュリティ対策チェックリスト」を備えの目安として、その"
        }
    }
}

/// The letter, to be gone over and sent by a person.
pub fn letter(request: &Request) -> Vec<Paragraph> {
    let mut out = Vec::new();
    let own = own_name(request.visit);
    let mut put = |stand: Stand, text: String| out.push(Paragraph::new(stand, text));
    let (left, right, inside) = (Stand::Left, Stand::Right, Stand::In(2));
    put(right, era(request.on));
    put(left, format!("{}　御中", request.vendor));
    if !request.contact.is_empty() {
        put(left, format!("{}　様", request.contact));
    }
    for line in [&request.facility, &request.address] {
        if !line.is_empty() {
            put(right, line.clone());
        }
    }
    if !request.person.is_empty() {
        put(right, format!("担当　{}", request.person));
    }
    put(left, String::new());
    put(
        Stand::Title,
        "サイバーセキュリティ対策チェックリスト（事業者確認用）ご記入のお願い".to_owned(),
    );
    put(left, String::new());
    put(
        left,
        format!(
            "拝啓　時下ますますご清栄のこととお慶び申し上げます。平素より{own}の医療情報システムについてお力添えをいただき、厚く御礼申し上げます。"
        ),
    );
    put(
        left,
        format!(
            "　さて、{}チェックリスト（{}）に取り組んでおり、ご契約いただいている事業者の皆様に「事業者確認用」のご記入をお願いしております。",
            reason(request.visit),
            form_words::fiscal_year(request.fiscal_year)
        ),
    );
    put(
        left,
        "　ご多用のところ誠に恐れ入りますが、下記のとおりご協力くださいますようお願い申し上げます。".to_owned(),
    );
    put(right, "敬具".to_owned());
    put(Stand::Middle, "記".to_owned());
    let mut nth = 0;
    let mut heading = |title: &str| {
        nth += 1;
        format!("{nth}．{title}")
    };
    if !request.systems.is_empty() {
        let text = format!("{}　{}", heading("対象のシステム"), request.systems);
        put(left, text);
    }
    let text = heading("お願いしたいこと");
    put(left, text);
    put(inside, "・同封（添付）の「事業者確認用」（Excel）の各項目に、「はい」または「いいえ」と確認日をご記入ください。「いいえ」の項目には、対応の目標日もお書きください。".to_owned());
    put(
        inside,
        "・ご担当でない項目は、空欄のままでかまいません。ご不明な点は備考にお書きください。".to_owned(),
    );
    put(
        inside,
        match request.paths.as_slice() {
            [] => format!(
                "・{own}の機器に外から接続する保守（リモートメンテナンス）をなさっている場合は、その旨と接続の方法を備考にお書きください。"
            ),
            paths => format!(
                "・外から接続する保守（リモートメンテナンス）として、{own}では「{}」を把握しております。ほかにありましたら、または変わりましたら、備考でお知らせください。",
                paths.join("」「")
            ),
        },
    );
    if request.wants_disclosure {
        put(inside, "・「製造業者／サービス事業者による医療情報セキュリティ開示書」（MDS／SDS）をあわせてご提供ください。「いいえ」または「対象外」の項目には、その理由もお書き添えください。".to_owned());
    }
    if let Some(due) = request.due {
        let text = format!(
            "{}　{}（{}）",
            heading("ご回答の期限"),
            era(due),
            weekday(due.weekday())
        );
        put(left, text);
    }
    let text = heading("ご返送の方法");
    put(left, text);
    put(
        inside,
        "ご記入いただいた Excel は、行や列を変えず、そのままお返しください。紙や PDF でもかまいません。".to_owned(),
    );
    put(right, "以上".to_owned());
    out
}

/// What stands above a sheet of our own.
pub fn head(edition: &Edition, request: &Request) -> Head {
    Head {
        title: format!(
            "{}版 医療機関におけるサイバーセキュリティ対策チェックリスト",
            form_words::fiscal_year(edition.fiscal_year)
        ),
        audience: words::sheet(edition.sheet),
        notes: vec![
            "この用紙は厚生労働省の様式ではなく、同じ項目を尋ねるために医療機関が作ったものです。文の確かさは右端にあります。".to_owned(),
            "「1回目」に「はい」か「いいえ」、「確認日」に確かめた日、「いいえ」のときは「目標日」をご記入ください。".to_owned(),
        ],
        facility: request.facility.clone(),
        vendor: request.vendor.clone(),
        systems: request.systems.clone(),
    }
}

/// The items as questions, counted from one; a number of the ministry's that is sure stands before its text, as on the
/// official sheets. Each says how sure its text is.
pub fn questions(edition: &Edition) -> Vec<Question> {
    let question = |(at, item): (usize, &crate::core::checklist::Item)| {
        let shown = words::wording(item);
        let group = form_words::group(item.id.group);
        let section = item.section.as_deref().unwrap_or_default();
        Question {
            number: (at + 1).to_string(),
            heading: [section, &group]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("\n"),
            text: format!("{}{}", words::number(item), shown.text),
            mark: shown.mark.unwrap_or_default().to_owned(),
        }
    };
    edition.checked().enumerate().map(question).collect()
}

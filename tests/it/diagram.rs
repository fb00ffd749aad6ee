//! The network picture: the same bytes each run, nothing over another, no line through a box, every text in its box.

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::diagram::{self, Edge, Kind, Line, Picture, Rect, Sample, contacts, layout, png, svg};
use kikidaicho::core::model::{Content, LedgerMeta, Record, RecordId, Snapshot};
use kikidaicho::core::parse;
use kikidaicho::core::rules::{self, Look};
use kikidaicho::text::diagram::{CONTACT_WORDS, WORDS};

pub fn clinic(devices: usize, networks: bool) -> Snapshot {
    let mut rows: Vec<Record> = Vec::new();
    let mut add = |register: RegisterId, cells: &[(&str, String)]| {
        let mut content = Content::default();
        parse::put_texts(register, &mut content, cells);
        let id = RecordId::derive(1, rows.len() as u32, &[0; 32]);
        rows.push(Record { id, register, content });
    };
    let text = str::to_owned;
    if networks {
        for (name, zone, cidr, internet) in [
            ("電子カルテの網", "電子カルテ系", "192.168.1.0/24", "いいえ"),
            ("オンライン資格確認", "オンライン資格確認系", "10.51.1.0/24", "はい"),
            ("事務とインターネット", "インターネット系", "192.168.20.0/24", "はい"),
            ("待合のWi-Fi", "ゲスト", "172.16.0.0/24", "はい"),
        ] {
            add(
                RegisterId::NETWORK,
                &[
                    ("name", text(name)),
                    ("zone", text(zone)),
                    ("cidr", text(cidr)),
                    ("internet", text(internet)),
                    ("gateway", text("001")),
                ],
            );
        }
    }
    for n in 1..=devices {
        let kind = match n % 12 {
            1 => "ルータ",
            2 => "サーバ",
            _ => "ノートPC",
        };
        let ip = match n % 10 {
            0 => format!("192.168.20.{}", n % 250),
            3 => format!("10.51.1.{}", n % 250),
            7 if n % 3 == 0 => format!("192.168.1.{}\n192.168.20.{}", n % 250, n % 250),
            8 if n % 4 == 0 => text("DHCP"),
            9 if n % 5 == 4 => format!("192.168.99.{}", n % 250),
            _ => format!("192.168.1.{}", n % 250),
        };
        add(
            RegisterId::DEVICE,
            &[
                ("management_no", format!("{n:03}")),
                ("name", format!("とても長い名前の端末で枠に入りきらないもの {n}")),
                ("kind", text(kind)),
                ("ip", ip),
                ("os", text(["Windows 11 23H2", "Windows 10 Pro", "専用OS"][n % 3])),
            ],
        );
    }
    for n in 0..8 {
        add(
            RegisterId::REMOTE_PATH,
            &[
                ("vendor", format!("架空{}システム <&\">", n % 5)),
                ("purpose", format!("保守 {n}")),
                ("method", text(["IPsec-VPN", "SSL-VPN", "LTEルータ"][n % 3])),
                ("targets", format!("{:03}、{:03}", n * 7 + 2, n * 11 + 5)),
            ],
        );
    }
    add(
        RegisterId::CLOUD_SERVICE,
        &[("name", text("ほしぞら予約")), ("provider", text("ほしぞら"))],
    );
    Snapshot::with_rows(LedgerMeta::default(), rows)
}

fn draw(snapshot: &Snapshot) -> Picture {
    let findings = rules::all(&Look::new(snapshot, "2026-11-21".parse().unwrap()));
    layout(snapshot, &findings, &WORDS)
}

/// Whether a piece of a line runs through the inside of a box.
fn crosses(one: (i32, i32), two: (i32, i32), rect: Rect) -> bool {
    let (left, right) = (one.0.min(two.0), one.0.max(two.0));
    let (top, bottom) = (one.1.min(two.1), one.1.max(two.1));
    left < rect.right() && right > rect.x && top < rect.bottom() && bottom > rect.y
}

fn pieces(edge: &Edge) -> impl Iterator<Item = ((i32, i32), (i32, i32))> + '_ {
    edge.points.windows(2).map(|pair| (pair[0], pair[1]))
}

fn check(picture: &Picture) {
    let (w, h) = (picture.width, picture.height);
    for node in &picture.nodes {
        assert!(
            node.rect.x >= 0 && node.rect.right() <= w && node.rect.bottom() <= h,
            "{node:?}"
        );
        let inside = picture
            .areas
            .iter()
            .filter(|area| area.rect.overlaps(node.rect))
            .count();
        assert!(inside <= 1, "{node:?}");
    }
    let boxes: Vec<Rect> = picture.nodes.iter().map(|node| node.rect).collect();
    for (at, one) in boxes.iter().enumerate() {
        assert!(
            boxes[at + 1..].iter().all(|two| !one.overlaps(*two)),
            "two boxes lie on each other"
        );
    }
    for (at, one) in picture.areas.iter().enumerate() {
        assert!(picture.areas[at + 1..].iter().all(|two| !one.rect.overlaps(two.rect)));
    }
    for edge in &picture.edges {
        for (one, two) in pieces(edge) {
            assert!(one.0 == two.0 || one.1 == two.1, "lines turn at right angles: {edge:?}");
            for (x, y) in [one, two] {
                assert!((0..=w).contains(&x) && (0..=h).contains(&y), "{edge:?}");
            }
            for rect in &boxes {
                assert!(!crosses(one, two, *rect), "{edge:?} runs through {rect:?}");
            }
        }
    }
    let explained = |sample: Sample| picture.legend.iter().filter(|each| each.sample == sample).count();
    for line in [Line::Path, Line::Internet, Line::Dual, Line::Joins] {
        let shown = picture.edges.iter().any(|edge| edge.line == line);
        assert_eq!(explained(Sample::Line(line)), usize::from(shown), "{line:?}");
    }
    for kind in [Kind::Vendor, Kind::Cloud, Kind::NetworkDevice, Kind::Server] {
        let shown = picture.nodes.iter().any(|node| node.kind == kind);
        assert_eq!(explained(Sample::Node(kind)), usize::from(shown), "{kind:?}");
    }
    for mark in [rules::Severity::Serious, rules::Severity::Warning] {
        let shown = picture.nodes.iter().any(|node| node.mark == Some(mark));
        assert_eq!(explained(Sample::Mark(mark)), usize::from(shown), "{mark:?}");
    }
    for (at, one) in picture.legend.iter().enumerate() {
        assert!(one.rect.right() <= w && one.rect.bottom() <= h, "{one:?}");
        let mut others = picture.legend[at + 1..].iter().map(|each| each.rect);
        assert!(others.all(|other| !one.rect.overlaps(other)), "{one:?}");
        let mut above = boxes.iter().copied().chain(picture.areas.iter().map(|area| area.rect));
        assert!(above.all(|other| !one.rect.overlaps(other)), "{one:?}");
    }
    // A full-width letter of the title is as high as its size, so this is what a text takes.
    for node in &picture.nodes {
        let width: usize = node.title.chars().map(|c| if c.is_ascii() { 7 } else { 14 }).sum();
        assert!(width as i32 <= node.rect.w - 20, "{}", node.title);
    }
}

#[test]
fn nothing_lies_on_anything_else() {
    for devices in [0, 1, 13, 60, 200, 450] {
        for networks in [true, false] {
            let snapshot = clinic(devices, networks);
            let picture = draw(&snapshot);
            check(&picture);
            assert_eq!(picture, draw(&snapshot), "the same picture each run");
            let shown = picture
                .nodes
                .iter()
                .filter(|node| node.record.is_some_and(|(register, _)| register == RegisterId::DEVICE));
            assert_eq!(shown.count(), devices, "every device is in it");
        }
    }
    let picture = draw(&clinic(200, true));
    let count = |line: Line| picture.edges.iter().filter(|edge| edge.line == line).count();
    assert!(
        count(Line::Path) >= 8 && count(Line::Internet) == 3 && count(Line::Dual) >= 5,
        "{} {} {}",
        count(Line::Path),
        count(Line::Internet),
        count(Line::Dual)
    );
    assert!(picture.nodes.iter().any(|node| node.subtitle.starts_with("2枚挿し")));
    assert!(
        picture
            .nodes
            .iter()
            .any(|node| node.mark == Some(rules::Severity::Serious))
    );
    assert!(picture.width > picture.height, "{} x {}", picture.width, picture.height);
}

#[test]
fn the_svg_is_well_formed_and_holds_texts_as_texts() {
    let picture = draw(&clinic(40, true));
    let text = svg(&picture, "見本 & <試し>");
    assert_eq!(text, svg(&picture, "見本 & <試し>"));
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut depth = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    assert!(text.contains("見本 &amp; &lt;試し&gt;") && text.contains("架空0システム &lt;&amp;&quot;&gt;"));
    assert!(!text.contains("<script") && !text.contains("href"));
}

/// Contacts of a clinic; reports that go round in a circle do no harm.
fn people() -> Snapshot {
    let mut rows: Vec<Record> = Vec::new();
    for cells in [
        [
            ("category", "院内"),
            ("duty", "管理者（院長）"),
            ("person", "見本太郎"),
            ("phone", "090-0000-0001"),
            ("reports_to", ""),
        ],
        [
            ("category", "院内"),
            ("duty", "安全管理責任者"),
            ("person", "架空花子"),
            ("phone", "090-0000-0002"),
            ("reports_to", "管理者（院長）"),
        ],
        [
            ("category", "院内"),
            ("duty", "受付"),
            ("person", ""),
            ("phone", "内線 10"),
            ("reports_to", "安全管理責任者"),
        ],
        [
            ("category", "院内"),
            ("duty", "甲"),
            ("person", ""),
            ("phone", ""),
            ("reports_to", "乙"),
        ],
        [
            ("category", "院内"),
            ("duty", "乙"),
            ("person", ""),
            ("phone", ""),
            ("reports_to", "甲"),
        ],
        [
            ("category", "公的機関"),
            (
                "organization",
                "厚生労働省 医政局 特定医薬品開発支援・医療情報担当参事官室",
            ),
            ("phone", "03-6812-7837"),
            ("off_hours", ""),
            ("person", ""),
        ],
        [
            ("category", "公的機関"),
            ("organization", "警察"),
            ("phone", "不明"),
            ("off_hours", "110"),
            ("person", ""),
        ],
        [
            ("category", "事業者"),
            ("organization", "架空メディカル㈱"),
            ("phone", "03-0000-0000（代表）"),
            ("off_hours", "090-0000-0003"),
            ("person", "保守窓口"),
        ],
        [
            ("category", "近隣施設"),
            ("organization", "X総合病院"),
            ("phone", "03-0000-0009"),
            ("off_hours", ""),
            ("person", ""),
        ],
        [
            ("category", ""),
            ("organization", "<種類の無い>相手"),
            ("phone", "1"),
            ("off_hours", ""),
            ("person", ""),
        ],
    ] {
        let mut content = Content::default();
        parse::put_texts(RegisterId::CONTACT, &mut content, &cells);
        let id = RecordId::derive(2, rows.len() as u32, &[0; 32]);
        rows.push(Record {
            id,
            register: RegisterId::CONTACT,
            content,
        });
    }
    Snapshot::with_rows(LedgerMeta::default(), rows)
}

#[test]
fn every_contact_stands_once_in_the_chart_with_its_whole_number() {
    let snapshot = people();
    let picture = contacts(&snapshot, &CONTACT_WORDS);
    assert_eq!(picture, contacts(&snapshot, &CONTACT_WORDS));
    let rows = snapshot.rows(RegisterId::CONTACT);
    assert_eq!(picture.nodes.len(), rows.len());
    for row in rows.iter() {
        assert_eq!(
            picture
                .nodes
                .iter()
                .filter(|node| node.record.is_some_and(|(_, id)| id == row.id))
                .count(),
            1
        );
    }
    let svg = svg(&picture, "連絡体制図");
    for number in [
        "電話 03-6812-7837",
        "電話 03-0000-0000（代表）",
        "時間外 090-0000-0003",
        "時間外 110",
        "電話 不明",
    ] {
        assert!(svg.contains(number), "{number}");
    }
    assert!(svg.contains("&lt;種類の無い&gt;相手"));
    for (at, node) in picture.nodes.iter().enumerate() {
        let page = Rect {
            x: 0,
            y: 0,
            w: picture.width,
            h: picture.height,
        };
        assert!(node.rect.x >= 0 && node.rect.right() <= page.w && node.rect.bottom() <= page.h);
        let homes = picture
            .areas
            .iter()
            .filter(|area| area.rect.overlaps(node.rect))
            .count();
        assert_eq!(homes, 1, "{} stands in one box", node.title);
        for other in &picture.nodes[at + 1..] {
            assert!(!node.rect.overlaps(other.rect), "{} and {}", node.title, other.title);
        }
    }
    for (at, area) in picture.areas.iter().enumerate() {
        for other in &picture.areas[at + 1..] {
            assert!(!area.rect.overlaps(other.rect), "{} and {}", area.title, other.title);
        }
    }
    let arrows = picture.edges.iter().filter(|edge| edge.line == Line::Path).count();
    assert_eq!(arrows, 4, "one to each kind of place outside");
    // Two reports to people above, two in a circle of which one line closes nothing.
    let reports = picture.edges.iter().filter(|edge| edge.line == Line::Joins).count();
    assert_eq!(reports, 3);
    let empty = contacts(&Snapshot::new(LedgerMeta::default()), &CONTACT_WORDS);
    assert!(empty.nodes.is_empty() && empty.areas.len() == 1);
}

#[test]
fn pictures_of_pixels_are_the_same_every_time_and_hold_the_colours_of_the_boxes() {
    let picture = contacts(&people(), &CONTACT_WORDS);
    let bytes = png(&picture).unwrap();
    assert_eq!(bytes, png(&picture).unwrap());
    let decoder = ::png::Decoder::new(std::io::Cursor::new(&bytes));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!(
        (info.width as i32, info.height as i32),
        (picture.width * 2, picture.height * 2)
    );
    let pixel = |x: i32, y: i32| {
        let at = ((y * 2) as usize * info.width as usize + (x * 2) as usize) * 3;
        [pixels[at], pixels[at + 1], pixels[at + 2]]
    };
    assert_eq!(pixel(2, 2), [255, 255, 255]);
    let home = picture.areas[0].rect;
    assert_eq!(pixel(home.right() - 6, home.bottom() - 6), [0xea, 0xf3, 0xea]);
    // Letters stand in the first box: some of it is dark.
    let node = picture.nodes[0].rect;
    let dark = (node.x..node.right())
        .filter(|x| pixel(*x, node.y + 14)[0] < 100)
        .count();
    assert!(dark > 3, "{dark}");
    // Wider than sharp: less sharp. Wider than readable: none.
    for (width, pixels) in [
        (4_000, Some(8_000)),
        (5_000, Some(8_000)),
        (8_000, Some(8_000)),
        (8_001, None),
    ] {
        let wide = Picture {
            width,
            height: 40,
            ..picture.clone()
        };
        let found = png(&wide).map(|bytes| {
            let decoder = ::png::Decoder::new(std::io::Cursor::new(bytes));
            decoder.read_info().unwrap().info().width
        });
        assert_eq!(found, pixels, "{width}");
    }
}

/// The ledger with the order that a move gave.
fn after(snapshot: &Snapshot, content: Content) -> Snapshot {
    let mut rows: Vec<Record> = RegisterId::all()
        .filter(|register| *register != RegisterId::DIAGRAM)
        .flat_map(|register| snapshot.rows(register).iter().map(|row| (**row).clone()))
        .collect();
    rows.push(Record {
        id: RecordId::derive(9, 0, &[0; 32]),
        register: RegisterId::DIAGRAM,
        content,
    });
    Snapshot::with_rows(LedgerMeta::default(), rows)
}

#[test]
fn a_box_moved_to_anothers_place_stays_there_and_everything_keeps_clear() {
    let mut snapshot = clinic(60, true);
    let first = draw(&snapshot);
    let areas = |picture: &Picture| -> Vec<String> { picture.areas.iter().map(|area| area.key.clone()).collect() };
    let devices = |picture: &Picture, area: usize| -> Vec<String> {
        let inside = picture
            .nodes
            .iter()
            .filter(|node| node.rect.overlaps(picture.areas[area].rect));
        inside.map(|node| node.key.clone()).collect()
    };
    // A network to the front, the last device of it to the front, a vendor behind the cloud.
    type Wish<'w> = &'w dyn Fn(&Picture) -> (String, String);
    let moves: [Wish<'_>; 3] = [
        &|picture| (areas(picture)[2].clone(), areas(picture)[0].clone()),
        &|picture| {
            let inside = devices(picture, 1);
            (inside[inside.len() - 1].clone(), inside[0].clone())
        },
        &|picture| (picture.nodes[0].key.clone(), "internet".to_owned()),
    ];
    for wish in moves {
        let picture = draw(&snapshot);
        let (key, onto) = wish(&picture);
        let content = diagram::moved(&snapshot, &picture, &key, &onto).expect("a place for it");
        let place = |picture: &Picture, key: &str| {
            let node = picture
                .nodes
                .iter()
                .find(|node| node.key == key)
                .map(|node| (node.rect.x, node.rect.y));
            node.or_else(|| {
                picture
                    .areas
                    .iter()
                    .position(|area| area.key == key)
                    .map(|at| (at as i32, 0))
            })
        };
        let wanted = place(&picture, &onto);
        snapshot = after(&snapshot, content);
        let moved = draw(&snapshot);
        check(&moved);
        assert_eq!(place(&moved, &key), wanted, "{key} where {onto} was");
        assert_eq!(moved, draw(&snapshot));
        assert_eq!(moved.nodes.len(), first.nodes.len());
    }
    // No device leaves its network, no vendor goes among devices, nothing onto itself, nothing unknown.
    let picture = draw(&snapshot);
    let (one, other) = (devices(&picture, 0)[0].clone(), devices(&picture, 1)[0].clone());
    for (key, onto) in [
        (one.as_str(), other.as_str()),
        ("internet", one.as_str()),
        (one.as_str(), one.as_str()),
        ("nobody", one.as_str()),
        (one.as_str(), picture.areas[0].key.as_str()),
    ] {
        assert!(
            diagram::moved(&snapshot, &picture, key, onto).is_none(),
            "{key} onto {onto}"
        );
    }
    // A device that comes later stands behind; keys of what is no more are passed over.
    let more = clinic(61, true);
    let order = snapshot.rows(RegisterId::DIAGRAM)[0].content.clone();
    check(&draw(&after(&more, order.clone())));
    check(&draw(&after(&clinic(3, false), order)));
}

//! Devices that a notice may be about are proposed in the window and taken by a person.

use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::ledger::{Command, Ledger};
use kikidaicho::core::model::Content;
use kikidaicho::core::parse;
use kikidaicho::ui::App;

use super::ui_flows::{click, click_cell, context, new_ledger, window};

#[test]
fn a_notice_proposes_the_devices_of_its_product() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_ledger(folder.path());
    {
        let mut ledger = Ledger::open(&path, &context()).unwrap();
        let mut add = |register: RegisterId, cells: &[(&str, &str)]| {
            let mut content = Content::default();
            parse::put_texts(register, &mut content, cells);
            ledger.execute(Command::Add { register, content }, &context()).unwrap();
        };
        for (number, firmware) in [("021", "FortiOS 7.2.3"), ("022", "FortiOS 7.4.1"), ("023", "2.30")] {
            add(RegisterId::DEVICE, &[("management_no", number), ("firmware", firmware)]);
        }
        let notice = [
            ("title", "VPN 装置の脆弱性"),
            ("product", "FortiOS"),
            ("affected", "7.2 から 7.2.8 まで"),
        ];
        add(RegisterId::NOTICE, &notice);
    }
    let devices = || {
        let ledger = Ledger::open(&path, &context()).unwrap();
        let row = ledger.snapshot().rows(RegisterId::NOTICE)[0].clone();
        row.entry("devices").display().into_owned()
    };
    let mut harness = window(Some(&path));
    click(&mut harness, "脆弱性・注意喚起（1）");
    click_cell(&mut harness, "VPN 装置の脆弱性");
    // A version that is not named stays on the list, for a person to look at.
    assert!(
        harness
            .query_by_label("＋ 022（版を確かめる）　FortiOS 7.4.1")
            .is_some()
    );
    let take = |harness: &mut Harness<'_, App>, label: &str| {
        harness.get_by_role_and_label(Role::Button, label).scroll_to_me();
        harness.run();
        click(harness, label);
    };
    take(&mut harness, "＋ 021（版も該当）　FortiOS 7.2.3");
    assert_eq!(devices(), "021");
    assert!(
        harness.query_by_label("＋ 021（版も該当）　FortiOS 7.2.3").is_none(),
        "it is taken"
    );
    take(&mut harness, "＋ 022（版を確かめる）　FortiOS 7.4.1");
    assert_eq!(devices(), "021、022");
}

//! The bundled fonts. Hinting is off: with it, BIZ UD draws minus signs and dashes as nothing.

use std::sync::Arc;

use eframe::egui::{FontData, FontDefinitions, FontFamily, FontTweak};

/// `strong()` is only a colour; bold text asks for this family.
pub fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

pub fn install(context: &eframe::egui::Context) {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 3] = [
        ("udp", include_bytes!("../../assets/fonts/BIZUDPGothic-Regular.ttf")),
        ("udp-bold", include_bytes!("../../assets/fonts/BIZUDPGothic-Bold.ttf")),
        ("ud", include_bytes!("../../assets/fonts/BIZUDGothic-Regular.ttf")),
    ];
    for (name, bytes) in files {
        let tweak = FontTweak {
            hinting: Some(false),
            ..Default::default()
        };
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak)));
    }
    fonts.families.insert(FontFamily::Proportional, vec!["udp".to_owned()]);
    fonts
        .families
        .insert(FontFamily::Monospace, vec!["ud".to_owned(), "udp".to_owned()]);
    fonts
        .families
        .insert(bold(), vec!["udp-bold".to_owned(), "udp".to_owned()]);
    context.set_fonts(fonts);
}

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
        ("udp", crate::core::diagram::REGULAR),
        ("udp-bold", crate::core::diagram::BOLD),
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

#[cfg(test)]
mod tests {
    use eframe::egui::{self, FontId};

    /// BIZ UD with hinting draws these as nothing at some sizes; nobody sees that in a tree of widgets.
    #[test]
    fn dashes_and_lines_leave_ink_at_every_size() {
        let context = egui::Context::default();
        super::install(&context);
        for scale in [1.0, 1.25, 1.5, 2.0] {
            context.set_pixels_per_point(scale);
            for size in [11.0, 13.0, 15.0, 16.0, 20.0] {
                for family in [
                    egui::FontFamily::Proportional,
                    egui::FontFamily::Monospace,
                    super::bold(),
                ] {
                    for glyph in [
                        '-', '\u{2212}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{ff0d}', '=', '|', '\u{30fc}',
                        '\u{4e00}',
                    ] {
                        assert!(
                            has_ink(&context, glyph, FontId::new(size, family.clone())),
                            "{glyph} {size} {scale}"
                        );
                    }
                }
            }
        }
    }

    fn has_ink(context: &egui::Context, glyph: char, font: FontId) -> bool {
        let mut ink = false;
        let mut output = context.run_ui(egui::RawInput::default(), |ui| {
            let galley = ui
                .painter()
                .layout_no_wrap(glyph.to_string(), font.clone(), egui::Color32::WHITE);
            let Some(row) = galley.rows.first() else { return };
            let rects: Vec<egui::Rect> = row
                .visuals
                .mesh
                .vertices
                .chunks(4)
                .map(|corners| egui::Rect::from_points(&corners.iter().map(|corner| corner.uv).collect::<Vec<_>>()))
                .collect();
            let image = ui.fonts(|fonts| fonts.image());
            ink = rects.iter().any(|rect| {
                (rect.top() as usize..rect.bottom().ceil() as usize).any(|y| {
                    (rect.left() as usize..rect.right().ceil() as usize).any(|x| {
                        image
                            .pixels
                            .get(y * image.size[0] + x)
                            .is_some_and(|pixel| pixel.a() > 60)
                    })
                })
            });
        });
        // There is no screen to bring the glyphs to.
        output.textures_delta.clear();
        ink
    }
}

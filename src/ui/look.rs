//! A kept file looked at in the window: a picture or a text, nothing that needs another program.

use eframe::egui::{self, Key};

use super::app::App;
use crate::session::Preview;
use crate::text::home::CLOSE;
use crate::text::ui as words;

/// The file in sight.
pub(super) struct Seen {
    name: String,
    preview: Preview,
    /// Handed to the graphics side when it is first drawn.
    texture: Option<egui::TextureHandle>,
}

impl Seen {
    pub fn new(name: String, preview: Preview) -> Self {
        Self {
            name,
            preview,
            texture: None,
        }
    }
}

impl App {
    pub(super) fn show_seen(&mut self, context: &egui::Context) {
        let Some(seen) = &mut self.seen else { return };
        let mut close = context.input(|input| input.key_pressed(Key::Escape));
        let room = context.content_rect().size() * 0.8;
        egui::Modal::new(egui::Id::unique("seen")).show(context, |ui| {
            ui.set_max_width(room.x);
            ui.add(egui::Label::new(egui::RichText::new(&seen.name).heading()).truncate());
            match &seen.preview {
                Preview::Nothing => {
                    ui.label(words::PREVIEW_NOTHING);
                }
                Preview::Text(text) => {
                    egui::ScrollArea::both().max_height(room.y - 90.0).show(ui, |ui| {
                        ui.set_min_width(room.x * 0.6);
                        ui.add(egui::Label::new(text.as_str()).selectable(true));
                    });
                }
                Preview::Image { size, rgba } => {
                    let texture = seen.texture.get_or_insert_with(|| {
                        let image = egui::ColorImage::from_rgba_unmultiplied(*size, rgba);
                        context.load_texture("seen", image, egui::TextureOptions::LINEAR)
                    });
                    let fit = egui::vec2(room.x, room.y - 90.0);
                    let shown = egui::Image::from_texture(&*texture)
                        .max_size(fit)
                        .maintain_aspect_ratio(true);
                    let response = ui.add(shown);
                    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &seen.name));
                }
            }
            close |= ui.button(CLOSE).clicked();
        });
        if close {
            self.seen = None;
        }
    }
}

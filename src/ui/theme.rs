//! Colours, sizes and spacing; the only place that names a colour.

use eframe::egui::style::ScrollStyle;
use eframe::egui::{Color32, FontFamily, FontId, Stroke, TextStyle, Theme, Vec2};

pub const ACCENT: Color32 = Color32::from_rgb(0, 92, 138);
pub const ON_ACCENT: Color32 = Color32::from_rgb(255, 255, 255);
pub const MUTED: Color32 = Color32::from_rgb(96, 104, 112);
pub const CHANGED: Color32 = Color32::from_rgb(255, 244, 204);
pub const WARNING: Color32 = Color32::from_rgb(150, 60, 0);
pub const HEADER: Color32 = Color32::from_rgb(232, 238, 242);
pub const STRIPE: Color32 = Color32::from_rgb(247, 249, 250);
pub const SELECTED: Color32 = Color32::from_rgb(214, 233, 245);
pub const LINE: Color32 = Color32::from_rgb(196, 204, 210);
pub const BAR: Color32 = Color32::from_rgb(120, 170, 204);
pub const TOAST: Color32 = Color32::from_rgb(40, 48, 56);
pub const ON_TOAST: Color32 = Color32::from_rgb(255, 255, 255);
// The network picture: fill and line of a network by what it is for, and lines by what they are.
pub const ZONE_RECORDS: (Color32, Color32) = (Color32::from_rgb(234, 243, 234), Color32::from_rgb(63, 116, 69));
pub const ZONE_ELIGIBILITY: (Color32, Color32) = (Color32::from_rgb(232, 240, 248), Color32::from_rgb(58, 100, 148));
pub const ZONE_INTERNET: (Color32, Color32) = (Color32::from_rgb(253, 241, 227), Color32::from_rgb(148, 92, 22));
pub const ZONE_GUEST: (Color32, Color32) = (Color32::from_rgb(244, 237, 247), Color32::from_rgb(112, 78, 138));
pub const ZONE_OTHER: (Color32, Color32) = (Color32::from_rgb(242, 243, 244), Color32::from_rgb(100, 108, 115));
pub const PATH: Color32 = Color32::from_rgb(176, 58, 46);
pub const WAY_OUT: Color32 = Color32::from_rgb(185, 122, 44);
pub const DUAL: Color32 = Color32::from_rgb(106, 76, 147);
pub const ROW_HEIGHT: f32 = 30.0;
pub const HEADER_HEIGHT: f32 = 32.0;
pub const LINE_HEIGHT: f32 = 19.0;

pub fn install(context: &eframe::egui::Context, high_contrast: bool) {
    let (text, border) = if high_contrast {
        (Color32::BLACK, Color32::from_gray(70))
    } else {
        (Color32::from_gray(28), Color32::from_gray(176))
    };
    context.set_theme(Theme::Light);
    context.all_styles_mut(|style| {
        style.text_styles = [
            (TextStyle::Small, FontId::new(13.0, FontFamily::Proportional)),
            (TextStyle::Body, FontId::new(15.0, FontFamily::Proportional)),
            (TextStyle::Button, FontId::new(15.0, FontFamily::Proportional)),
            (TextStyle::Monospace, FontId::new(15.0, FontFamily::Monospace)),
            (TextStyle::Heading, FontId::new(20.0, super::fonts::bold())),
        ]
        .into();
        style.spacing.item_spacing = Vec2::new(8.0, 8.0);
        style.spacing.button_padding = Vec2::new(12.0, 6.0);
        style.spacing.interact_size.y = 32.0;
        style.spacing.window_margin = eframe::egui::Margin::same(16);
        style.animation_time = 0.0;
        // A table that goes on to the right must say so before anybody points at it; bars never lie over what they move.
        style.spacing.scroll = ScrollStyle {
            floating_width: 6.0,
            floating_allocated_width: 8.0,
            foreground_color: true,
            dormant_handle_opacity: 0.3,
            active_handle_opacity: 0.5,
            ..ScrollStyle::thin()
        };
        style.visuals.text_cursor.blink = false;
        style.visuals.override_text_color = Some(text);
        // Inputs and buttons must be seen as such on old screens.
        style.visuals.widgets.inactive.bg_stroke = Stroke::new(1.0, border);
        style.visuals.selection.bg_fill = Color32::from_rgb(204, 228, 242);
        style.visuals.selection.stroke.color = ACCENT;
        style.visuals.hyperlink_color = ACCENT;
    });
    context.options_mut(|options| options.quit_shortcuts.clear());
}

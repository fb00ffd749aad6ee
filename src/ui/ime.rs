//! Japanese input: whether a composition is going on, and an input method that stays on in every field.
//!
//! Invariant: while `composing`, nothing is saved, searched or checked, and no key of the grid is taken.

use eframe::egui::{self, Event, ImeEvent};

/// Watches the composition and keeps the input method allowed.
#[derive(Default)]
pub struct ImeWatch {
    composing: bool,
    #[cfg(target_os = "linux")]
    last: Option<egui::output::IMEOutput>,
}

impl ImeWatch {
    /// Whether kana are being turned into kanji right now.
    pub fn composing(context: &egui::Context) -> bool {
        context.with_plugin(|watch: &mut Self| watch.composing).unwrap_or(false)
    }
}

impl egui::Plugin for ImeWatch {
    fn debug_name(&self) -> &'static str {
        "ime_watch"
    }

    fn input_hook(&mut self, _: &egui::Context, input: &mut egui::RawInput) {
        for event in &input.events {
            match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => self.composing = !text.is_empty(),
                Event::Ime(ImeEvent::Commit(_)) | Event::WindowFocused(false) => self.composing = false,
                _ => {}
            }
        }
    }

    /// On X11 winit makes a new input context at every change of field, which switches the input method off;
    /// so it is kept allowed, and only a composition that is really going on is interrupted.
    #[cfg(target_os = "linux")]
    fn output_hook(&mut self, _: &egui::Context, output: &mut egui::FullOutput) {
        let ime = &mut output.platform_output.ime;
        match ime {
            Some(ime) => {
                ime.should_interrupt_composition &= self.composing;
                self.last = Some(*ime);
            }
            None => {
                *ime = self.last.map(|mut ime| {
                    ime.should_interrupt_composition = false;
                    ime
                });
            }
        }
    }
}

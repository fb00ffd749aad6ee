//! The window.
//!
//! Owns: widgets, drafts of what is being typed, what is shown. Refuses to know: SQL, files, the clock.
//! Invariant: views read an immutable snapshot and send jobs; what is typed lives in [`app::App`] until it is
//! committed at the end of the edit.

mod answers;
mod app;
mod dialog;
mod fonts;
mod help;
mod ime;
mod look;
mod palette;
mod recover;
mod renderer;
mod route;
mod screens;
mod shell;
mod theme;
mod toast;
mod tour;
mod widgets;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

pub use app::App;
pub use renderer::Renderer;

use crate::core::clock::Clock;
use crate::session::{Job, Session as _, Settings, ThreadSession, documents_folder, settings_path};
use crate::text::{Notice, opening, ui as words};

/// Fonts, sizes and colours of the window, for whatever else draws with them.
pub fn install_look(context: &eframe::egui::Context) {
    fonts::install(context);
    theme::install(context, false);
}

/// Starts the worker and lets it open the ledger. It wakes the window through the context, which exists later.
pub fn begin(
    clock: Clock,
    actor: String,
    settings: Option<PathBuf>,
    ledger: Option<&Path>,
) -> (ThreadSession, Arc<OnceLock<eframe::egui::Context>>) {
    let wake: Arc<OnceLock<eframe::egui::Context>> = Arc::default();
    let woken = wake.clone();
    let session = ThreadSession::start(clock, actor, settings, move || {
        if let Some(context) = woken.get() {
            context.request_repaint();
        }
    });
    if let Some(path) = ledger {
        session.send(Job::Open { path: path.to_owned() });
    }
    (session, wake)
}

/// Opens the window, on a ledger if one is given, and returns when it is closed. `actor` goes over the name that the
/// window remembers; it may be empty.
///
/// # Errors
/// When no renderer can open a window here, such as on a machine without a display.
pub fn run(ledger: Option<PathBuf>, only: Option<Renderer>, clock: Clock, actor: String) -> Result<(), Notice> {
    let place = settings_path();
    let mut settings = place.as_deref().map(Settings::load).unwrap_or_default();
    if !actor.is_empty() {
        settings.actor = Some(actor);
    }
    let actor = settings.actor.clone().unwrap_or_default();
    let order = match only {
        Some(renderer) => vec![renderer],
        None => Renderer::order(settings.renderer.as_deref().and_then(Renderer::by_key)),
    };
    for renderer in order {
        let options = eframe::NativeOptions {
            viewport: eframe::egui::ViewportBuilder::default()
                .with_app_id("kikidaicho")
                .with_inner_size([1280.0, 800.0])
                .with_min_inner_size([800.0, 500.0]),
            ..renderer.options()
        };
        let (ledger, actor) = (ledger.clone(), actor.clone());
        let (place, mut settings) = (place.clone(), settings.clone());
        if only.is_none() {
            settings.renderer = Some(renderer.key().to_owned());
        }
        // The ledger is read while the window is made; it is given back when this way of drawing opens none.
        let (session, wake) = begin(clock, actor, place, ledger.as_deref());
        let make = move |context: &eframe::CreationContext<'_>| {
            let _ = wake.set(context.egui_ctx.clone());
            let app = App::new(&context.egui_ctx, Box::new(session), settings, None).awaiting(ledger);
            let app = app.keep_in(documents_folder().as_deref());
            Ok(Box::new(app) as Box<dyn eframe::App>)
        };
        // winit panics when a system library is missing; that is one more reason to try the next renderer.
        let opened = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            eframe::run_native(words::TITLE, options, Box::new(make))
        }));
        if let Ok(Ok(())) = opened {
            return Ok(());
        }
    }
    Err(Notice {
        what: opening::RENDERER.to_owned(),
        safe: opening::RENDERER_SAFE.to_owned(),
        todo: opening::RENDERER_TODO.to_owned(),
    })
}

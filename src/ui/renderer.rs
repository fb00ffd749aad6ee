//! Which way of drawing opens the window on this machine.
//!
//! Invariant: a machine without a graphics driver, over Remote Desktop or with a broken one still gets a window when
//! any way works; what worked is tried first next time. A ledger that was opened for a window that did not come is
//! closed again; nothing was written into it.

use std::sync::Arc;

use eframe::egui_wgpu::{WgpuSetup, WgpuSetupCreateNew};
use eframe::wgpu::{Adapter, Backends, DeviceType};

/// A way of drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// OpenGL. The fastest where the processor draws, but missing over Remote Desktop.
    Glow,
    /// Direct3D 12 on Windows, Vulkan elsewhere, by a graphics chip.
    Wgpu,
    /// The same drawn by the processor: WARP on Windows, lavapipe elsewhere. Slow, and always there on Windows.
    Software,
}

impl Renderer {
    const ALL: [Self; 3] = [Self::Glow, Self::Wgpu, Self::Software];

    /// Word of the command line and the settings.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Glow => "glow",
            Self::Wgpu => "wgpu",
            Self::Software => "software",
        }
    }

    pub fn by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|renderer| renderer.key() == key)
    }

    /// All ways in the order to be tried: the one that worked last time, then what is best on this system.
    pub(super) fn order(last: Option<Self>) -> Vec<Self> {
        let usual = if cfg!(windows) {
            [Self::Wgpu, Self::Glow, Self::Software]
        } else {
            // Where no chip draws, glow is several times faster than wgpu.
            [Self::Glow, Self::Wgpu, Self::Software]
        };
        let mut order: Vec<Self> = last.into_iter().chain(usual).collect();
        let mut seen = Vec::new();
        order.retain(|renderer| {
            !seen.contains(renderer) && {
                seen.push(*renderer);
                true
            }
        });
        order
    }

    pub(super) fn options(self) -> eframe::NativeOptions {
        let mut options = eframe::NativeOptions {
            renderer: match self {
                Self::Glow => eframe::Renderer::Glow,
                Self::Wgpu | Self::Software => eframe::Renderer::Wgpu,
            },
            ..Default::default()
        };
        let mut setup = WgpuSetupCreateNew::without_display_handle();
        // OpenGL through wgpu would only be a slower glow.
        setup.instance_descriptor.backends = Backends::PRIMARY;
        setup.native_adapter_selector = match self {
            Self::Glow => return options,
            Self::Wgpu => Some(Arc::new(|adapters, _| choose(adapters, |kind| kind != DeviceType::Cpu))),
            Self::Software => Some(Arc::new(|adapters, _| choose(adapters, |kind| kind == DeviceType::Cpu))),
        };
        options.wgpu_options.wgpu_setup = WgpuSetup::CreateNew(setup);
        options
    }
}

fn choose(adapters: &[Adapter], fits: impl Fn(DeviceType) -> bool) -> Result<Adapter, String> {
    let mut fitting: Vec<&Adapter> = adapters
        .iter()
        .filter(|adapter| fits(adapter.get_info().device_type))
        .collect();
    // A laptop's own chip is enough for a table and spares its battery.
    fitting.sort_by_key(|adapter| adapter.get_info().device_type != DeviceType::IntegratedGpu);
    fitting
        .first()
        .map(|adapter| (*adapter).clone())
        .ok_or_else(|| "no such adapter".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_is_tried_once_and_the_last_one_first() {
        for last in [None, Some(Renderer::Software), Some(Renderer::Glow)] {
            let order = Renderer::order(last);
            assert_eq!(order.len(), Renderer::ALL.len(), "{order:?}");
            assert!(
                Renderer::ALL.iter().all(|renderer| order.contains(renderer)),
                "{order:?}"
            );
            assert!(last.is_none_or(|last| order[0] == last), "{order:?}");
        }
        for renderer in Renderer::ALL {
            assert_eq!(Renderer::by_key(renderer.key()), Some(renderer));
        }
        assert_eq!(Renderer::by_key("dx9"), None);
    }
}

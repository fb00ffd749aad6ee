//! A first look into a kept file without another program: the text of a text, a picture made small.
//!
//! Owns: what can be looked at and its bounds. Refuses to know: where the bytes are kept, widgets.
//! Invariant: nothing in a file is executed or followed; a file that cannot be shown is none, never a failure.

use std::sync::Arc;

use crate::core::import::reader::text_of;

/// Characters of a text that are shown.
const LETTERS: usize = 20_000;
/// A text is looked into as far as this.
const TEXT_BYTES: usize = 256 * 1024;

/// What is seen of a file.
#[derive(Clone, PartialEq, Eq)]
pub enum Preview {
    Text(String),
    /// Four bytes per pixel, red first, not multiplied by how much shines through.
    Image {
        size: [usize; 2],
        rgba: Arc<Vec<u8>>,
    },
    /// Only another program can show it.
    Nothing,
}

impl std::fmt::Debug for Preview {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => write!(formatter, "Text({} bytes)", text.len()),
            Self::Image { size, .. } => write!(formatter, "Image({size:?})"),
            Self::Nothing => formatter.write_str("Nothing"),
        }
    }
}

/// Looks into a file; its name says nothing that its bytes do not.
pub(super) fn of(bytes: &[u8]) -> Preview {
    if let Some(image) = image_of(bytes) {
        return image;
    }
    // A cut inside a letter is no fault of the text.
    let cut = bytes
        .get(..TEXT_BYTES)
        .map(|head| &head[..head.iter().rposition(|byte| *byte == b'\n').unwrap_or(head.len())]);
    match text_of(cut.unwrap_or(bytes)) {
        Some(text) => Preview::Text(text.chars().take(LETTERS).collect()),
        None => Preview::Nothing,
    }
}

#[cfg(feature = "gui")]
fn image_of(bytes: &[u8]) -> Option<Preview> {
    /// Sides and memory beyond any photo of a label or a page.
    const LONGEST: u32 = 12_000;
    const MEMORY: u64 = 256 * 1024 * 1024;
    const SHOWN: u32 = 1_400;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MEMORY);
    let mut reader = image::ImageReader::new(std::io::Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    reader.limits(limits);
    reader.format()?;
    let image = reader.decode().ok()?;
    let small = if image.width().max(image.height()) > SHOWN {
        image.thumbnail(SHOWN, SHOWN)
    } else {
        image
    };
    let rgba = small.into_rgba8();
    Some(Preview::Image {
        size: [rgba.width() as usize, rgba.height() as usize],
        rgba: Arc::new(rgba.into_raw()),
    })
}

#[cfg(not(feature = "gui"))]
fn image_of(_: &[u8]) -> Option<Preview> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_the_encodings_of_clinics() {
        assert_eq!(of("覚え書き".as_bytes()), Preview::Text("覚え書き".to_owned()));
        let (cp932, ..) = encoding_rs::SHIFT_JIS.encode("院長の承認\r\n令和8年");
        assert_eq!(of(&cp932), Preview::Text("院長の承認\r\n令和8年".to_owned()));
        assert_eq!(of(b"PK\x03\x04\0\0binary"), Preview::Nothing);
        let long = "あいうえお\n".repeat(60_000);
        assert!(matches!(of(long.as_bytes()), Preview::Text(text) if text.chars().count() == LETTERS));
    }

    #[cfg(feature = "gui")]
    #[test]
    fn pictures_are_made_small_and_bombs_are_no_pictures() {
        let png = |width: u32, height: u32| {
            let mut out = Vec::new();
            let image = image::RgbImage::from_pixel(width, height, image::Rgb([200, 10, 10]));
            image
                .write_to(&mut std::io::Cursor::new(&mut out), image::ImageFormat::Png)
                .unwrap();
            out
        };
        let Preview::Image { size, rgba } = of(&png(3_000, 1_500)) else {
            panic!("a picture")
        };
        assert_eq!((size, rgba[..4].to_vec()), ([1_400, 700], vec![200, 10, 10, 255]));
        assert_eq!(of(&png(12_001, 1)), Preview::Nothing, "a side too long");
        let mut cut = png(50, 50);
        cut.truncate(60);
        assert_eq!(of(&cut), Preview::Nothing, "cut off");
    }
}

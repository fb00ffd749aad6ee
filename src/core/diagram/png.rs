//! The picture as PNG, with the fonts of the program, for whatever cannot show SVG.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::fill::{Canvas, Outline, Point};
use super::pen::{Color, Pen, Stroke, draw};
use super::{Picture, Rect};

/// The fonts that the window draws with too.
pub const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/BIZUDPGothic-Regular.ttf");
pub const BOLD: &[u8] = include_bytes!("../../../assets/fonts/BIZUDPGothic-Bold.ttf");

/// Pixels per point: sharp on paper.
const SHARP: f32 = 2.0;
/// Fewer pixels per point make the words unreadable.
const READABLE: f32 = 1.0;
/// More pixels than this in one direction are no picture for a letter or a wall.
const MOST: f32 = 8_000.0;

/// Draws the picture, less sharp where it is wide; nothing when it is larger than a picture should be.
pub fn png(picture: &Picture) -> Option<Vec<u8>> {
    let longest = picture.width.max(picture.height).max(1);
    let scale = (MOST / longest as f32).min(SHARP);
    if scale < READABLE || picture.width.min(picture.height) < 1 {
        return None;
    }
    let size = |points: i32| (points as f32 * scale) as usize;
    let fonts = [FontRef::new(REGULAR).ok()?, FontRef::new(BOLD).ok()?];
    let mut pen = Pixels {
        canvas: Canvas::new(size(picture.width), size(picture.height)),
        fonts,
        scale,
    };
    draw(picture, &mut pen);
    let canvas = pen.canvas;
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, canvas.width as u32, canvas.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&canvas.pixels).ok()?;
    writer.finish().ok()?;
    Some(out)
}

struct Pixels<'a> {
    canvas: Canvas,
    fonts: [FontRef<'a>; 2],
    /// Pixels per point.
    scale: f32,
}

/// `#rrggbb`; anything else is black.
fn rgb(color: Color) -> [u8; 3] {
    let part = |at: usize| {
        color
            .get(at..at + 2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .unwrap_or(0)
    };
    [part(1), part(3), part(5)]
}

impl Pixels<'_> {
    fn scaled(&self, (x, y): (i32, i32)) -> Point {
        (x as f32 * self.scale, y as f32 * self.scale)
    }

    /// A straight line as a thin box; lines of this picture stand upright or lie flat or lean, whatever.
    fn stroke(&mut self, from: Point, to: Point, width: f32, color: [u8; 3]) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).sqrt();
        if length == 0.0 {
            return;
        }
        let (nx, ny) = (-dy / length * width / 2.0, dx / length * width / 2.0);
        let corners = [
            (from.0 + nx, from.1 + ny),
            (to.0 + nx, to.1 + ny),
            (to.0 - nx, to.1 - ny),
            (from.0 - nx, from.1 - ny),
        ];
        self.canvas.fill(&Outline::polygon(&corners), color);
    }

    fn dashed(&mut self, from: Point, to: Point, dashes: Option<(u8, u8)>, color: [u8; 3]) {
        let width = 1.6 * self.scale;
        let Some((on, off)) = dashes else {
            self.stroke(from, to, width, color);
            return;
        };
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).sqrt();
        let (on, step) = (f32::from(on) * self.scale, f32::from(on + off) * self.scale);
        let place = |along: f32| (from.0 + dx * along / length, from.1 + dy * along / length);
        let mut at = 0.0;
        while at < length && step > 0.0 {
            self.stroke(place(at), place((at + on).min(length)), width, color);
            at += step;
        }
    }
}

impl Pen for Pixels<'_> {
    fn rect(&mut self, rect: Rect, round: i32, fill: Color, line: Option<Color>, width: f32) {
        let (x, y) = self.scaled((rect.x, rect.y));
        let (w, h) = self.scaled((rect.w, rect.h));
        let (round, half) = (round as f32 * self.scale, width * self.scale / 2.0);
        if let Some(line) = line {
            let outer = Outline::rounded(x - half, y - half, w + 2.0 * half, h + 2.0 * half, round + half);
            self.canvas.fill(&outer, rgb(line));
        }
        let half = if line.is_some() { half } else { 0.0 };
        let inner = Outline::rounded(
            x + half,
            y + half,
            w - 2.0 * half,
            h - 2.0 * half,
            (round - half).max(0.0),
        );
        self.canvas.fill(&inner, rgb(fill));
    }

    fn line(&mut self, points: &[(i32, i32)], (color, dashes): Stroke, is_arrow: bool) {
        let color = rgb(color);
        let points: Vec<Point> = points.iter().map(|point| self.scaled(*point)).collect();
        for pair in points.windows(2) {
            self.dashed(pair[0], pair[1], dashes, color);
        }
        if let (true, [.., before, end]) = (is_arrow, points.as_slice()) {
            let (dx, dy) = (end.0 - before.0, end.1 - before.1);
            let length = (dx * dx + dy * dy).sqrt().max(1.0);
            let (ux, uy) = (dx / length, dy / length);
            // As long as the SVG's: eight strokes by eight, its tip a stroke before the end.
            let (long, wide) = (12.8 * self.scale, 6.4 * self.scale);
            let tip = (end.0 + ux * 1.6 * self.scale, end.1 + uy * 1.6 * self.scale);
            let base = (tip.0 - ux * long, tip.1 - uy * long);
            let head = [
                tip,
                (base.0 - uy * wide, base.1 + ux * wide),
                (base.0 + uy * wide, base.1 - ux * wide),
            ];
            self.canvas.fill(&Outline::polygon(&head), color);
        }
    }

    fn text(&mut self, at: (i32, i32), size: u8, is_bold: bool, color: Color, words: &str) {
        let font = self.fonts[usize::from(is_bold)].clone();
        let size = Size::new(f32::from(size) * self.scale);
        let (glyphs, outlines) = (font.charmap(), font.outline_glyphs());
        let metrics = font.glyph_metrics(size, LocationRef::default());
        let (mut x, y) = self.scaled(at);
        for letter in words.chars() {
            let glyph = glyphs.map(letter).unwrap_or(GlyphId::NOTDEF);
            if let Some(outline) = outlines.get(glyph) {
                let mut letter = Letter {
                    outline: Outline::default(),
                    x,
                    y,
                };
                let settings = DrawSettings::unhinted(size, LocationRef::default());
                // A glyph that cannot be drawn leaves its place empty.
                if outline.draw(settings, &mut letter).is_ok() {
                    self.canvas.fill(&letter.outline, rgb(color));
                }
            }
            x += metrics.advance_width(glyph).unwrap_or_default();
        }
    }

    fn dot(&mut self, at: (i32, i32), radius: i32, fill: Color) {
        let (x, y) = self.scaled(at);
        let r = radius as f32 * self.scale;
        let circle = Outline::rounded(x - r, y - r, r * 2.0, r * 2.0, r);
        self.canvas.fill(&circle, rgb(fill));
    }
}

/// A letter on its place; fonts count upwards, pixels downwards.
struct Letter {
    outline: Outline,
    x: f32,
    y: f32,
}

impl OutlinePen for Letter {
    fn move_to(&mut self, x: f32, y: f32) {
        self.outline.start((self.x + x, self.y - y));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.outline.line((self.x + x, self.y - y));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.outline.curve((self.x + cx, self.y - cy), (self.x + x, self.y - y));
    }
    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        // The fonts have no such curves; their middle is near enough.
        let middle = ((cx0 + cx1) / 2.0, (cy0 + cy1) / 2.0);
        self.quad_to(middle.0, middle.1, x, y);
    }
    fn close(&mut self) {}
}

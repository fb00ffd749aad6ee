//! The network picture as a PNG, drawn by the processor: no window, no graphics chip, the same bytes each run.
//!
//! Owns: turning egui's triangles into pixels. Refuses to know: what is drawn.

use std::collections::HashMap;

use eframe::egui::{self, Color32, Pos2, Vec2, epaint};

use super::screens::diagram;
use super::{fonts, theme};
use crate::core::diagram::Picture;

/// Pixels per point: sharp enough to be printed.
const SCALE: f32 = 2.0;
/// No side is longer: 450 devices need about 7,000.
const LONGEST: f32 = 12_000.0;
/// As large as an atlas of letters may be.
const ATLAS: usize = 8_192;

/// Draws a picture; nothing when it could not be written, which no picture is known to cause.
pub fn png(picture: &Picture) -> Vec<u8> {
    let size = Vec2::new(picture.width as f32, picture.height as f32);
    let scale = SCALE.min(LONGEST / size.x.max(size.y));
    let context = egui::Context::default();
    fonts::install(&context);
    theme::install(&context, false);
    let mut textures: HashMap<egui::TextureId, epaint::ColorImage> = HashMap::new();
    let mut last = None;
    // Fonts are there from the second pass on.
    for _ in 0..2 {
        let mut input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(Pos2::ZERO, size)),
            max_texture_side: Some(ATLAS),
            ..egui::RawInput::default()
        };
        if let Some(viewport) = input.viewports.get_mut(&egui::ViewportId::ROOT) {
            viewport.native_pixels_per_point = Some(scale);
        }
        let mut output = context.run_ui(input, |ui| diagram::paint_only(ui, picture));
        for (id, deltas) in std::mem::take(&mut output.textures_delta.set) {
            for delta in deltas {
                take(textures.entry(id).or_default(), delta);
            }
        }
        last = Some((output.shapes, output.pixels_per_point));
    }
    let Some((shapes, scale)) = last else { return Vec::new() };
    let mut canvas = Canvas::new((size.x * scale).ceil() as usize, (size.y * scale).ceil() as usize);
    for clipped in context.tessellate(shapes, scale) {
        if let epaint::Primitive::Mesh(mesh) = &clipped.primitive
            && let Some(texture) = textures.get(&mesh.texture_id)
        {
            for corners in mesh.indices.chunks_exact(3) {
                let [one, two, three] = [0, 1, 2].map(|at| mesh.vertices[corners[at] as usize]);
                canvas.triangle([one, two, three], texture, scale, clipped.clip_rect);
            }
        }
    }
    canvas.png().unwrap_or_default()
}

/// A new texture, or a piece of one.
fn take(texture: &mut epaint::ColorImage, delta: epaint::ImageDelta) {
    let epaint::ImageData::Color(image) = delta.image;
    let Some([x, y]) = delta.pos else {
        *texture = image.as_ref().clone();
        return;
    };
    let [width, height] = image.size;
    for row in 0..height {
        let from = &image.pixels[row * width..(row + 1) * width];
        let at = (y + row) * texture.size[0] + x;
        if let Some(to) = texture.pixels.get_mut(at..at + width) {
            to.copy_from_slice(from);
        }
    }
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 3]>,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![[255.0; 3]; width * height],
        }
    }

    /// Lays a triangle over what is there, with the colours of its corners and its piece of the texture.
    fn triangle(&mut self, corners: [epaint::Vertex; 3], texture: &epaint::ColorImage, scale: f32, clip: egui::Rect) {
        let place = |corner: &epaint::Vertex| (corner.pos.to_vec2() * scale).to_pos2();
        let [one, two, three] = &corners;
        // All the same way round, so that a point on an edge belongs to one of the two triangles beside it.
        let corners = match cross(place(one), place(two), place(three)) {
            0.0 => return,
            area if area < 0.0 => [*one, *three, *two],
            _ => corners,
        };
        let [a, b, c] = [place(&corners[0]), place(&corners[1]), place(&corners[2])];
        let area = cross(a, b, c);
        let edges = [c - b, a - c, b - a];
        let within = egui::Rect::from_points(&[a, b, c]).intersect(clip * scale);
        if !within.is_positive() {
            return;
        }
        // Most of a picture is of one colour: boxes and paper.
        let same = corners
            .iter()
            .all(|corner| corner.color == corners[0].color && corner.uv == corners[0].uv);
        let flat = same.then(|| colour(&corners, [1.0, 0.0, 0.0], texture));
        let last = |end: f32, most: usize| (end.ceil().max(0.0) as usize).min(most);
        for y in within.top().floor().max(0.0) as usize..last(within.bottom(), self.height) {
            for x in within.left().floor().max(0.0) as usize..last(within.right(), self.width) {
                let at = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
                let shares = [cross(b, c, at) / area, cross(c, a, at) / area, cross(a, b, at) / area];
                let inside = |(share, edge): (&f32, &Vec2)| {
                    *share > 0.0 || (*share == 0.0 && (edge.y < 0.0 || (edge.y == 0.0 && edge.x > 0.0)))
                };
                if shares.iter().zip(&edges).all(inside) {
                    let colour = flat.unwrap_or_else(|| colour(&corners, shares, texture));
                    self.lay(x, y, colour);
                }
            }
        }
    }

    fn lay(&mut self, x: usize, y: usize, colour: [f32; 4]) {
        let rest = 1.0 - colour[3] / 255.0;
        let under = &mut self.pixels[y * self.width + x];
        for (under, over) in under.iter_mut().zip(colour) {
            *under = over + *under * rest;
        }
    }

    fn png(&self) -> Option<Vec<u8>> {
        let bytes: Vec<u8> = self
            .pixels
            .iter()
            .flatten()
            .map(|channel| channel.round().clamp(0.0, 255.0) as u8)
            .collect();
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(
            &mut out,
            u32::try_from(self.width).ok()?,
            u32::try_from(self.height).ok()?,
        );
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&bytes).ok()?;
        writer.finish().ok()?;
        Some(out)
    }
}

/// The colour inside a triangle, mixed of its corners and the texture; what shines through is taken off already.
fn colour(corners: &[epaint::Vertex; 3], shares: [f32; 3], texture: &epaint::ColorImage) -> [f32; 4] {
    let (mut u, mut v, mut mixed) = (0.0, 0.0, [0.0; 4]);
    for (corner, share) in corners.iter().zip(shares) {
        u += corner.uv.x * share;
        v += corner.uv.y * share;
        for (sum, channel) in mixed.iter_mut().zip(corner.color.to_array()) {
            *sum += f32::from(channel) * share;
        }
    }
    let texel = at(texture, u, v).to_array();
    for (sum, channel) in mixed.iter_mut().zip(texel) {
        *sum *= f32::from(channel) / 255.0;
    }
    mixed
}

/// Twice the area of a triangle, with its direction as sign.
fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// The colour at a place of a texture, between its four nearest points.
fn at(texture: &epaint::ColorImage, u: f32, v: f32) -> Color32 {
    let [width, height] = texture.size;
    let place = |part: f32, size: usize| (part * size as f32 - 0.5).clamp(0.0, size.saturating_sub(1) as f32);
    let (x, y) = (place(u, width), place(v, height));
    let (left, top) = (x as usize, y as usize);
    let (right, bottom) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
    let (fx, fy) = (x - left as f32, y - top as f32);
    let read = |x: usize, y: usize| texture.pixels[y * width + x].to_array();
    let corners = [
        read(left, top),
        read(right, top),
        read(left, bottom),
        read(right, bottom),
    ];
    let shares = [(1.0 - fx) * (1.0 - fy), fx * (1.0 - fy), (1.0 - fx) * fy, fx * fy];
    let channel = |at: usize| -> u8 {
        let sum: f32 = corners
            .iter()
            .zip(shares)
            .map(|(corner, share)| f32::from(corner[at]) * share)
            .sum();
        sum.round() as u8
    };
    Color32::from_rgba_premultiplied(channel(0), channel(1), channel(2), channel(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(side: f32, color: Color32) -> [[epaint::Vertex; 3]; 2] {
        let corner = |x: f32, y: f32| epaint::Vertex {
            pos: Pos2::new(x, y),
            uv: Pos2::ZERO,
            color,
        };
        let (a, b, c, d) = (
            corner(0.0, 0.0),
            corner(side, 0.0),
            corner(side, side),
            corner(0.0, side),
        );
        [[a, b, c], [a, c, d]]
    }

    #[test]
    fn a_half_transparent_square_is_laid_over_once() {
        let white = epaint::ColorImage::filled([1, 1], Color32::WHITE);
        let mut canvas = Canvas::new(4, 4);
        for triangle in square(2.0, Color32::from_rgba_premultiplied(0, 0, 0, 128)) {
            canvas.triangle(triangle, &white, 1.0, egui::Rect::EVERYTHING);
        }
        assert_eq!(canvas.pixels[0].map(f32::round), [127.0; 3]);
        assert_eq!(canvas.pixels[3], [255.0; 3], "outside");
        assert_eq!(canvas.pixels[4 * 3], [255.0; 3], "below");
    }

    #[test]
    fn a_piece_goes_into_its_place_of_a_texture() {
        let mut texture = epaint::ColorImage::filled([3, 2], Color32::BLACK);
        let piece = epaint::ColorImage::filled([1, 1], Color32::WHITE);
        take(
            &mut texture,
            epaint::ImageDelta::partial([2, 1], piece, egui::TextureOptions::LINEAR),
        );
        let white: Vec<usize> = (0..6).filter(|at| texture.pixels[*at] == Color32::WHITE).collect();
        assert_eq!(white, [5]);
    }
}

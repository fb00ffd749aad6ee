//! The picture of what a window without a display shows: its triangles, painted by the processor.
//!
//! Owns: painting and the PNG. Knows only the letters as a texture; pictures of evidence stay white.

use std::path::Path;

use eframe::egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use eframe::egui::{Color32, ColorImage, Pos2, TextureId};
use egui_kittest::Harness;
use kikidaicho::ui::App;

/// Writes what the window shows now as a PNG.
pub fn save(harness: &Harness<'_, App>, path: &Path) {
    let scale = harness.ctx.pixels_per_point();
    let size = harness.ctx.content_rect().size() * scale;
    let letters = harness.ctx.fonts(|fonts| fonts.image());
    let mut canvas = Canvas {
        width: size.x.round() as usize,
        height: size.y.round() as usize,
        pixels: Vec::new(),
    };
    canvas.pixels = vec![[255.0; 3]; canvas.width * canvas.height];
    for primitive in harness.ctx.tessellate(harness.output().shapes.clone(), scale) {
        canvas.paint(&primitive, &letters, scale);
    }
    std::fs::write(path, canvas.png()).unwrap();
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 3]>,
}

impl Canvas {
    fn paint(&mut self, primitive: &ClippedPrimitive, letters: &ColorImage, scale: f32) {
        let Primitive::Mesh(mesh) = &primitive.primitive else {
            return;
        };
        let clip = primitive.clip_rect * scale;
        let bounds = [
            (
                clip.left().round().max(0.0) as usize,
                clip.right().round().clamp(0.0, self.width as f32) as usize,
            ),
            (
                clip.top().round().max(0.0) as usize,
                clip.bottom().round().clamp(0.0, self.height as f32) as usize,
            ),
        ];
        for corners in mesh.indices.chunks_exact(3) {
            let corners: [Vertex; 3] = std::array::from_fn(|nth| {
                let corner = mesh.vertices[corners[nth] as usize];
                Vertex {
                    pos: Pos2::new(corner.pos.x * scale, corner.pos.y * scale),
                    ..corner
                }
            });
            self.triangle(mesh, corners, bounds, letters);
        }
    }

    fn triangle(&mut self, mesh: &Mesh, mut corners: [Vertex; 3], bounds: [(usize, usize); 2], letters: &ColorImage) {
        let area = |a: Pos2, b: Pos2, c: Pos2| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        let mut whole = area(corners[0].pos, corners[1].pos, corners[2].pos);
        if whole == 0.0 {
            return;
        }
        if whole < 0.0 {
            corners.swap(1, 2);
            whole = -whole;
        }
        let [a, b, c] = corners;
        // A pixel on the edge of two triangles belongs to one of them.
        let owns = |from: Pos2, to: Pos2| to.y < from.y || to.y == from.y && to.x > from.x;
        let range = |low: f32, high: f32, (first, end): (usize, usize)| {
            (low - 0.5).ceil().max(first as f32) as usize..((high + 0.5).floor().max(0.0) as usize).min(end)
        };
        let min = a.pos.min(b.pos).min(c.pos);
        let max = a.pos.max(b.pos).max(c.pos);
        for y in range(min.y, max.y, bounds[1]) {
            for x in range(min.x, max.x, bounds[0]) {
                let at = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
                let weights = [area(b.pos, c.pos, at), area(c.pos, a.pos, at), area(a.pos, b.pos, at)];
                let edges = [(b.pos, c.pos), (c.pos, a.pos), (a.pos, b.pos)];
                let inside = weights
                    .iter()
                    .zip(edges)
                    .all(|(weight, (from, to))| *weight > 0.0 || *weight == 0.0 && owns(from, to));
                if !inside {
                    continue;
                }
                let mix =
                    |of: fn(&Vertex) -> f32| (of(&a) * weights[0] + of(&b) * weights[1] + of(&c) * weights[2]) / whole;
                let texel = match mesh.texture_id {
                    TextureId::Managed(0) => texel(letters, mix(|corner| corner.uv.x), mix(|corner| corner.uv.y)),
                    _ => [1.0; 4],
                };
                let color = [
                    mix(|corner| f32::from(corner.color.r())),
                    mix(|corner| f32::from(corner.color.g())),
                    mix(|corner| f32::from(corner.color.b())),
                ];
                let cover = mix(|corner| f32::from(corner.color.a())) / 255.0 * texel[3];
                let pixel = &mut self.pixels[y * self.width + x];
                for ((under, color), texel) in pixel.iter_mut().zip(color).zip(texel) {
                    *under = (color * texel + *under * (1.0 - cover)).min(255.0);
                }
            }
        }
    }

    fn png(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().unwrap();
        let bytes: Vec<u8> = self.pixels.iter().flatten().map(|value| value.round() as u8).collect();
        writer.write_image_data(&bytes).unwrap();
        writer.finish().unwrap();
        out
    }
}

/// The letters' texture between its four nearest points, as a graphics chip reads it.
fn texel(image: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = image.size;
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let at = |x: f32, y: f32| -> Color32 {
        let x = x.clamp(0.0, (width - 1) as f32) as usize;
        let y = y.clamp(0.0, (height - 1) as f32) as usize;
        image.pixels[y * width + x]
    };
    let mut sum = [0.0; 4];
    for (dx, dy) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
        let weight = (1.0 - (x - left - dx).abs()) * (1.0 - (y - top - dy).abs());
        for (sum, channel) in sum.iter_mut().zip(at(left + dx, top + dy).to_array()) {
            *sum += weight * f32::from(channel) / 255.0;
        }
    }
    sum
}

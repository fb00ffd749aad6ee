//! Outlines to pixels: how much of each pixel lies inside, worked out exactly.
//!
//! Owns: filling one outline. Refuses to know: fonts, files.
//! Invariants: only sums and products, so that every computer gets the same pixels; what lies outside is cut off.

/// A point in pixels.
pub(super) type Point = (f32, f32);

/// An outline of closed contours.
#[derive(Default)]
pub(super) struct Outline {
    contours: Vec<Vec<Point>>,
}

/// Straight pieces that a curve is drawn with.
const PIECES: u8 = 8;

impl Outline {
    pub fn start(&mut self, at: Point) {
        self.contours.push(vec![at]);
    }

    pub fn line(&mut self, to: Point) {
        if let Some(contour) = self.contours.last_mut() {
            contour.push(to);
        }
    }

    pub fn curve(&mut self, by: Point, to: Point) {
        let Some(&from) = self.contours.last().and_then(|contour| contour.last()) else {
            return;
        };
        for nth in 1..=PIECES {
            let t = f32::from(nth) / f32::from(PIECES);
            let u = 1.0 - t;
            let mix = |a: f32, b: f32, c: f32| u * u * a + 2.0 * u * t * b + t * t * c;
            self.line((mix(from.0, by.0, to.0), mix(from.1, by.1, to.1)));
        }
    }

    /// A rectangle with rounded corners.
    pub fn rounded(x: f32, y: f32, w: f32, h: f32, round: f32) -> Self {
        let mut outline = Self::default();
        let r = round.min(w / 2.0).min(h / 2.0);
        outline.start((x + r, y));
        outline.line((x + w - r, y));
        outline.curve((x + w, y), (x + w, y + r));
        outline.line((x + w, y + h - r));
        outline.curve((x + w, y + h), (x + w - r, y + h));
        outline.line((x + r, y + h));
        outline.curve((x, y + h), (x, y + h - r));
        outline.line((x, y + r));
        outline.curve((x, y), (x + r, y));
        outline
    }

    pub fn polygon(points: &[Point]) -> Self {
        Self {
            contours: vec![points.to_vec()],
        }
    }
}

/// Pixels of three bytes.
pub(super) struct Canvas {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Canvas {
    pub fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![255; width * height * 3],
        }
    }

    pub fn fill(&mut self, outline: &Outline, color: [u8; 3]) {
        let points = || outline.contours.iter().flatten();
        let least = |of: fn(&Point) -> f32| points().map(of).fold(f32::MAX, f32::min);
        let most = |of: fn(&Point) -> f32| points().map(of).fold(f32::MIN, f32::max);
        let left = least(|point| point.0).max(0.0) as usize;
        let top = least(|point| point.1).max(0.0) as usize;
        let right = (most(|point| point.0).max(0.0) as usize + 2).min(self.width);
        let bottom = (most(|point| point.1).max(0.0) as usize + 2).min(self.height);
        if right <= left || bottom <= top {
            return;
        }
        let mut cover = Cover::new(right - left, bottom - top);
        for contour in &outline.contours {
            let moved = |point: &Point| (point.0 - left as f32, point.1 - top as f32);
            let ends = contour.iter().skip(1).chain(contour.first());
            for (from, to) in contour.iter().zip(ends) {
                cover.edge(moved(from), moved(to));
            }
        }
        for row in 0..bottom - top {
            let mut inside = 0.0_f32;
            for column in 0..right - left {
                inside += cover.sums[row * cover.stride + column];
                let share = inside.abs().min(1.0);
                if share > 0.0 {
                    let at = ((top + row) * self.width + left + column) * 3;
                    for (byte, ink) in self.pixels[at..at + 3].iter_mut().zip(color) {
                        let mixed = f32::from(*byte) * (1.0 - share) + f32::from(ink) * share;
                        *byte = (mixed + 0.5) as u8;
                    }
                }
            }
        }
    }
}

/// Signed areas to the right of every edge, row by row.
struct Cover {
    stride: usize,
    width: usize,
    height: usize,
    sums: Vec<f32>,
}

impl Cover {
    fn new(width: usize, height: usize) -> Self {
        // An edge at the last column writes one beyond it.
        let stride = width + 2;
        Self {
            stride,
            width,
            height,
            sums: vec![0.0; stride * height],
        }
    }

    fn add(&mut self, row: usize, column: usize, area: f32) {
        self.sums[row * self.stride + column.min(self.width + 1)] += area;
    }

    fn edge(&mut self, from: Point, to: Point) {
        if from.1 == to.1 {
            return;
        }
        let (sign, from, to) = if from.1 < to.1 {
            (1.0, from, to)
        } else {
            (-1.0, to, from)
        };
        let slope = (to.0 - from.0) / (to.1 - from.1);
        let mut x = if from.1 < 0.0 { from.0 - from.1 * slope } else { from.0 };
        let last = (to.1.max(0.0).ceil() as usize).min(self.height);
        for row in from.1.max(0.0) as usize..last {
            let high = ((row + 1) as f32).min(to.1) - (row as f32).max(from.1);
            let next = x + slope * high;
            self.span(row, x.min(next).max(0.0), x.max(next).max(0.0), sign * high);
            x = next;
        }
    }

    /// One piece of an edge within one row, from `left` to `right`.
    fn span(&mut self, row: usize, left: f32, right: f32, area: f32) {
        let (first, end) = (left as usize, right.ceil() as usize);
        if end <= first + 1 {
            let middle = (left + right) / 2.0 - first as f32;
            self.add(row, first, area - area * middle);
            self.add(row, first + 1, area * middle);
            return;
        }
        let share = 1.0 / (right - left);
        // Area of the part of each pixel that lies to the right of the edge, so far.
        let mut before = 0.0;
        for column in first..end {
            let (from, to) = ((column as f32).max(left), ((column + 1) as f32).min(right));
            let part = (to - from) * share;
            let inside = part * ((column + 1) as f32 - (from + to) / 2.0);
            let whole = (from - left) * share;
            let sum = whole + inside;
            self.add(row, column, area * (sum - before));
            before = sum;
        }
        self.add(row, end, area * (1.0 - before));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn darkness(canvas: &Canvas) -> f32 {
        canvas
            .pixels
            .iter()
            .step_by(3)
            .map(|byte| (255.0 - f32::from(*byte)) / 255.0)
            .sum()
    }

    #[test]
    fn as_much_is_dark_as_the_outline_holds() {
        for (outline, area) in [
            (
                Outline::polygon(&[(2.0, 2.0), (8.0, 2.0), (8.0, 8.0), (2.0, 8.0)]),
                36.0,
            ),
            (
                Outline::polygon(&[(2.25, 2.5), (8.25, 2.5), (8.25, 8.0), (2.25, 8.0)]),
                33.0,
            ),
            (Outline::polygon(&[(1.0, 1.0), (17.0, 1.0), (1.0, 9.0)]), 64.0),
            (Outline::polygon(&[(1.0, 9.0), (17.0, 1.0), (18.0, 18.0)]), 140.0),
            // Half of it lies outside.
            (
                Outline::polygon(&[(-6.0, 2.0), (6.0, 2.0), (6.0, 8.0), (-6.0, 8.0)]),
                36.0,
            ),
        ] {
            let mut canvas = Canvas::new(20, 20);
            canvas.fill(&outline, [0, 0, 0]);
            let found = darkness(&canvas);
            assert!((found - area).abs() < 0.6, "{found} for {area}");
        }
    }

    #[test]
    fn nothing_outside_of_the_canvas_does_harm() {
        let mut canvas = Canvas::new(4, 4);
        for points in [
            vec![(-50.0, -50.0), (-10.0, -50.0), (-10.0, -10.0)],
            vec![(500.0, 500.0), (900.0, 500.0), (900.0, 900.0)],
            vec![(-5.0, -5.0), (90.0, -5.0), (90.0, 90.0), (-5.0, 90.0)],
            Vec::new(),
        ] {
            canvas.fill(&Outline::polygon(&points), [0, 0, 0]);
        }
        assert!(darkness(&canvas) > 15.9);
    }
}

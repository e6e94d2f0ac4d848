//! Coloured text on standard input to a picture of a terminal on standard output: `light` or `dark`, in the colours of the
//! page of a report.

use anstyle::RgbColor;
use anstyle_svg::{Palette, Term};
use std::io::{self, Read as _, Write as _};

/// Paper, ink, and the eight colours of a terminal, ordinary and bright.
type Scheme = [u32; 10];

const LIGHT: Scheme =
    [0xffffff, 0x1d1c1a, 0x1d1c1a, 0xa8201a, 0x22683f, 0x7d5200, 0x1c5a94, 0x7a3e8e, 0x1c5a94, 0x5f5c56];
const DARK: Scheme =
    [0x181716, 0xebe8e2, 0x181716, 0xff9f96, 0x8ed3a6, 0xeebc5c, 0x9cc3f2, 0xd9a6ea, 0x9cc3f2, 0xebe8e2];

fn main() -> io::Result<()> {
    let dark = std::env::args().nth(1).is_some_and(|scheme| scheme == "dark");
    let [paper, ink, colors @ ..] = (if dark { DARK } else { LIGHT }).map(rgb);
    let palette = Palette(std::array::from_fn(|color| colors[color % 8]));
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let term = Term::new().palette(palette).fg_color(ink.into()).bg_color(paper.into());
    io::stdout().write_all(term.render_svg(&text).as_bytes())
}

fn rgb(color: u32) -> RgbColor {
    let [_, red, green, blue] = color.to_be_bytes();
    RgbColor(red, green, blue)
}

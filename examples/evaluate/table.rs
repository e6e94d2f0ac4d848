//! Markdown tables.

use std::io::{self, Write};

/// Writes a table; the first column is words, the others are numbers.
pub fn write(out: &mut impl Write, head: &[&str], rows: &[Vec<String>]) -> io::Result<()> {
    writeln!(out, "| {} |", head.join(" | "))?;
    writeln!(out, "|---|{}", "--:|".repeat(head.len() - 1))?;
    for row in rows {
        writeln!(out, "| {} |", row.join(" | "))?;
    }
    writeln!(out)
}

/// A figure from 0 to 1, with two digits.
pub fn figure(x: f64) -> String {
    format!("{x:.2}")
}

/// A part of a whole: the share and both counts.
pub fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.2} ({part}/{whole})", part as f64 / whole as f64) }
}

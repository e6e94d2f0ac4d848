//! A calibration as Markdown.

use super::wording::{Block, Table, blocks};
use crate::calibrate::Calibration;
use std::io::{self, Write};

pub(super) fn render(calibration: &Calibration, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Calibration")?;
    for block in blocks(calibration) {
        writeln!(out)?;
        match block {
            Block::Heading(words) => writeln!(out, "## {words}")?,
            Block::Words(words) => writeln!(out, "{words}")?,
            Block::Table(table) => rows(&table, out)?,
            Block::Toml(lines) => writeln!(out, "```toml\n{lines}```")?,
        }
    }
    Ok(())
}

fn rows(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| {} |", table.head.join(" | "))?;
    writeln!(out, "|---|{}", "--:|".repeat(table.head.len() - 1))?;
    table.rows.iter().try_for_each(|row| writeln!(out, "| {} |", row.join(" | ")))
}

//! A calibration for the terminal.

use super::super::layout::{PLAIN, Text};
use super::wording::{Block, Table, blocks};
use crate::calibrate::Calibration;
use std::io::{self, Write};

/// Columns of a line of words.
const WIDTH: usize = 100;

pub(super) fn render(calibration: &Calibration, out: &mut dyn Write) -> io::Result<()> {
    for (number, block) in blocks(calibration).into_iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Heading(words) => writeln!(out, "{words}")?,
            Block::Words(words) => {
                let lines = Text::new(&words.replace('`', ""), PLAIN).wrap(WIDTH);
                lines.iter().try_for_each(|line| writeln!(out, "{}", line.as_plain()))?;
            }
            Block::Table(table) => columns(&table, out)?,
            Block::Toml(lines) => lines.lines().try_for_each(|line| writeln!(out, "    {line}"))?,
        }
    }
    Ok(())
}

/// Columns as wide as their widest cell, the first to the left and the others to the right.
fn columns(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let head: Vec<String> = table.head.iter().map(|&name| name.to_owned()).collect();
    let rows: Vec<&Vec<String>> = std::iter::once(&head).chain(&table.rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    for row in rows {
        let cell = |(column, cell): (usize, &String)| match column {
            0 => format!("  {cell:<width$}", width = widths[column]),
            _ => format!("  {cell:>width$}", width = widths[column]),
        };
        let line: String = row.iter().enumerate().map(cell).collect();
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

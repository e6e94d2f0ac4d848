//! placeholder
use super::{Report, Style};
use std::io::{self, Write};
/// placeholder
pub fn render(_report: &Report<'_>, _style: &Style, _out: &mut dyn Write) -> io::Result<()> { Ok(()) }

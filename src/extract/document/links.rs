//! Blocks that are links and nothing else lead away from the article.

use super::block::{Block, Kind};
use super::{Reason, title};

/// Why a block with so many bytes of links is not part of the article, if it is not.
pub(super) fn reason(block: &Block, links: usize) -> Option<Reason> {
    let all = block.text.len();
    let heavy = match block.kind {
        Kind::Item { .. } => 10 * links >= 7 * all,
        Kind::Paragraph => 10 * links >= 8 * all && !title::ends_a_sentence(&block.text),
        Kind::Heading { level: 1, .. } | Kind::Quote => false,
        Kind::Heading { .. } => 10 * links >= 9 * all,
    };
    (heavy && links > 0).then_some(if all < 25 { Reason::Navigation } else { Reason::Related })
}

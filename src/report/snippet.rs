//! Findings about a place in a file, drawn as compilers do. The only file that names `annotate-snippets`.

use super::layout::{PLAIN, Text};
use super::{Style, summary};
use crate::finding::{Finding, Level, Place};
use crate::span::{Files, Span};
use crate::text::fold;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level as Title, Origin, Renderer, Snippet};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Code points of a line that are looked at around a span: no terminal is wider, and a line may be a megabyte long.
const NEAR: usize = 400;

/// Columns of a label: it stands on one line behind the carets.
const LABEL: usize = 48;

/// A finding with its places, each with the line it stands on and the words of the span underlined; a span of many
/// lines is cut to its first.
pub fn render_finding(files: &Files, finding: &Finding, style: &Style) -> String {
    let level = match finding.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Note => Title::NOTE,
    };
    let head = format!("{}[{}]: ", finding.level, finding.rule).chars().count();
    let message = wrapped(summary::message(finding), style.width, head);
    let mut group = level.primary_title(message).id(finding.rule.0).elements(None::<Element<'_>>);
    for (nth, place) in finding.places.iter().enumerate() {
        group = group.elements(elements(files, place, nth == 0, style.width));
    }
    if let Some(remark) = finding.remark() {
        group = group.element(Title::NOTE.message(wrapped(&remark, style.width, "   = note: ".len() + 2)));
    }
    if let Some(help) = &finding.help {
        group = group.element(Title::HELP.message(wrapped(help, style.width, "   = help: ".len() + 2)));
    }
    let renderer = if style.color { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    // lines are cut here already, to the column: the renderer's own cut is some columns too wide
    let drawn = renderer.decor_style(DecorStyle::Ascii).term_width(usize::MAX / 2).render(&[group]);
    let lines: Vec<&str> = drawn.lines().filter(|line| !is_bare_mark(line)).collect();
    lines.join("\n")
}

/// The renderer sets `:::` before a line whose path it was not told. It cannot be told: it would count the column in
/// the part of the line that it is given.
fn is_bare_mark(line: &str) -> bool {
    anstream::adapter::strip_str(line).to_string().trim() == ":::"
}

/// The path with line and column, and the line itself where there is one.
fn elements<'a>(files: &Files, place: &Place, primary: bool, width: usize) -> Vec<Element<'a>> {
    let at = files.location(place.span.file, place.span.start);
    let path = fold::visible(files.path(place.span.file)).into_owned();
    let origin = Origin::path(path).line(at.line).char_column(at.column);
    let gutter = at.line.to_string().len() + " | ".len();
    let (line, span) = excerpt(files, place.span, width.saturating_sub(gutter).max(LABEL / 2));
    if line.trim().is_empty() {
        return vec![origin.into()];
    }
    let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let mut annotation = kind.span(span);
    if let Some(label) = &place.label {
        annotation = annotation.label(Text::new(label, PLAIN).cut(LABEL).as_plain());
    }
    vec![origin.into(), Snippet::source(line).line_start(at.line).annotation(annotation).into()]
}

/// As much of the span's first line as fits `width`, made visible, and the bytes of the span in it. Where something is
/// left out there is an ellipsis.
fn excerpt(files: &Files, span: Span, width: usize) -> (String, Range<usize>) {
    let (line, line_start) = files.line(span.file, span.start);
    let floor = |at: usize| (0..=at.min(line.len())).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
    let start = floor(span.start.saturating_sub(line_start));
    let end = floor(span.end.saturating_sub(line_start)).max(start);
    let from = line[..start].char_indices().rev().take(NEAR).last().map_or(start, |(at, _)| at);
    let to = line[start..].char_indices().nth(NEAR).map_or(line.len(), |(at, _)| start + at);
    let before = fold::visible(&line[from..start]);
    let inside = fold::visible(&line[start..end.min(to)]);
    let behind = fold::visible(&line[end.min(to)..to]);
    let whole = from == 0 && to == line.len() && before.width() + inside.width() + behind.width() <= width;
    let before = if whole { before.into_owned() } else { last(&before, width / 3) };
    let inside = first(&inside, width.saturating_sub(before.width()));
    let behind = first(&behind, width.saturating_sub(before.width() + inside.width()));
    let bytes = before.len()..before.len() + inside.len();
    (before + &inside + &behind, bytes)
}

/// The beginning of `text` that fits `width`, with an ellipsis if there is more.
fn first(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        if kept.width() + grapheme.width() + 1 > width {
            break;
        }
        kept.push_str(grapheme);
    }
    if width > 0 { kept + "…" } else { kept }
}

/// The end of `text` that fits `width`.
fn last(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.graphemes(true).rev().take_while(|grapheme| {
        used += grapheme.width();
        used <= width
    });
    let kept: usize = kept.map(str::len).sum();
    format!("…{}", &text[text.len() - kept..])
}

/// A message over as many lines as it needs beside `head`, control characters shown.
fn wrapped(message: &str, width: usize, head: usize) -> String {
    let lines = Text::new(message, PLAIN).wrap(width.saturating_sub(head).max(16));
    lines.iter().map(Text::as_plain).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Rule;
    use insta::assert_snapshot;

    const NARROW: Style = Style { width: 60, color: false, all: false, side_by_side: false, beside: false };

    fn finding(files: &mut Files, text: &str, words: &str) -> Finding {
        let file = files.add("sources/a.yaml", text);
        let start = text.find(words).unwrap();
        let span = Span { file, start, end: start + words.len() };
        Finding::new(
            Rule("format.unknown-field"),
            Level::Error,
            "unknown field `txet`, a claim has `text`",
            span,
        )
    }

    #[test]
    fn the_words_are_underlined_and_the_help_follows() {
        let mut files = Files::default();
        let finding = finding(&mut files, "claims:\n  - id: a\n    txet: nobody came\n", "txet")
            .with_help("did you mean `text`?");
        assert_snapshot!(render_finding(&files, &finding, &NARROW), @"
        error[format.unknown-field]: unknown field `txet`, a claim
                                     has `text`
         --> sources/a.yaml:3:5
          |
        3 |     txet: nobody came
          |     ^^^^
          |
          = help: did you mean `text`?
        ");
    }

    #[test]
    fn a_span_of_many_lines_is_cut_to_its_first_and_a_second_place_follows() {
        let mut files = Files::default();
        let text = "claims:\n  - id: a\n    text: seven\n  - id: b\n    text: eight\n";
        let mut finding = finding(&mut files, text, "id: a\n    text: seven");
        let file = finding.places[0].span.file;
        let start = text.find("id: b").unwrap();
        finding = finding.with_place(Span { file, start, end: text.len() }, "and here");
        assert_snapshot!(render_finding(&files, &finding, &NARROW), @"
        error[format.unknown-field]: unknown field `txet`, a claim
                                     has `text`
         --> sources/a.yaml:2:5
          |
        2 |   - id: a
          |     ^^^^^
         ::: sources/a.yaml:4:5
          |
        4 |   - id: b
          |     ----- and here
        ");
    }

    #[test]
    fn a_line_of_a_megabyte_is_cut_around_the_words() {
        let mut files = Files::default();
        let text = format!("text: {}HERE{}", "many words ".repeat(50_000), " and on".repeat(80_000));
        let finding = finding(&mut files, &text, "HERE");
        let shown = render_finding(&files, &finding, &NARROW);
        assert_snapshot!(shown, @"
        error[format.unknown-field]: unknown field `txet`, a claim
                                     has `text`
         --> sources/a.yaml:1:550007
          |
        1 | …words many words HERE and on and on and on and on and …
          |                   ^^^^
        ");
    }

    #[test]
    fn control_characters_in_text_path_and_message_are_shown_and_not_obeyed() {
        let mut files = Files::default();
        let file = files.add("a\u{1b}[31m.yaml", "text: \u{9b}2J\u{202e}evil\u{7}");
        let finding = Finding::new(
            Rule("x.y"),
            Level::Note,
            "bad \u{1b}]0;title\u{7}",
            Span { file, start: 0, end: 12 },
        )
        .with_help("\u{9b}31m");
        let shown = render_finding(&files, &finding, &NARROW);
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{shown:?}");
    }

    #[test]
    fn spans_out_of_the_file_do_no_harm() {
        let mut files = Files::default();
        let file = files.add("a", "é");
        for (start, end) in [(1, 2), (2, 2), (9, 12), (1, 1), (0, 99)] {
            let finding = Finding::new(Rule("x.y"), Level::Note, "m", Span { file, start, end });
            assert!(render_finding(&files, &finding, &NARROW).contains("a:1:"));
        }
    }
}

//! Findings about a place in a file, drawn as compilers do. The only file that names `annotate-snippets`.

use super::{Style, summary};
use super::layout::{PLAIN, Text};
use crate::finding::{Finding, Level, Place};
use crate::span::{Files, Span};
use crate::text::fold;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level as Title, Origin, Renderer, Snippet};

/// Code points kept before a span and from its start on: what is further away does not fit a terminal, and a line may
/// be a megabyte long.
const BEFORE: usize = 160;
const BEHIND: usize = 320;

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
    let mut group = level.primary_title(wrapped(summary::message(finding), style.width, head)).id(finding.rule.0).elements(None::<Element<'_>>);
    for (nth, place) in finding.places.iter().enumerate() {
        for element in elements(files, place, nth == 0) {
            group = group.element(element);
        }
    }
    if let Some(help) = &finding.help {
        group = group.element(Title::HELP.message(wrapped(help, style.width, "   = help: ".len() + 2)));
    }
    let renderer = if style.color { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(style.width).render(&[group])
}

/// The path with line and column, and the line itself where there is one.
fn elements<'a>(files: &Files, place: &Place, primary: bool) -> Vec<Element<'a>> {
    let at = files.location(place.span.file, place.span.start);
    let path = fold::visible(files.path(place.span.file)).into_owned();
    let (line, span) = excerpt(files, place.span);
    let origin = Origin::path(path.clone()).line(at.line).char_column(at.column);
    if line.trim().is_empty() {
        return vec![origin.into()];
    }
    // a line that was cut or holds escapes would give another column than the file's
    let exact = line[..span.start].chars().count() + 1 == at.column;
    let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let mut annotation = kind.span(span);
    if let Some(label) = &place.label {
        annotation = annotation.label(Text::new(label, PLAIN).cut(LABEL).as_plain());
    }
    let snippet = Snippet::source(line).line_start(at.line).annotation(annotation);
    if exact { vec![snippet.path(path).into()] } else { vec![origin.into(), snippet.into()] }
}

/// The part of the span's first line that is near the span, made visible, and the bytes of the span in it.
fn excerpt(files: &Files, span: Span) -> (String, std::ops::Range<usize>) {
    let (line, line_start) = files.line(span.file, span.start);
    let floor = |at: usize| (0..=at.min(line.len())).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
    let start = floor(span.start.saturating_sub(line_start));
    let end = floor(span.end.saturating_sub(line_start)).max(start);
    let from = line[..start].char_indices().rev().take(BEFORE).last().map_or(start, |(at, _)| at);
    let to = line[start..].char_indices().nth(BEHIND).map_or(line.len(), |(at, _)| start + at);
    let end = end.min(to);
    let before = fold::visible(&line[from..start]);
    let inside = fold::visible(&line[start..end]);
    let behind = fold::visible(&line[end..to]);
    let first = before.len();
    // an empty span still points somewhere
    (format!("{before}{inside}{behind}"), first..first + inside.len())
}

/// A message over as many lines as it needs beside `head`, control characters shown.
fn wrapped(message: &str, width: usize, head: usize) -> String {
    let lines = Text::new(message, PLAIN).wrap(width.saturating_sub(head).max(20));
    lines.iter().map(Text::as_plain).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Rule;
    use insta::assert_snapshot;

    const NARROW: Style = Style { width: 60, color: false, all: false, side_by_side: false };

    fn finding(files: &mut Files, text: &str, words: &str) -> Finding {
        let file = files.add("sources/a.yaml", text);
        let start = text.find(words).unwrap();
        let span = Span { file, start, end: start + words.len() };
        Finding::new(Rule("format.unknown-field"), Level::Error, "unknown field `txet`, a claim has `text`", span)
    }

    #[test]
    fn the_words_are_underlined_and_the_help_follows() {
        let mut files = Files::default();
        let finding = finding(&mut files, "claims:\n  - id: a\n    txet: nobody came\n", "txet").with_help("did you mean `text`?");
        assert_snapshot!(render_finding(&files, &finding, &NARROW), @"");
    }

    #[test]
    fn a_span_of_many_lines_is_cut_to_its_first_and_a_second_place_follows() {
        let mut files = Files::default();
        let text = "claims:\n  - id: a\n    text: seven\n  - id: b\n    text: eight\n";
        let mut finding = finding(&mut files, text, "id: a\n    text: seven");
        let file = finding.places[0].span.file;
        let start = text.find("id: b").unwrap();
        finding = finding.with_place(Span { file, start, end: text.len() }, "and here");
        assert_snapshot!(render_finding(&files, &finding, &NARROW), @"");
    }

    #[test]
    fn a_line_of_a_megabyte_is_cut_around_the_words() {
        let mut files = Files::default();
        let text = format!("text: {}HERE{}", "many words ".repeat(50_000), " and on".repeat(80_000));
        let finding = finding(&mut files, &text, "HERE");
        let shown = render_finding(&files, &finding, &NARROW);
        assert!(shown.contains("sources/a.yaml:1:550007"), "{shown}");
        assert!(shown.contains("HERE") && shown.len() < 2_000, "{shown}");
    }

    #[test]
    fn control_characters_in_text_path_and_message_are_shown_and_not_obeyed() {
        let mut files = Files::default();
        let file = files.add("a\u{1b}[31m.yaml", "text: \u{9b}2J\u{202e}evil\u{7}");
        let finding = Finding::new(Rule("x.y"), Level::Note, "bad \u{1b}]0;title\u{7}", Span { file, start: 0, end: 12 }).with_help("\u{9b}31m");
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

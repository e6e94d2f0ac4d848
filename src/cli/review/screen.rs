//! A review on the full screen, one key a decision.

mod terminal;

use super::super::Streams;
use super::super::write_failed;
use super::card::{self, KEYS};
use super::plain::farewell;
use super::session::{Answer, Session};
use crate::error::Result;
use crate::judgement::Verdict;
use crate::report::layout::{BOLD, PLAIN, Text};
use crate::text::fold::visible;
use anstyle::{AnsiColor, Effects};
use ratatui::Frame;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use terminal::{Screen, on_full_screen};

/// So many lines a page key scrolls.
const PAGE: i16 = 10;

/// What the screen is in besides the question.
#[derive(Default)]
struct View {
    /// A reason that is being typed, and what it is for.
    typing: Option<(Asked, String)>,
    /// What there is to say of the last answer.
    told: Option<String>,
    /// Whether the keys are explained in place of the question.
    help: bool,
    /// Lines that have gone off the top.
    scroll: u16,
}

/// What a reason is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Pair(Verdict),
    Accept,
}

/// What a key leads to.
#[derive(Debug, PartialEq, Eq)]
enum Act {
    Nothing,
    Answer(Answer),
    Quit,
}

pub(super) fn run(session: &mut Session<'_>, streams: &mut Streams<'_>) -> Result<()> {
    if session.current().is_some() {
        streams.out.flush().or_else(|error| write_failed(&error))?;
        if let Some(told) = on_full_screen(|screen| converse(session, screen))? {
            writeln!(streams.out, "{}", visible(&told)).or_else(|error| write_failed(&error))?;
        }
    }
    writeln!(streams.out, "{}", farewell(session)).or_else(|error| write_failed(&error))
}

/// Gives what there is to say of the last answer, if no question followed it.
fn converse(session: &mut Session<'_>, screen: &mut Screen) -> Result<Option<String>> {
    let mut view = View::default();
    while session.current().is_some() {
        let mut hidden = 0;
        screen.draw(|frame| hidden = draw(frame, session, &view))?;
        view.scroll = view.scroll.min(hidden);
        let Some(event) = screen.event()? else { return Ok(None) };
        let Event::Key(key) = event else { continue };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        match press(&mut view, key) {
            Act::Nothing => {}
            Act::Quit => return Ok(None),
            Act::Answer(answer) => {
                view = View { told: session.answer(answer)?, ..View::default() };
            }
        }
    }
    Ok(view.told)
}

/// What a key does in a view.
fn press(view: &mut View, key: KeyEvent) -> Act {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return if matches!(key.code, KeyCode::Char('c' | 'd')) { Act::Quit } else { Act::Nothing };
    }
    if let Some((asked, mut reason)) = view.typing.take() {
        match key.code {
            KeyCode::Enter if !reason.trim().is_empty() => {
                return Act::Answer(match asked {
                    Asked::Pair(verdict) => Answer::Pair(verdict, Some(reason)),
                    Asked::Accept => Answer::Accept(reason),
                });
            }
            KeyCode::Esc => return Act::Nothing,
            KeyCode::Backspace => drop(reason.pop()),
            KeyCode::Char(c) => reason.push(c),
            _ => {}
        }
        view.typing = Some((asked, reason));
        return Act::Nothing;
    }
    if std::mem::take(&mut view.help) {
        return Act::Nothing;
    }
    let ask = |view: &mut View, asked| {
        view.typing = Some((asked, String::new()));
        Act::Nothing
    };
    match key.code {
        KeyCode::Char('s') => Act::Answer(Answer::Pair(Verdict::Same, None)),
        KeyCode::Char('d') => Act::Answer(Answer::Pair(Verdict::Different, None)),
        KeyCode::Char('u') => Act::Answer(Answer::Pair(Verdict::Unsure, None)),
        KeyCode::Char('S') => ask(view, Asked::Pair(Verdict::Same)),
        KeyCode::Char('D') => ask(view, Asked::Pair(Verdict::Different)),
        KeyCode::Char('U') => ask(view, Asked::Pair(Verdict::Unsure)),
        KeyCode::Char('a' | 'A') => ask(view, Asked::Accept),
        KeyCode::Char('n') | KeyCode::Right => Act::Answer(Answer::Skip),
        KeyCode::Char('b') | KeyCode::Left => Act::Answer(Answer::Back),
        KeyCode::Char('z') => Act::Answer(Answer::Undo),
        KeyCode::Char('q') | KeyCode::Esc => Act::Quit,
        KeyCode::Char('?' | 'h') => {
            view.help = true;
            Act::Nothing
        }
        KeyCode::Down | KeyCode::Char('j') => scroll(view, 1),
        KeyCode::Up | KeyCode::Char('k') => scroll(view, -1),
        KeyCode::PageDown => scroll(view, PAGE),
        KeyCode::PageUp => scroll(view, -PAGE),
        _ => Act::Nothing,
    }
}

fn scroll(view: &mut View, lines: i16) -> Act {
    view.scroll = view.scroll.saturating_add_signed(lines);
    Act::Nothing
}

/// Gives the number of lines that do not fit.
fn draw(frame: &mut Frame<'_>, session: &Session<'_>, view: &View) -> u16 {
    let Some(question) = session.current() else { return 0 };
    let bottom = bottom(view);
    let width = usize::from(frame.area().width).max(1);
    let bottom: Vec<Line<'_>> = bottom.wrap(width).iter().map(line).collect();
    let height = u16::try_from(bottom.len()).unwrap_or(u16::MAX);
    let [top, low] = Layout::vertical([Constraint::Min(0), Constraint::Length(height)]).areas(frame.area());
    let mut lines: Vec<Line<'_>> = Vec::new();
    if view.help {
        lines.extend(super::KEYS_HELP.lines().map(|text| Line::raw(text.to_owned())));
    } else {
        for paragraph in card::of(session, question) {
            let wrapped = paragraph.text.wrap(width.saturating_sub(paragraph.indent));
            if wrapped.is_empty() {
                lines.push(Line::default());
            }
            for text in &wrapped {
                let mut shown = line(text);
                shown.spans.insert(0, Span::raw(" ".repeat(paragraph.indent)));
                lines.push(shown);
            }
        }
    }
    let hidden = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_sub(top.height);
    frame.render_widget(Paragraph::new(lines).scroll((view.scroll.min(hidden), 0)), top);
    frame.render_widget(Paragraph::new(bottom), low);
    hidden
}

/// The last line: the reason that is typed, what there is to say, or the keys.
fn bottom(view: &View) -> Text {
    match (&view.typing, &view.told) {
        (Some((_, reason)), _) => {
            Text::new("reason, then Enter (Esc: none): ", BOLD).with(reason, PLAIN).with("▏", BOLD)
        }
        (None, Some(told)) => Text::new(told, BOLD).with(&format!(" · {KEYS}"), PLAIN),
        (None, None) => Text::new(KEYS, PLAIN),
    }
}

/// A line in the styles of the screen.
fn line(text: &Text) -> Line<'static> {
    Line::from(
        text.pieces().map(|(words, style)| Span::styled(words.to_owned(), styled(style))).collect::<Vec<_>>(),
    )
}

fn styled(style: anstyle::Style) -> Style {
    let mut styled = Style::new();
    if let Some(anstyle::Color::Ansi(color)) = style.get_fg_color() {
        styled = match color {
            AnsiColor::Red => styled.fg(Color::Red),
            AnsiColor::Yellow => styled.fg(Color::Yellow),
            AnsiColor::Cyan => styled.fg(Color::Cyan),
            AnsiColor::Green => styled.fg(Color::Green),
            _ => styled,
        };
    }
    let effects = [
        (Effects::BOLD, Modifier::BOLD),
        (Effects::DIMMED, Modifier::DIM),
        (Effects::UNDERLINE, Modifier::UNDERLINED),
    ];
    for (effect, modifier) in effects {
        if style.get_effects().contains(effect) {
            styled = styled.add_modifier(modifier);
        }
    }
    styled
}

#[cfg(test)]
mod tests;

use super::super::session::tests::case;
use super::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::path::Path;

fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn shown(session: &Session<'_>, view: &View, (width, height): (u16, u16)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| _ = draw(frame, session, view)).unwrap();
    let buffer = terminal.backend().buffer();
    let mut text = String::new();
    for y in 0..height {
        let cells: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
        text.push_str(cells.trim_end());
        text.push('\n');
    }
    text
}

#[test]
fn the_screen_shows_both_sides_the_score_and_the_keys() {
    let case = case();
    let session = case.session();
    let folder = Path::new(&case.path()).parent().unwrap().to_str().unwrap().to_owned();
    let text = shown(&session, &View::default(), (160, 36)).replace(&folder, "FOLDER");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/review/screen.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&golden, &text).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(text, expected, "look at it, then accept it with UPDATE=1");
}

#[test]
fn a_screen_of_any_size_is_drawn() {
    let case = case();
    let session = case.session();
    for size in [(1, 1), (3, 2), (20, 5), (300, 100)] {
        shown(&session, &View { scroll: 99, ..View::default() }, size);
    }
}

#[test]
fn every_key_does_what_the_help_says() {
    let pair = |verdict| Act::Answer(Answer::Pair(verdict, None));
    let cases = [
        ('s', pair(Verdict::Same)),
        ('d', pair(Verdict::Different)),
        ('u', pair(Verdict::Unsure)),
        ('n', Act::Answer(Answer::Skip)),
        ('b', Act::Answer(Answer::Back)),
        ('z', Act::Answer(Answer::Undo)),
        ('q', Act::Quit),
        ('x', Act::Nothing),
    ];
    for (pressed, act) in cases {
        assert_eq!(press(&mut View::default(), key(KeyCode::Char(pressed))), act, "{pressed}");
    }
}

#[test]
fn a_reason_is_typed_and_can_be_given_up() {
    let mut view = View::default();
    press(&mut view, key(KeyCode::Char('a')));
    assert_eq!(press(&mut view, key(KeyCode::Enter)), Act::Nothing, "no reason yet");
    for code in [KeyCode::Char('q'), KeyCode::Char('x'), KeyCode::Backspace, KeyCode::Char('s')] {
        assert_eq!(press(&mut view, key(code)), Act::Nothing, "letters are letters here");
    }
    assert_eq!(press(&mut view, key(KeyCode::Enter)), Act::Answer(Answer::Accept("qs".to_owned())));
    press(&mut view, key(KeyCode::Char('S')));
    press(&mut view, key(KeyCode::Esc));
    assert_eq!(press(&mut view, key(KeyCode::Char('q'))), Act::Quit);
}

#[cfg(unix)]
#[test]
#[ignore = "started by the test below, in a pseudo-terminal"]
fn a_panic_on_the_full_screen() {
    let ended: Result<()> = on_full_screen(|_| panic!("a fault of ours"));
    ended.unwrap();
}

#[cfg(unix)]
#[test]
fn a_panic_gives_the_terminal_back_before_it_is_told() {
    let tests = std::env::current_exe().unwrap();
    let panic = format!(
        "stty sane; {} --ignored --exact --nocapture {}; stty -a; echo end of stty",
        tests.display(),
        "cli::review::screen::tests::a_panic_on_the_full_screen"
    );
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &panic]);
    let mut terminal = rexpect::session::spawn_command(shell, Some(30_000)).unwrap();
    terminal.exp_string("\x1b[?1049h").expect("the other screen is taken");
    terminal.exp_string("\x1b[?1049l").expect("and left");
    terminal.exp_string("a fault of ours").unwrap();
    let modes = terminal.exp_string("end of stty").unwrap();
    for mode in ["icanon", "echo", "isig"] {
        assert!(modes.split_whitespace().any(|word| word == mode), "{mode}:\n{modes}");
    }
}

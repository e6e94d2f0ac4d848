//! Long reports in a pager, as git shows them.

use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

/// The pager that the environment asks for: `FACTDIFF_PAGER`, else `PAGER`, else `less`. `None` where that is empty or
/// `cat`.
pub(super) fn command() -> Option<OsString> {
    chosen(|name| std::env::var_os(name))
}

fn chosen(variable: impl Fn(&str) -> Option<OsString>) -> Option<OsString> {
    let command = variable("FACTDIFF_PAGER").or_else(|| variable("PAGER")).unwrap_or_else(|| "less".into());
    (!command.is_empty() && command != "cat").then_some(command)
}

/// Shows `text` in the pager. `false` where it cannot be started, and nothing was shown.
pub(super) fn show(command: &OsString, text: &[u8]) -> bool {
    let mut shell = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
    shell.arg(if cfg!(windows) { "/C" } else { "-c" }).arg(command).stdin(Stdio::piped());
    // leave at once if it fits the screen, keep colours, leave the text on the screen: what git sets
    if std::env::var_os("LESS").is_none() {
        shell.env("LESS", "FRX");
    }
    let Ok(mut child) = shell.spawn() else { return false };
    // a reader that has seen enough is no fault
    let wrote = child.stdin.take().is_some_and(|mut pipe| match pipe.write_all(text) {
        Ok(()) => true,
        Err(error) => error.kind() == ErrorKind::BrokenPipe,
    });
    // a shell ends with 127 where it does not know the command
    let ended = child.wait();
    wrote && ended.is_ok_and(|status| status.code() != Some(127))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_names_the_pager() {
        let with = |ours: Option<&str>, usual: Option<&str>| {
            let found = chosen(|name| match name {
                "FACTDIFF_PAGER" => ours.map(OsString::from),
                _ => usual.map(OsString::from),
            });
            found.map(|command| command.to_string_lossy().into_owned())
        };
        assert_eq!(with(None, None).as_deref(), Some("less"));
        assert_eq!(with(None, Some("most")).as_deref(), Some("most"));
        assert_eq!(with(Some("delta"), Some("most")).as_deref(), Some("delta"));
        assert_eq!(with(Some(""), Some("most")), None);
        assert_eq!(with(None, Some("cat")), None);
    }

    #[cfg(unix)]
    #[test]
    fn the_pager_gets_the_text_and_one_that_is_not_there_is_told() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("shown");
        let command = OsString::from(format!("cat > '{}'", file.display()));
        assert!(show(&command, b"seven stated\n"));
        assert_eq!(std::fs::read(&file).expect("what was shown"), b"seven stated\n");
        assert!(!show(&OsString::from("no-such-pager-anywhere 2> /dev/null"), b"seven stated\n"));
        assert!(
            show(&OsString::from("true"), &vec![b'x'; 1 << 20]),
            "a pager that reads nothing is no fault"
        );
    }
}

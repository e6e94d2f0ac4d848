//! The order of the `mod` lines in `src/lib.rs` is the layering: a module uses only those before it.
//!
//! The check is textual. It sees `crate::…` and `super::…` paths, inside braces and over any number of lines; it does
//! not see through macros, or a `super` inside the braces of another path.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn no_module_looks_down() {
    let layers = layers(&tokens(&read("lib.rs")));
    assert!(layers.len() > 10, "{layers:?}");
    let faults: Vec<String> =
        files().iter().flat_map(|file| looks_down(&layers, file, &read(file))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_yaml_crates_are_named_in_one_file() {
    for file in files() {
        let names =
            tokens(&read(&file)).iter().any(|token| token == "granit_parser" || token == "serde_yaml");
        assert!(!names || file == "load/yaml.rs", "{file} names a YAML crate");
    }
}

#[test]
fn only_load_judgement_and_cli_touch_files() {
    for file in files() {
        let text = read(&file);
        let touches = tokens(&text).windows(4).any(|path| path == ["std", ":", ":", "fs"]);
        let may = ["load", "judgement", "cli"].contains(&module_path(&file)[0].as_str());
        assert!(!touches || may, "{file} touches files");
    }
}

#[test]
fn the_checker_sees_every_way_to_look_down() {
    let layers = ["span", "claim", "load", "verdict", "report"].map(str::to_owned);
    let cases = [
        ("claim/mod.rs", "use crate::span::Span;", &[][..]),
        ("claim/mod.rs", "use crate::verdict::Fact;", &["verdict"]),
        ("claim/mod.rs", "use crate::{span::{Span, report}, load::load};", &["load"]),
        (
            "claim/mod.rs",
            "use crate::{\n    span::Span,\n    verdict::{\n        Fact,\n    },\n    report,\n};",
            &["verdict", "report"],
        ),
        ("claim/mod.rs", "fn f() -> crate::report::Report { ::std::todo!() }", &["report"]),
        ("claim/mod.rs", "use super::load;\nuse super::{span, report};", &["load", "report"]),
        ("claim/reading.rs", "use super::load; use super::super::verdict::Fact;", &["verdict"]),
        (
            "claim/reading.rs",
            "mod tests { use super::super::super::report; }\nuse super::super::span;",
            &["report"],
        ),
        (
            "claim/mod.rs",
            "// use crate::report;\n/* crate::report /* */ crate::load */\n//! crate::verdict",
            &[],
        ),
        (
            "claim/mod.rs",
            "const A: &str = \"crate::report\"; const B: &str = r#\"\"crate::load\"#; const C: char = '\"';",
            &[],
        ),
        ("claim/mod.rs", "fn f<'a>(x: &'a str) -> &'a str { crate::report::of(x) }", &["report"]),
        ("claim/mod.rs", "pub(crate) fn f() {} pub(in crate::claim) fn g() {}", &[]),
        ("report.rs", "use crate::{claim, verdict}; use crate::report::Style;", &[]),
    ];
    for (file, text, expected) in cases {
        let expected: Vec<String> =
            expected.iter().map(|down| format!("{file} looks down at {down}")).collect();
        assert_eq!(looks_down(&layers, file, text), expected, "{text}");
    }
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn read(file: &str) -> String {
    fs::read_to_string(source().join(file)).unwrap()
}

/// The files of the library below `src`, with `/`; `lib.rs` and the program stand above all layers.
fn files() -> Vec<String> {
    let mut files = BTreeSet::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(source()).unwrap();
                files.insert(inside.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    files.remove("lib.rs");
    files.remove("main.rs");
    files.into_iter().collect()
}

/// The modules of `lib.rs`, lowest first.
fn layers(lib: &[String]) -> Vec<String> {
    let module = |line: &[String]| (line[0] == "mod" && line[2] == ";").then(|| line[1].clone());
    lib.windows(3).filter_map(module).collect()
}

/// `load/yaml.rs` is `load::yaml`.
fn module_path(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_owned).collect()
}

/// A line for each path of a file that leads to a later layer.
fn looks_down(layers: &[String], file: &str, text: &str) -> Vec<String> {
    let module = module_path(file);
    let layer = |name: &str| layers.iter().position(|layer| layer == name);
    let own = layer(&module[0]).unwrap_or_else(|| panic!("{file} is in no layer of lib.rs"));
    let used = used_modules(&tokens(text), module.len());
    let down = used.iter().filter(|name| layer(name).is_some_and(|used| used > own));
    down.map(|name| format!("{file} looks down at {name}")).collect()
}

/// The first names of all paths that begin at the root of the crate. `depth` is how far below it the file is.
fn used_modules(tokens: &[String], depth: usize) -> Vec<String> {
    let is = |at: usize, token: &str| tokens.get(at).is_some_and(|found| found == token);
    let colons = |at: usize| is(at, ":") && is(at + 1, ":");
    let mut used = Vec::new();
    // For every open brace: whether it holds a module.
    let mut braces: Vec<bool> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].as_str() {
            "{" => braces.push(at >= 2 && is(at - 2, "mod")),
            "}" => drop(braces.pop()),
            "crate" if colons(at + 1) => used.extend(heads(tokens, at + 3)),
            "super" if colons(at + 1) => {
                let mut ups = 1;
                while is(at + 3, "super") && colons(at + 4) {
                    ups += 1;
                    at += 3;
                }
                if ups == depth + braces.iter().filter(|&&module| module).count() {
                    used.extend(heads(tokens, at + 3));
                }
            }
            _ => {}
        }
        at += 1;
    }
    used
}

/// The first names of what stands at `at`: a name, or braces with several.
fn heads(tokens: &[String], at: usize) -> Vec<String> {
    match tokens.get(at).map(String::as_str) {
        Some("{") => {
            let mut depth = 0;
            let mut heads = Vec::new();
            for (index, token) in tokens.iter().enumerate().skip(at) {
                match token.as_str() {
                    "{" => depth += 1,
                    "}" => depth -= 1,
                    name if depth == 1 && ["{", ","].contains(&tokens[index - 1].as_str()) => {
                        heads.push(name.to_owned());
                    }
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
            heads
        }
        Some(name) => vec![name.to_owned()],
        None => Vec::new(),
    }
}

/// Names and single marks of Rust text, without comments, strings and characters.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && chars[i] != '\n' {
                i += 1;
            }
        } else if c == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            loop {
                match (at(i), at(i + 1)) {
                    ('/', '*') => (depth, i) = (depth + 1, i + 2),
                    ('*', '/') => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
                if depth == 0 || i >= chars.len() {
                    break;
                }
            }
        } else if c == '"' {
            i += 1;
            while i < chars.len() && chars[i] != '"' {
                i += if chars[i] == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if c == '\'' {
            let end =
                (i + 2..i + 12).find(|&end| at(end) == '\'').filter(|&end| at(i + 1) == '\\' || end == i + 2);
            let end = if at(i + 1) == '\\' && at(i + 2) == '\'' { Some(i + 3) } else { end };
            i = end.map_or(i + 1, |end| end + 1); // else a lifetime
        } else if is_word(c) {
            let start = i;
            while is_word(at(i)) {
                i += 1;
            }
            let word: String = chars[start..i].iter().collect();
            let hashes = (i..).take_while(|&hash| at(hash) == '#').count();
            if matches!(word.as_str(), "r" | "br") && at(i + hashes) == '"' {
                let closing = |end: usize| at(end) == '"' && (1..=hashes).all(|hash| at(end + hash) == '#');
                i = (i + hashes + 1..chars.len())
                    .find(|&end| closing(end))
                    .map_or(chars.len(), |end| end + hashes + 1);
            } else {
                tokens.push(word);
            }
        } else {
            if !c.is_whitespace() {
                tokens.push(c.to_string());
            }
            i += 1;
        }
    }
    tokens
}

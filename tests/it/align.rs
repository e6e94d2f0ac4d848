//! `factdiff align`: JSON Lines in, groups out.

use super::{factdiff, folder, path};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

const CLAIMS: &str = r#"{"source": "post", "id": 1, "text": "Three dock workers died in the collapse of the crane in Halden on 12 March 2026."}
{"source": "wire", "id": "w1", "text": "The crane collapse at Halden on March 12, 2026 killed three dock workers."}
{"source": "wire", "id": "w2", "text": "Orvo Bank posted a profit of $1.7bn for the third quarter of 2025."}
{"source": "echo", "text": "In Q3 2025 Orvo Bank made a profit of 1.7 billion dollars."}
{"source": "echo", "text": "A choir sang at the opening of the school."}
"#;

const GROUPS: &str = r#"{"group": 1, "claims": [{"source": "echo", "id": "c1"}, {"source": "wire", "id": "w2"}], "score": _}
{"group": 2, "claims": [{"source": "echo", "id": "c2"}], "score": null}
{"group": 3, "claims": [{"source": "post", "id": 1}, {"source": "wire", "id": "w1"}], "score": _}
"#;

/// Groups without the figures of their scores.
fn shape(groups: &str) -> String {
    let mut text = String::new();
    for line in groups.lines() {
        let (start, score) = line.split_once("\"score\": ").unwrap();
        let score = score.trim_end_matches('}');
        let score = if score == "null" { score } else { score.parse::<f32>().map(|_| "_").unwrap() };
        writeln!(text, "{start}\"score\": {score}}}").unwrap();
    }
    text
}

/// Claims of many sources on many facts in a few ways of writing them.
fn many(claims: usize) -> Vec<String> {
    let places = [
        "Halden", "Merrow", "Tansby", "Orvik", "Lydbrook", "Penshaw", "Carrow", "Vantry", "Dunmore", "Eskham",
    ];
    let line = |n: usize| {
        let (fact, way) = (n % (claims / 3), n / (claims / 3));
        let (place, people) = (places[fact % 10], 100 + fact * 37 % 9000);
        let (month, day, year) = (fact / 280 % 4, fact / 10 % 28 + 1, 2005 + fact % 20);
        let named = ["May", "June", "July", "August"][month];
        let text = match way {
            0 => format!(
                "A fire at the {place} mill on {day} {named} {year} drove {people} residents from their homes."
            ),
            1 => format!("On {named} {day}, {year}, {people} residents of {place} fled a fire at the mill."),
            _ => format!(
                "{people} people left their homes in {place} when the mill burned on {year}-0{}-{day:02}.",
                month + 5
            ),
        };
        format!("{{\"source\": \"s{}\", \"id\": {n}, \"text\": \"{text}\"}}\n", n * 7 % 50)
    };
    (0..claims).map(line).collect()
}

#[test]
fn claims_on_one_fact_are_one_group() {
    let folder = folder(&[("claims.jsonl", CLAIMS)]);
    let ran = factdiff(&["align", &path(&folder, "claims.jsonl")]);
    assert_eq!((ran.exit.code(), shape(&ran.out).as_str()), (0, GROUPS));
    let said =
        "5 claims of 3 sources in 3 groups; 2 pairs scored, 0 pairs left out in blocks that stayed too big\n";
    assert_eq!(ran.err, said);
}

#[test]
fn groups_and_pairs_go_to_files_that_are_named() {
    let folder = folder(&[("claims.jsonl", CLAIMS)]);
    let [input, groups, pairs] =
        ["claims.jsonl", "new/groups.jsonl", "pairs.jsonl"].map(|name| path(&folder, name));
    let ran = factdiff(&["align", "-q", &input, "-o", &groups, "--pairs", &pairs]);
    assert_eq!((ran.exit.code(), ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    assert_eq!(shape(&fs::read_to_string(groups).unwrap()), GROUPS);
    let pairs = fs::read_to_string(pairs).unwrap();
    let pairs: Vec<Value> = pairs.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let scores: Vec<f64> = pairs.iter().map(|pair| pair["score"].as_f64().unwrap()).collect();
    assert!(scores.len() == 2 && scores[0] >= scores[1] && scores[1] >= 0.5, "{scores:?}");
    let sides: BTreeSet<&str> = pairs.iter().map(|pair| pair["a"]["source"].as_str().unwrap()).collect();
    assert_eq!(sides, BTreeSet::from(["echo", "post"]));
}

#[test]
fn equal_keys_are_one_group_whatever_the_words_say() {
    let lines = "{\"source\": \"a\", \"text\": \"A choir sang.\", \"key\": \"k\"}\n{\"source\": \"b\", \"text\": \"Rain fell on 3 May.\", \"key\": \"k\"}\n";
    let folder = folder(&[("claims.jsonl", lines)]);
    let ran = factdiff(&["align", &path(&folder, "claims.jsonl")]);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
}

#[test]
fn compressed_files_are_read_as_they_are() {
    let folder = folder(&[("claims.jsonl", CLAIMS)]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(CLAIMS.as_bytes()).unwrap();
    fs::write(path(&folder, "claims.gz"), gzip.finish().unwrap()).unwrap();
    let zstd =
        ruzstd::encoding::compress_to_vec(CLAIMS.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    fs::write(path(&folder, "claims.zst"), zstd).unwrap();
    // a file may be of several parts, and of parts that hold nothing to read
    let (first, second) = CLAIMS.split_at(100);
    let parts = |compress: fn(&str) -> Vec<u8>| [first, second].map(compress).concat();
    let gzip = |text: &str| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        gzip.finish().unwrap()
    };
    let zstd = |text: &str| {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        [&b"\x50\x2a\x4d\x18\x03\0\0\0abc"[..], &ruzstd::encoding::compress_to_vec(text.as_bytes(), level)]
            .concat()
    };
    fs::write(path(&folder, "parts.gz"), parts(gzip)).unwrap();
    fs::write(path(&folder, "parts.zst"), [zstd(""), parts(zstd)].concat()).unwrap();
    let plain = factdiff(&["align", &path(&folder, "claims.jsonl")]);
    for name in ["claims.gz", "claims.zst", "parts.gz", "parts.zst"] {
        let ran = factdiff(&["align", &path(&folder, name)]);
        assert_eq!((ran.exit.code(), ran.out.as_str()), (0, plain.out.as_str()), "{name}: {}", ran.err);
    }
}

#[test]
fn a_compressed_file_that_is_cut_short_is_told_and_what_came_before_is_read() {
    let folder = folder(&[]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    gzip.write_all(CLAIMS.as_bytes()).unwrap();
    let whole = gzip.finish().unwrap();
    fs::write(path(&folder, "cut.gz"), &whole[..whole.len() - 60]).unwrap();
    let ran = factdiff(&["align", &path(&folder, "cut.gz")]);
    assert_eq!(ran.exit.code(), 1);
    assert!(
        ran.err.contains("cut.gz:5:1: error[load.unreadable]: cannot be read from here on"),
        "{}",
        ran.err
    );
    assert_eq!(ran.out.matches("\"source\"").count(), 4);
}

#[test]
fn what_is_wrong_in_a_line_is_told_with_its_place_and_costs_nothing_else() {
    let bad = [
        "\u{feff}{\"source\": \"a\", \"id\": 1, \"text\": \"A choir sang.\"}\r",
        "",
        "{\"source\": \"a\", \"id\": 2, \"text\": \"é unclosed}",
        "{\"source\": \"a\", \"id\": 3}",
        "{\"source\": \"a\", \"id\": 4, \"text\": \" \"}",
        "{\"id\": 5, \"text\": \"Nobody says so.\"}",
        "{\"source\": \"a\", \"id\": {}, \"text\": \"An odd id.\"}",
        "{\"source\": \"a\", \"id\": 6, \"text\": 6}",
        "[1]",
        "{\"source\": \"a\", \"headline\": \"A head, and no claim\"}",
        "{\"source\": \"a\", \"id\": 1, \"text\": \"The first counts.\"}",
        "{\"source\": \"a\", \"id\": \"\\ud800\", \"text\": \"Half a character.\"}",
        "{\"source\": 7, \"id\": \"x\\u202e\\n\", \"text\": \"A tower fell.\", \"other\": [1, {}]}",
    ];
    let folder = folder(&[("bad.jsonl", &bad.join("\n"))]);
    let ran = factdiff(&["align", "-q", &path(&folder, "bad.jsonl")]);
    let told: Vec<&str> = ran.err.lines().map(|line| line.split_once("bad.jsonl:").unwrap().1).collect();
    let wanted = [
        "3:45: error[format.syntax]: EOF while parsing a string",
        "4:1: error[format.missing-field]: this line has no `text`",
        "5:1: error[format.empty]: the `text` of this line is empty",
        "6:1: error[format.missing-field]: this line has no `source`",
        "7:1: error[format.type]: the `id` of this line is no string and no number",
        "8:34: error[format.type]: invalid type: integer `6`, expected a string",
        "9:1: error[format.type]: this line is no mapping, and must be `{\"source\": …, \"text\": …}`",
        "11:1: error[format.duplicate-id]: a second claim 1 of `a`; the first, in line 1, counts",
        "12:1: error[format.type]: the `id` of this line is no string and no number",
    ];
    assert_eq!(told, wanted);
    assert_eq!(ran.exit.code(), 1);
    let shown = r#"{"group": 1, "claims": [{"source": "7", "id": "x\u202e\n"}], "score": null}
{"group": 2, "claims": [{"source": "a", "id": 1}], "score": null}
"#;
    assert_eq!(ran.out, shown);
}

#[test]
fn a_line_without_end_is_passed_over() {
    let folder = folder(&[]);
    let long = format!("{{\"source\": \"a\", \"text\": \"{}\"}}\n", "x".repeat(6 << 20));
    fs::write(path(&folder, "long.jsonl"), long + CLAIMS).unwrap();
    // the same wherever it begins
    for before in [0, 900_000] {
        let text = format!("{{\"x\": \"{}\"}}\n", "y".repeat(before));
        let line = |length: usize| format!("{{\"source\": \"a\", \"text\": \"{}\"}}\n", "x".repeat(length));
        fs::write(path(&folder, "lines.jsonl"), text + &line((4 << 20) + 9) + &line((4 << 20) - 99) + CLAIMS)
            .unwrap();
        let told = factdiff(&["align", &path(&folder, "lines.jsonl")]).err;
        assert_eq!(told.matches("error[format.limit]").count(), 1, "{told}");
        assert!(told.contains("lines.jsonl:2:1: error[format.limit]") && told.contains("6 claims"), "{told}");
    }
    let ran = factdiff(&["align", &path(&folder, "long.jsonl")]);
    assert!(
        ran.err.contains("long.jsonl:1:1: error[format.limit]: a line of more than 4 MiB"),
        "{}",
        ran.err
    );
    assert_eq!((ran.exit.code(), shape(&ran.out).as_str()), (1, GROUPS));
}

#[test]
fn nothing_to_read_is_a_fault_and_nothing_to_say_is_none() {
    let folder = folder(&[("empty.jsonl", ""), ("bad.jsonl", "{}\n"), ("claims.jsonl", CLAIMS)]);
    let exit = |arguments: &[&str]| factdiff(&[&["align"], arguments].concat()).exit.code();
    assert_eq!(exit(&[&path(&folder, "none.jsonl")]), 2);
    assert_eq!(exit(&[&path(&folder, "")]), 2);
    assert_eq!(exit(&[&path(&folder, "bad.jsonl")]), 2);
    assert_eq!(exit(&[&path(&folder, "empty.jsonl")]), 0);
    assert_eq!(exit(&[&path(&folder, "empty.jsonl"), &path(&folder, "claims.jsonl")]), 0);
}

#[test]
fn an_output_never_takes_the_place_of_an_input() {
    let folder = folder(&[("claims.jsonl", CLAIMS)]);
    let input = path(&folder, "claims.jsonl");
    for option in ["-o", "--pairs"] {
        let ran = factdiff(&["align", &input, option, &input]);
        assert!(ran.exit.code() == 2 && ran.err.contains("is one of the inputs"), "{}", ran.err);
    }
    assert_eq!(fs::read_to_string(input).unwrap(), CLAIMS);
}

#[test]
fn a_run_ends_before_it_needs_more_memory_than_it_may() {
    let folder = folder(&[("claims.jsonl", &many(9000).concat())]);
    let ran = factdiff(&["align", &path(&folder, "claims.jsonl"), "--memory", "1"]);
    assert_eq!(ran.exit.code(), 2);
    assert!(ran.err.contains("--memory allows 1 MB"), "{}", ran.err);
}

#[test]
fn any_order_of_lines_and_files_and_any_number_of_threads_give_the_same_bytes() {
    let lines = many(3000);
    let turned: Vec<&str> = lines.iter().rev().map(String::as_str).collect();
    let (first, second) = turned.split_at(1234);
    let folder =
        folder(&[("a.jsonl", &lines.concat()), ("b.jsonl", &first.concat()), ("c.jsonl", &second.concat())]);
    let program = |names: &[&str], threads: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factdiff"));
        command.args([
            "align",
            "--threads",
            threads,
            "-o",
            &path(&folder, "groups"),
            "--pairs",
            &path(&folder, "pairs"),
        ]);
        let ran = command.args(names.iter().map(|name| path(&folder, name))).output().unwrap();
        assert!(ran.status.success());
        ["groups", "pairs"].map(|name| fs::read_to_string(path(&folder, name)).unwrap())
    };
    let one = program(&["a.jsonl"], "1");
    assert_eq!(one[0].matches("\"source\"").count(), 3000);
    assert!((900..1100).contains(&one[0].lines().count()), "{} groups of 1000 facts", one[0].lines().count());
    for (names, threads) in
        [(&["a.jsonl"][..], "3"), (&["b.jsonl", "c.jsonl"], "2"), (&["c.jsonl", "b.jsonl"], "1")]
    {
        assert_eq!(program(names, threads), one, "{names:?} {threads}");
    }
}

/// The temporary file goes with the program, and what was there stays.
#[cfg(unix)]
#[test]
fn a_signal_leaves_old_outputs_as_they_are_and_nothing_else() {
    let folder = folder(&[("groups.jsonl", "old\n")]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_factdiff"))
        .args(["align", "-", "-o", &path(&folder, "groups.jsonl")])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(CLAIMS.as_bytes()).unwrap();
    let files = || fs::read_dir(folder.path()).unwrap().count();
    // it waits for more on standard input
    while files() < 2 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    std::thread::sleep(std::time::Duration::from_millis(50));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert!(!child.wait().unwrap().success());
    assert_eq!((files(), fs::read_to_string(path(&folder, "groups.jsonl")).unwrap().as_str()), (1, "old\n"));
    drop(stdin);
}

/// A folder with claims in three files, and what a run over all of them says.
struct Three {
    folder: tempfile::TempDir,
    wanted: [String; 2],
}

impl Three {
    fn new() -> Three {
        let lines = many(900);
        let folder = folder(&[
            ("a.jsonl", &lines[..500].concat()),
            ("b.jsonl", &lines[500..890].concat()),
            ("c.jsonl", &lines[890..].concat()),
        ]);
        let mut three = Three { folder, wanted: Default::default() };
        three.wanted = three.run(&["a.jsonl", "b.jsonl", "c.jsonl"], false, 0).0;
        three
    }

    /// Runs over some of the files, with the state or without it; what the outputs and standard error say.
    fn run(&self, names: &[&str], state: bool, exit: u8) -> ([String; 2], String) {
        let [groups, pairs, folder] = ["groups", "pairs", "state"].map(|name| path(&self.folder, name));
        let names: Vec<String> = names.iter().map(|name| path(&self.folder, name)).collect();
        let mut arguments = vec!["align", "-o", &groups, "--pairs", &pairs];
        arguments.extend(names.iter().map(String::as_str));
        if state {
            arguments.extend(["--state", &folder]);
        }
        let ran = factdiff(&arguments);
        assert_eq!(ran.exit.code(), exit, "{}", ran.err);
        let outputs = [groups, pairs].map(|name| fs::read_to_string(name).unwrap_or_default());
        (outputs, ran.err.replace(&format!("{}/", self.folder.path().display()), ""))
    }

    /// The file of the state.
    fn state(&self) -> String {
        path(&self.folder, "state/factdiff-state")
    }

    fn append(&self, name: &str, text: &str) {
        let mut file = fs::File::options().append(true).open(path(&self.folder, name)).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }
}

#[test]
fn a_run_with_a_state_says_what_a_run_over_all_files_says() {
    let three = Three::new();
    three.run(&["a.jsonl"], true, 0);
    three.run(&["b.jsonl"], true, 0);
    let last = three.run(&["c.jsonl"], true, 0);
    assert_eq!(last.0, three.wanted);
    assert_eq!(three.run(&["c.jsonl"], true, 0), last, "nothing is new");
    assert_eq!(three.run(&["a.jsonl", "c.jsonl", "b.jsonl"], true, 0), last, "nothing is new");
    let names: BTreeSet<_> =
        fs::read_dir(path(&three.folder, "state")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_state_that_is_damaged_is_made_anew_of_its_files() {
    let three = Three::new();
    let whole = |three: &Three| {
        three.run(&["a.jsonl", "b.jsonl"], true, 0);
        fs::read(three.state()).unwrap()
    };
    let damaged = "the state in `state` is damaged; every file is read again\n";
    let other = "another version wrote the state in `state`; every file is read again\n";
    // cut short, or another byte in a place, as it were from the end of the head
    for (place, note) in [(None, damaged), (Some(1000), damaged), (Some(15), other)] {
        let mut bytes = whole(&three);
        let head = bytes.split_inclusive(|byte| *byte == b'\n').take(3).map(<[u8]>::len).sum::<usize>();
        match place {
            None => bytes.truncate(bytes.len() / 2),
            Some(place) => bytes[head + place] ^= 1,
        }
        fs::write(three.state(), bytes).unwrap();
        let (outputs, told) = three.run(&["c.jsonl"], true, 0);
        assert_eq!(outputs, three.wanted, "{note}");
        assert!(told.starts_with(&format!("factdiff: {note}")), "{told}");
        fs::remove_dir_all(path(&three.folder, "state")).unwrap();
    }
}

#[test]
fn a_state_of_which_nothing_can_be_read_is_told_of_and_made_anew_of_the_files_given() {
    let three = Three::new();
    let not_read =
        "the state in `state` cannot be read, nor what it was of; a new one is made of the files given";
    for at in [0, 20, 400] {
        three.run(&["a.jsonl", "b.jsonl"], true, 0);
        let mut bytes = fs::read(three.state()).unwrap();
        bytes[at] ^= 1;
        fs::write(three.state(), bytes).unwrap();
        let (outputs, told) = three.run(&["a.jsonl", "b.jsonl", "c.jsonl"], true, 1);
        assert_eq!(outputs, three.wanted);
        assert!(told.contains(not_read), "{told}");
        assert_eq!(three.run(&["c.jsonl"], true, 0).0, three.wanted);
        fs::remove_dir_all(path(&three.folder, "state")).unwrap();
    }
}

#[test]
fn a_folder_with_other_files_is_no_place_for_a_state() {
    let three = Three::new();
    let folder = three.folder.path().to_str().unwrap();
    let before = fs::read_dir(folder).unwrap().count();
    let ran = factdiff(&["align", &path(&three.folder, "a.jsonl"), "--state", folder]);
    assert_eq!(ran.exit.code(), 2);
    assert!(ran.err.contains("holds no state, but other files"), "{}", ran.err);
    assert_eq!(fs::read_dir(folder).unwrap().count(), before);
}

#[test]
fn no_output_takes_the_place_of_what_a_state_is_of() {
    let three = Three::new();
    three.run(&["a.jsonl"], true, 0);
    let [a, b, state] = ["a.jsonl", "b.jsonl", "state"].map(|name| path(&three.folder, name));
    let inside = path(&three.folder, "state/groups");
    for (output, words) in
        [(&a, "is one of the files that the state is of"), (&inside, "is in the folder of the state")]
    {
        let ran = factdiff(&["align", &b, "--state", &state, "-o", output]);
        assert!(ran.exit.code() == 2 && ran.err.contains(words), "{}", ran.err);
    }
    let ran = factdiff(&["align", &b, "-o", "same", "--pairs", "same"]);
    assert!(ran.exit.code() == 2 && ran.err.contains("want a file each"), "{}", ran.err);
}

/// What can be read only once could not be read again.
#[test]
fn standard_input_is_nothing_for_a_state() {
    let three = Three::new();
    let ran = factdiff(&["align", "-", "--state", &path(&three.folder, "state")]);
    assert!(ran.exit.code() == 2 && ran.err.contains("files that can be read again"), "{}", ran.err);
    assert!(!fs::exists(path(&three.folder, "state")).unwrap());
}

#[test]
fn a_state_follows_its_files() {
    let three = Three::new();
    three.run(&["a.jsonl", "b.jsonl"], true, 0);
    // more at the end of a file
    three.append("b.jsonl", &fs::read_to_string(path(&three.folder, "c.jsonl")).unwrap());
    let (outputs, told) = three.run(&["b.jsonl"], true, 0);
    assert_eq!(outputs, three.wanted);
    assert!(!told.contains("read again"), "{told}");
    // a file in another place, with more in it, and gone
    fs::rename(path(&three.folder, "a.jsonl"), path(&three.folder, "moved.jsonl")).unwrap();
    let more = "{\"source\": \"s1\", \"id\": \"x\", \"text\": \"A choir sang.\"}\n";
    three.append("moved.jsonl", more);
    let (outputs, told) = three.run(&["moved.jsonl"], true, 0);
    assert!(!told.contains("read again"), "{told}");
    assert_eq!(outputs, three.run(&["moved.jsonl", "b.jsonl"], false, 0).0);
    fs::rename(path(&three.folder, "moved.jsonl"), path(&three.folder, "gone.jsonl")).unwrap();
    let (again, told) = three.run(&["b.jsonl"], true, 0);
    assert_eq!(again, outputs);
    assert!(told.contains("a file that the state in `state` is of cannot be found"), "{told}");
    // a file with other words in it
    let text = fs::read_to_string(path(&three.folder, "b.jsonl")).unwrap().replace("mill", "hall");
    fs::write(path(&three.folder, "b.jsonl"), text).unwrap();
    let (_, told) = three.run(&["b.jsonl"], true, 2);
    assert!(
        told.contains("`b.jsonl` is not as it was read, and `moved.jsonl` is gone and cannot be read again"),
        "{told}"
    );
    fs::rename(path(&three.folder, "gone.jsonl"), path(&three.folder, "moved.jsonl")).unwrap();
    let (outputs, told) = three.run(&["b.jsonl"], true, 0);
    assert!(told.contains("`b.jsonl` is not as it was read; every file is read again"), "{told}");
    assert_eq!(outputs, three.run(&["moved.jsonl", "b.jsonl"], false, 0).0);
    // nothing in any of them
    fs::write(path(&three.folder, "b.jsonl"), "").unwrap();
    fs::write(path(&three.folder, "moved.jsonl"), "").unwrap();
    for _ in 0..2 {
        assert_eq!(three.run(&["b.jsonl"], true, 0).0[0], "");
    }
}

/// The same numbers for claims without ids, and the same claim counts of two with one id, as in a run over all files.
#[test]
fn what_grows_between_other_files_is_grouped_as_if_it_had_been_there() {
    let three = Three::new();
    let claim = |id: &str, words: &str| format!("{{\"source\": \"s\", {id}\"text\": \"{words}\"}}\n");
    fs::write(path(&three.folder, "a.jsonl"), claim("", "A choir sang in Halden.")).unwrap();
    fs::write(
        path(&three.folder, "b.jsonl"),
        claim("", "A bridge fell in Merrow.") + &claim("\"id\": 2, ", "Rain fell on 3 May in Tansby."),
    )
    .unwrap();
    three.run(&["a.jsonl", "b.jsonl"], true, 0);
    three.append("a.jsonl", &claim("", "A bridge fell in Merrow."));
    assert_eq!(three.run(&["a.jsonl"], true, 0).0, three.run(&["a.jsonl", "b.jsonl"], false, 0).0);
    three.append("a.jsonl", &claim("\"id\": 2, ", "The mayor of Vantry resigned."));
    assert_eq!(three.run(&["a.jsonl"], true, 1), three.run(&["a.jsonl", "b.jsonl"], false, 1));
}

/// A path says where a file lies when it is given, not later.
#[cfg(unix)]
#[test]
fn a_state_reads_the_file_that_it_knows_and_no_other_of_its_name() {
    let three = Three::new();
    let link = path(&three.folder, "link.jsonl");
    std::os::unix::fs::symlink(path(&three.folder, "a.jsonl"), &link).unwrap();
    three.run(&["link.jsonl"], true, 0);
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(path(&three.folder, "b.jsonl"), &link).unwrap();
    three.append("a.jsonl", &fs::read_to_string(path(&three.folder, "c.jsonl")).unwrap());
    assert_eq!(three.run(&["link.jsonl"], true, 0).0, three.wanted);
}

#[test]
fn a_line_that_was_cut_off_when_it_was_read_is_read_again() {
    let three = Three::new();
    let text = fs::read_to_string(path(&three.folder, "a.jsonl")).unwrap();
    let (start, end) = text.split_at(text.len() - 30);
    fs::write(path(&three.folder, "a.jsonl"), start).unwrap();
    three.run(&["a.jsonl"], true, 1);
    three.append("a.jsonl", end);
    assert_eq!(three.run(&["a.jsonl", "b.jsonl", "c.jsonl"], true, 0).0, three.wanted);
}

#[test]
fn a_state_serves_another_threshold_too() {
    let three = Three::new();
    three.run(&["a.jsonl", "b.jsonl"], true, 0);
    let [state, c] = ["state", "c.jsonl"].map(|name| path(&three.folder, name));
    let later = factdiff(&["align", &c, "--threshold", "0.9", "--state", &state]);
    let names = ["a.jsonl", "b.jsonl", "c.jsonl"].map(|name| path(&three.folder, name));
    let at_once = factdiff(&["align", &names[0], &names[1], &names[2], "--threshold", "0.9"]);
    assert_eq!((later.out, later.err), (at_once.out, at_once.err));
}

#[test]
fn what_was_wrong_in_a_line_is_told_by_every_run_that_counts_on_its_file() {
    let three = Three::new();
    three.append("a.jsonl", "{\"source\": 1}\n");
    three.append("c.jsonl", "{\"source\": \"s0\", \"id\": 0, \"text\": \"The first counts.\"}\n[]\n");
    let names = ["a.jsonl", "b.jsonl", "c.jsonl"];
    let (_, wanted) = three.run(&names, false, 1);
    assert!(wanted.contains("a.jsonl:501:1: error[format.missing-field]"), "{wanted}");
    for name in names {
        three.run(&[name], true, 1);
    }
    assert_eq!(three.run(&["c.jsonl"], true, 1).1, wanted);
}

#[test]
fn one_run_at_a_time_uses_a_state() {
    let three = Three::new();
    three.run(&["a.jsonl"], true, 0);
    let lock = fs::File::options().write(true).open(path(&three.folder, "state/factdiff-lock")).unwrap();
    lock.lock().unwrap();
    let (_, told) = three.run(&["b.jsonl"], true, 2);
    assert!(told.contains("another run uses the state"), "{told}");
    lock.unlock().unwrap();
    assert_eq!(three.run(&["b.jsonl", "c.jsonl"], true, 0).0, three.wanted);
}

/// What such a run leaves is removed by the next.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_the_state_as_it_was() {
    let three = Three::new();
    fs::write(path(&three.folder, "long.jsonl"), many(60_000).concat()).unwrap();
    three.run(&["a.jsonl", "b.jsonl"], true, 0);
    let state = path(&three.folder, "state");
    let files = || fs::read_dir(&state).unwrap().count();
    assert_eq!(files(), 2);
    for (signal, left) in [("-KILL", 3), ("-TERM", 2)] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_factdiff"))
            .args(["align", "-q", &path(&three.folder, "long.jsonl"), "--state", &state])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while files() < 3 {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        assert!(!child.wait().unwrap().success(), "it was done before it was killed");
        assert_eq!(files(), left);
        three.run(&["b.jsonl"], true, 0);
        assert_eq!(files(), 2);
    }
    assert_eq!(three.run(&["c.jsonl"], true, 0).0, three.wanted);
}

#[cfg(unix)]
#[test]
fn a_pipe_gets_the_groups_and_stays_a_pipe() {
    let three = Three::new();
    let pipe = path(&three.folder, "pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    let ran = factdiff(&["align", "-q", &path(&three.folder, "a.jsonl"), "-o", &pipe]);
    assert_eq!((ran.exit.code(), ran.err.as_str()), (0, ""));
    assert_eq!(reader.join().unwrap().matches("\"source\"").count(), 500);
    assert!(!fs::metadata(&pipe).unwrap().is_file());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_claim_is_in_one_group_and_no_bytes_panic(
        lines in proptest::collection::vec(
            prop_oneof![
                "[ -~\u{e9}\u{202e}]{0,40}",
                ("[abc]", 0_u8..9, "((Halden|Merrow|bridge|opened|12 March|2026|7,400|\\$5m) ){1,6}")
                    .prop_map(|(source, id, text)| format!("{{\"source\": \"{source}\", \"id\": {id}, \"text\": \"{text}\"}}")),
            ],
            0..30,
        )
    ) {
        let folder = folder(&[("claims.jsonl", &lines.join("\n"))]);
        let ran = factdiff(&["align", "-q", &path(&folder, "claims.jsonl")]);
        let claims: BTreeSet<(&str, &str)> = lines.iter().filter(|line| line.starts_with("{\"source\""))
            .map(|line| (line.split('"').nth(3).unwrap(), line.split([' ', ',']).nth(4).unwrap())).collect();
        let groups: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let found: Vec<(String, String)> = groups.iter().flat_map(|group| group["claims"].as_array().unwrap())
            .map(|claim| (claim["source"].as_str().unwrap().to_owned(), claim["id"].to_string())).collect();
        prop_assert_eq!(found.len(), claims.len());
        let found: BTreeSet<(&str, &str)> = found.iter().map(|(source, id)| (source.as_str(), id.as_str())).collect();
        prop_assert_eq!(found, claims);
    }
}

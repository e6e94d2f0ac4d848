//! `--encoder`: a sentence encoder as one more part of the score. `tests/encoder` holds one so small that it knows nothing, and
//! says how to fetch a real one.

use super::{Ran, factdiff, folder, path};
use factdiff::cli::Exit;
use tempfile::TempDir;

const ONE: &str = "\
source: {id: one}
claims:
  - {id: raid, text: Prosecutors searched the headquarters.}
  - {id: again, text: Magistrates searched the offices.}
";
const OTHER: &str = "\
source: {id: other}
claims:
  - {id: raid, text: Magistrates combed the offices.}
";

/// How `explain` calls the part.
const PART: &str = "near to the sentence encoder";

/// A folder with two sources and what `more` adds.
fn sources(more: &[(&str, &str)]) -> TempDir {
    folder(&[&[("one.yaml", ONE), ("other.yaml", OTHER)], more].concat())
}

fn explain(claims: [&str; 2], sources: &TempDir, options: &[&str]) -> Ran {
    let [a, b] = claims;
    factdiff(&[&["explain", a, b, &path(sources, "")], options].concat())
}

#[test]
fn without_an_encoder_the_score_has_no_such_part() {
    let told = explain(["one#raid", "other#raid"], &sources(&[]), &[]);
    assert_eq!(told.exit, Exit::Clean, "{}", told.err);
    assert!(!told.out.contains(PART), "{}", told.out);
}

#[cfg(not(feature = "encoder"))]
#[test]
fn a_build_without_an_encoder_says_so() {
    let sources = sources(&[]);
    let labels = folder(&[("labels.jsonl", r#"{"a": "One died.", "b": "Two died.", "label": "same"}"#)]);
    let labels = path(&labels, "labels.jsonl");
    for command in [&["report"][..], &["compare"], &["review"], &["calibrate", &labels]] {
        let told = factdiff(&[command, &[&path(&sources, ""), "--encoder", "anywhere"]].concat());
        assert_eq!(told.exit, Exit::Trouble);
        assert!(told.err.starts_with("error: this build of factdiff has no encoder"), "{}", told.err);
    }
}

#[cfg(feature = "encoder")]
mod built_in {
    use super::*;
    use factdiff::claim::{Claim, ClaimId};
    use factdiff::encoder::{Encoder, Tokenizer};
    use factdiff::load::{Options, load};
    use std::fs;
    use std::io::Write as _;
    use std::path::Path;
    use std::process::Command;

    const TINY: &str = "tests/encoder/tiny";
    const MINILM: &str = "tests/encoder/minilm";

    /// The encoders that are there: the tiny one, and the real one if it was fetched.
    fn encoders() -> Vec<&'static str> {
        if Path::new(MINILM).is_dir() {
            return vec![TINY, MINILM];
        }
        // past the capture of the test harness: who reads "ok" should know
        let _ = writeln!(std::io::stderr(), "SKIPPED: a real encoder; tests/encoder/fetch.sh fetches one");
        vec![TINY]
    }

    #[test]
    fn between_sources_an_encoder_is_one_more_part_of_the_score() {
        let sources = sources(&[]);
        for encoder in encoders() {
            let told = explain(["one#raid", "other#raid"], &sources, &["--encoder", encoder]);
            assert_eq!(told.exit, Exit::Clean, "{}", told.err);
            assert!(told.out.contains(PART), "{}", told.out);
            let within = explain(["one#raid", "one#again"], &sources, &["--encoder", encoder]);
            assert!(!within.out.contains(PART), "{}", within.out);
        }
    }

    #[test]
    fn the_report_names_the_encoder() {
        let sources = sources(&[]);
        let report = |options: &[&str]| {
            let told = factdiff(&[&["report", &path(&sources, ""), "-f", "json"], options].concat());
            assert_eq!(told.exit, Exit::Clean, "{}", told.err);
            let json: serde_json::Value = serde_json::from_str(&told.out).unwrap();
            json["coverage"]["encoder"].as_str().map(str::to_owned)
        };
        assert_eq!(report(&[]), None);
        assert_eq!(report(&["--encoder", TINY]).as_deref(), Some("b011ee7b7021f883"));
    }

    #[test]
    fn labels_are_measured_with_the_encoder_whether_they_name_claims_or_hold_them() {
        let labels = [
            r#"{"a": "one#raid", "b": "other#raid", "label": "same"}"#,
            r#"{"a": "Prosecutors searched the headquarters.", "b": "Magistrates combed the offices.", "label": "same"}"#,
        ];
        for label in labels {
            let sources = sources(&[("labels.jsonl", label)]);
            let reliability = |options: &[&str]| {
                let labels = path(&sources, "labels.jsonl");
                let arguments = [
                    &[
                        "calibrate",
                        &labels,
                        &path(&sources, "one.yaml"),
                        &path(&sources, "other.yaml"),
                        "-f",
                        "json",
                    ],
                    options,
                ];
                let told = factdiff(&arguments.concat());
                assert_eq!(told.exit, Exit::Clean, "{}", told.err);
                let json: serde_json::Value = serde_json::from_str(&told.out).unwrap();
                json["reliability"].to_string()
            };
            assert_ne!(reliability(&[]), reliability(&["--encoder", TINY]), "{label}");
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bytes() {
        let report = |encoder: &str, threads: &str| {
            let mut program = Command::new(env!("CARGO_BIN_EXE_factdiff"));
            let options = ["report", "sources", "-f", "json", "--encoder", encoder, "--threads", threads];
            let told = program.args(options).output().unwrap();
            assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
            told.stdout
        };
        for encoder in encoders() {
            assert!(report(encoder, "1") == report(encoder, "5"), "{encoder}");
        }
    }

    #[test]
    fn what_is_no_encoder_is_told_with_its_path() {
        let model = fs::read(format!("{TINY}/model.onnx")).unwrap();
        let tokenizer = fs::read_to_string(format!("{TINY}/tokenizer.json")).unwrap();
        let vocabulary = tokenizer.replace("\"[SEP]\": 3", "\"[SEP]\": 3000");
        let renamed = replaced(&model, b"input_ids", b"pixel_map");
        let cases: [(&[u8], &str, &str); 8] = [
            (b"", &tokenizer, "cannot use `@/model.onnx`: it is no ONNX model that can be read"),
            (b"not a model", &tokenizer, "cannot use `@/model.onnx`: it is no ONNX model that can be read"),
            (&model[..model.len() / 2], &tokenizer, "cannot use `@/model.onnx`: it is no ONNX model"),
            (&renamed, &tokenizer, "cannot use `@/model.onnx`: it asks for `pixel_map`"),
            (&model, &vocabulary, "cannot use `@/model.onnx`: the model fails"),
            (&model, "{", "cannot use `@/tokenizer.json`: it is no JSON"),
            (&model, "{}", "cannot use `@/tokenizer.json`: it is no tokenizer"),
            (
                &model,
                r#"{"model": {"type": "Unigram"}}"#,
                "cannot use `@/tokenizer.json`: a `Unigram` tokenizer is not supported",
            ),
        ];
        for (model, tokenizer, expected) in cases {
            let encoder = folder(&[("tokenizer.json", tokenizer)]);
            fs::write(encoder.path().join("model.onnx"), model).unwrap();
            assert_fault(&encoder.path().display().to_string(), expected);
        }
    }

    #[test]
    fn what_is_missing_is_told() {
        assert_fault("no/such/folder", "`--encoder @` is no folder");
        let empty = folder(&[]);
        assert_fault(&path(&empty, ""), "`--encoder @` holds no `model.onnx` or `onnx/model.onnx`");
        let model = folder(&[("onnx/model.onnx", "")]);
        assert_fault(&path(&model, ""), "`--encoder @` holds no `tokenizer.json`");
    }

    #[test]
    fn no_damage_to_a_model_panics() {
        let model = fs::read(format!("{TINY}/model.onnx")).unwrap();
        let tokenizer = fs::read(format!("{TINY}/tokenizer.json")).unwrap();
        let head = (0..300).chain((300..model.len()).step_by(61));
        let usable = head
            .filter(|&at| {
                let mut damaged = model.clone();
                damaged[at] ^= 0x15;
                Encoder::new(damaged, Tokenizer::read(&tokenizer).unwrap()).is_ok()
            })
            .count();
        assert!(usable > 0, "a vector may change without harm");
    }

    #[test]
    fn a_real_encoder_gives_what_it_gives_elsewhere() {
        let Some(folder) = encoders().into_iter().find(|&folder| folder == MINILM) else { return };
        let tokenizer = Tokenizer::read(&fs::read(format!("{folder}/tokenizer.json")).unwrap()).unwrap();
        let encoder = Encoder::new(fs::read(format!("{folder}/model.onnx")).unwrap(), tokenizer).unwrap();
        let mut sets = load(&["sources".to_owned()], &Options::default()).unwrap().sets;
        let claim = |text: &str| {
            Claim::new(
                ClaimId::new("x"),
                text.to_owned(),
                factdiff::span::Span { file: sets[0].source.span.file, start: 0, end: 0 },
            )
        };
        let texts = [
            "Prosecutors searched the headquarters.",
            "Magistrates combed the offices.",
            "The bánk paid €3.5 million.",
        ];
        let claims = texts.map(claim);
        sets[0].claims = claims.to_vec();
        encoder.encode(&mut sets).unwrap();
        let encodings: Vec<_> = sets[0].claims.iter().map(|claim| claim.encoding.as_ref().unwrap()).collect();
        let found = [encodings[0].cosine(encodings[1]), encodings[0].cosine(encodings[2])];
        // from ONNX Runtime 1.31 and tokenizers 0.23
        for (found, expected) in found.into_iter().zip([0.51523, 0.27484]) {
            assert!((found - expected).abs() < 2e-4, "{found} for {expected}");
        }
    }

    /// Fails unless every command that aligns ends with this message; `@` in it stands for the folder.
    #[track_caller]
    fn assert_fault(encoder: &str, message: &str) {
        let encoder = encoder.trim_end_matches('/');
        let expected = format!("error: {}", message.replace('@', encoder));
        let sources = sources(&[]);
        let told = [
            factdiff(&["report", &path(&sources, ""), "--encoder", encoder]),
            factdiff(&["review", &path(&sources, ""), "--plain", "--encoder", encoder]),
            explain(["one#raid", "other#raid"], &sources, &["--encoder", encoder]),
        ];
        for told in told {
            assert_eq!(told.exit, Exit::Trouble, "{}", told.out);
            assert!(told.err.starts_with(&expected), "{} for {expected}", told.err);
        }
    }

    fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for at in 0..=bytes.len() - old.len() {
            if bytes[at..].starts_with(old) {
                bytes[at..at + old.len()].copy_from_slice(new);
            }
        }
        bytes
    }
}

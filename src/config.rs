//! `factdiff.toml`: settings with the lines that make them. Reading touches no file; what is wrong in the text ends the run,
//! because a setting that is not followed is worse than none.

use crate::align;
use crate::claim::KeyKind;
use crate::error::{Error, Result};
use crate::finding::Level;
use crate::load::shape::{Known, Shape, names};
use crate::load::suggest;
use crate::origin;
use crate::policy::{Policy, Tolerance};
use crate::rules;
use crate::span::Files;
use crate::text::fold;
use crate::value::name::Name;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The name of the file.
pub const FILE_NAME: &str = "factdiff.toml";

/// When a run fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Findings of this level or graver.
    Level(Level),
    /// Never.
    Never,
}

/// All settings of a file; what it does not say is the default.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The file; none where there is none.
    pub path: Option<String>,
    /// When a run fails.
    pub fail_on: Option<FailOn>,
    /// Facts whose claims are linked less well are not shown.
    pub min_score: Option<f32>,
    /// Levels of rules and of families of rules (`quote`); none for those that are off.
    pub levels: BTreeMap<String, Option<Level>>,
    /// Thresholds of alignment.
    pub align: align::Options,
    /// What is told of shared wording.
    pub origin: origin::Options,
    /// Files and folders that a search leaves out.
    pub exclude: Vec<String>,
    /// Aliases, tolerances and kinds of keys.
    pub policy: Policy,
    /// The lines of the settings that are made, by their dotted names.
    pub lines: BTreeMap<String, usize>,
}

/// The sections and their settings.
pub(crate) const SECTIONS: [Known; 8] = [
    Known::new("report", Shape::Mapping(&REPORT), "what is shown, and when a run fails"),
    Known::new("rules", Shape::Rules, "the levels of rules, or of families of rules"),
    Known::new("align", Shape::Mapping(&ALIGN), "thresholds of alignment"),
    Known::new("origin", Shape::Mapping(&ORIGIN), "what is told of texts that share wording"),
    Known::new(
        "values",
        Shape::Names(&Shape::Tolerance),
        "so far two numbers may lie apart, by the name of a value or of a unit",
    ),
    Known::new("names", Shape::Names(&Shape::List(&Shape::Words)), "other names of the same"),
    Known::new(
        "keys",
        Shape::Names(&Shape::OneOf(&[KEY_KIND, Shape::Names(&KEY_KIND)])),
        "whether a key, or the family of a key, has one true answer or one that changes with time",
    ),
    Known::new("paths", Shape::Mapping(&PATHS), "what is read"),
];
const KEY_KIND: Shape = Shape::Choice(|| KEY_KINDS.map(|(name, _)| name).to_vec());
const REPORT: [Known; 2] = [
    Known::new(
        "fail-on",
        Shape::Choice(|| FAIL_ON.map(|(name, _)| name).to_vec()),
        "exit with 1 where there are findings of this level or graver",
    ),
    Known::new("min-score", Shape::Share, "only facts whose claims are linked this well or better"),
];
const ALIGN: [Known; 4] = [
    Known::new("threshold", Shape::Share, "links of this strength or more are made"),
    Known::new("words-alone", Shape::Share, "the same where only words and names speak for a pair"),
    Known::new("restatement", Shape::Share, "two claims of one source are restatements from here on"),
    Known::new("margin", Shape::Share, "a runner-up that is nearer than this makes a link doubtful"),
];
const ORIGIN: [Known; 3] = [
    Known::new("passage", Shape::Count, "two texts with a passage of so many words in common are told of"),
    Known::new(
        "share",
        Shape::Share,
        "two texts with three shorter passages in common are told of where these are so much of the rare words of one",
    ),
    Known::new(
        "copied",
        Shape::Share,
        "sources that share values which others contradict are told of where a model holds copying so likely",
    ),
];
const PATHS: [Known; 1] =
    [Known::new("exclude", Shape::List(&Shape::Words), "files and folders that a search leaves out")];
pub(crate) const LEVELS: [(&str, Option<Level>); 4] = [
    ("error", Some(Level::Error)),
    ("warning", Some(Level::Warning)),
    ("note", Some(Level::Note)),
    ("off", None),
];
pub(crate) const KEY_KINDS: [(&str, KeyKind); 3] = [
    ("single-valued", KeyKind::SingleValued),
    ("time-varying", KeyKind::TimeVarying),
    ("open", KeyKind::Open),
];
const FAIL_ON: [(&str, FailOn); 4] = [
    ("error", FailOn::Level(Level::Error)),
    ("warning", FailOn::Level(Level::Warning)),
    ("note", FailOn::Level(Level::Note)),
    ("never", FailOn::Never),
];

impl Config {
    /// Reads the settings of `text`, which stands in the file `path`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, each with line and column.
    pub fn parse(path: &str, text: &str) -> Result<Config> {
        let mut files = Files::default();
        let file = files.add(path, text);
        let mut reader = Reader { text, config: Config::default(), faults: Vec::new() };
        match DeTable::parse(text) {
            Ok(table) => reader.file(table.get_ref()),
            Err(error) => reader.fault(error.span().unwrap_or_default(), error.message().to_owned()),
        }
        let Reader { mut config, mut faults, .. } = reader;
        if faults.is_empty() {
            for line in config.lines.values_mut() {
                *line = files.location(file, *line).line;
            }
            config.path = Some(path.to_owned());
            return Ok(config);
        }
        faults.sort_by_key(|(range, _)| range.start);
        let told = faults.into_iter().map(|(range, message)| {
            let at = files.location(file, range.start);
            format!("{path}:{}:{}: {message}", at.line, at.column)
        });
        Err(Error::new(told.collect::<Vec<_>>().join("\nerror: ")))
    }

    /// The level that the settings give to a rule: its own, or that of its family. The outer `None` says that they say
    /// nothing of it, the inner one that it is off.
    pub fn level(&self, rule: &str) -> Option<Option<Level>> {
        let family = || self.levels.get(rule.split('.').next()?);
        self.levels.get(rule).or_else(family).copied()
    }
}

struct Reader<'t> {
    text: &'t str,
    config: Config,
    faults: Vec<(Range<usize>, String)>,
}

type Field<'a, 'i> = (&'a str, Range<usize>, &'a Spanned<DeValue<'i>>);

impl Reader<'_> {
    fn fault(&mut self, at: Range<usize>, message: String) {
        self.faults.push((at, message));
    }

    fn file(&mut self, table: &DeTable<'_>) {
        for (name, at, value) in fields(table) {
            let DeValue::Table(section) = value.get_ref() else {
                self.unknown(at, name, &names(&SECTIONS), "section");
                continue;
            };
            match name {
                "report" => self.report(section),
                "rules" => self.rules(section, ""),
                "align" => self.align(section),
                "origin" => self.origin(section),
                "values" => self.values(section),
                "names" => self.names(section),
                "keys" => self.keys(section, ""),
                "paths" => self.paths(section),
                _ => self.unknown(at, name, &names(&SECTIONS), "section"),
            }
        }
    }

    fn report(&mut self, section: &DeTable<'_>) {
        for field in fields(section) {
            match field.0 {
                "fail-on" => self.config.fail_on = self.choice(&field, &FAIL_ON),
                "min-score" => self.config.min_score = self.share(&field),
                _ => {
                    self.unknown(field.1.clone(), field.0, &names(&REPORT), "setting of `[report]`");
                }
            }
            self.made("report", &field);
        }
    }

    /// `"quote.missing" = "off"` and `quote.missing = "off"` say the same.
    fn rules(&mut self, section: &DeTable<'_>, family: &str) {
        let all = rules::all();
        for field in fields(section) {
            let id = if family.is_empty() { field.0.to_owned() } else { format!("{family}.{}", field.0) };
            if let DeValue::Table(inner) = field.2.get_ref() {
                self.rules(inner, &id);
                continue;
            }
            let is_family = |known: &str| known.split('.').next() == Some(&id);
            if !all.iter().any(|info| info.rule.0 == id || is_family(info.rule.0)) {
                let ids: Vec<&str> = all.iter().map(|info| info.rule.0).collect();
                self.unknown(field.1, &id, &ids, "rule");
            } else if let Some(level) = self.choice(&field, &LEVELS) {
                self.config.lines.insert(format!("rules.{id}"), field.1.start);
                self.config.levels.insert(id, level);
            }
        }
    }

    fn align(&mut self, section: &DeTable<'_>) {
        for field in fields(section) {
            let share = self.share(&field);
            let options = &mut self.config.align;
            let place = match field.0 {
                "threshold" => &mut options.threshold,
                "words-alone" => &mut options.words_alone,
                "restatement" => &mut options.restatement,
                "margin" => &mut options.margin,
                _ => {
                    self.unknown(field.1, field.0, &names(&ALIGN), "setting of `[align]`");
                    continue;
                }
            };
            *place = share.unwrap_or(*place);
            self.made("align", &field);
        }
    }

    fn origin(&mut self, section: &DeTable<'_>) {
        for field in fields(section) {
            let options = self.config.origin;
            match field.0 {
                "passage" => self.config.origin.passage = self.count(&field).unwrap_or(options.passage),
                "copied" => self.config.origin.copied = self.share(&field).unwrap_or(options.copied),
                "share" => self.config.origin.share = self.share(&field).unwrap_or(options.share),
                _ => {
                    self.unknown(field.1, field.0, &names(&ORIGIN), "setting of `[origin]`");
                    continue;
                }
            }
            self.made("origin", &field);
        }
    }

    fn values(&mut self, section: &DeTable<'_>) {
        for field in fields(section) {
            let words = self.text[field.2.span()].trim_matches(['"', '\'']);
            let (number, is_share) = match words.strip_suffix('%') {
                Some(number) => (number, true),
                None => (words, false),
            };
            match number.trim().parse::<f64>() {
                Ok(by) if by >= 0.0 && by.is_finite() => {
                    let tolerance =
                        if is_share { Tolerance::Share(by / 100.0) } else { Tolerance::Absolute(by) };
                    self.config.policy.tolerances.insert(field.0.to_owned(), tolerance);
                    self.made("values", &field);
                }
                Ok(_) | Err(_) => {
                    self.fault(
                        field.2.span(),
                        format!("`{}` must be a number or a share such as \"5%\"", field.0),
                    );
                }
            }
        }
    }

    fn names(&mut self, section: &DeTable<'_>) {
        for field in fields(section) {
            let aliases = self.strings(&field).iter().map(|alias| Name::new(alias)).collect();
            self.config.policy.aliases.push((Name::new(field.0), aliases));
            self.made("names", &field);
        }
    }

    /// `"casualties.dead" = "time-varying"` and `casualties.dead = "time-varying"` say the same.
    fn keys(&mut self, section: &DeTable<'_>, family: &str) {
        for field in fields(section) {
            let key = if family.is_empty() { field.0.to_owned() } else { format!("{family}.{}", field.0) };
            if let DeValue::Table(inner) = field.2.get_ref() {
                self.keys(inner, &key);
            } else if let Some(kind) = self.choice(&field, &KEY_KINDS) {
                self.config.lines.insert(format!("keys.{key}"), field.1.start);
                self.config.policy.keys.insert(key, kind);
            }
        }
    }

    fn paths(&mut self, section: &DeTable<'_>) {
        for field in fields(section) {
            match field.0 {
                "exclude" => self.config.exclude = self.strings(&field),
                _ => self.unknown(field.1.clone(), field.0, &names(&PATHS), "setting of `[paths]`"),
            }
            self.made("paths", &field);
        }
    }

    fn made(&mut self, section: &str, (name, at, _): &Field<'_, '_>) {
        self.config.lines.insert(format!("{section}.{name}"), at.start);
    }

    fn unknown(&mut self, at: Range<usize>, name: &str, known: &[&str], what: &str) {
        let meant = match suggest::closest(name, known) {
            Some(closest) => format!("; did you mean `{closest}`?"),
            None if known.len() < 10 => format!("; there are {}", known.join(", ")),
            None => String::new(),
        };
        self.fault(at, format!("`{}` is no {what}{meant}", fold::visible(name)));
    }

    fn choice<T: Copy>(&mut self, (name, _, value): &Field<'_, '_>, choices: &[(&str, T)]) -> Option<T> {
        let words = value.get_ref().as_str().unwrap_or_default();
        let found = choices.iter().find(|(choice, _)| *choice == words);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(choice, _)| *choice).collect();
            self.fault(
                value.span(),
                format!("`{}` must be one of \"{}\"", fold::visible(name), names.join("\", \"")),
            );
        }
        found.map(|(_, choice)| *choice)
    }

    /// A whole number, 1 or more.
    fn count(&mut self, (name, _, value): &Field<'_, '_>) -> Option<usize> {
        let count = self.text[value.span()].parse().ok().filter(|&count| count > 0);
        if count.is_none() {
            self.fault(value.span(), format!("`{}` must be a whole number, 1 or more", fold::visible(name)));
        }
        count
    }

    /// A number from 0 to 1.
    fn share(&mut self, (name, _, value): &Field<'_, '_>) -> Option<f32> {
        let share = self.text[value.span()].parse().ok().filter(|share| (0.0..=1.0).contains(share));
        if share.is_none() {
            self.fault(value.span(), format!("`{}` must be a number from 0 to 1", fold::visible(name)));
        }
        share
    }

    fn strings(&mut self, (name, _, value): &Field<'_, '_>) -> Vec<String> {
        let items = match value.get_ref() {
            DeValue::Array(items) => {
                items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
            }
            _ => None,
        };
        items.unwrap_or_else(|| {
            self.fault(
                value.span(),
                format!("`{}` must be a list of words: [\"a\", \"b\"]", fold::visible(name)),
            );
            Vec::new()
        })
    }
}

/// The fields of a table in the order of the file.
fn fields<'a, 'i>(table: &'a DeTable<'i>) -> Vec<Field<'a, 'i>> {
    let mut fields: Vec<Field<'a, 'i>> =
        table.iter().map(|(name, value)| (name.get_ref().as_ref(), name.span(), value)).collect();
    fields.sort_by_key(|(_, at, _)| at.start);
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_read() {
        let config = Config::parse(
            "f.toml",
            "[report]\nfail-on = \"warning\"\nmin-score = 0.6\n[rules]\nquote.ambiguous = \"off\"\n\"gap\" = \"warning\"\n\
             [align]\nthreshold = 0.55\n[values]\ncasualties = 1\nkm = \"5%\"\n[names]\nX = [\"Twitter\", \"X Corp\"]\n\
             [keys]\nowner = \"single-valued\"\ncasualties.dead = \"time-varying\"\n[paths]\nexclude = [\"drafts\"]\n",
        )
        .unwrap();
        assert_eq!((config.fail_on, config.min_score), (Some(FailOn::Level(Level::Warning)), Some(0.6)));
        assert_eq!(config.level("quote.ambiguous"), Some(None));
        assert_eq!(config.level("quote.missing"), None);
        assert_eq!(config.level("gap.silent"), Some(Some(Level::Warning)), "by its family");
        assert!((config.align.threshold - 0.55).abs() < 1e-6);
        assert_eq!(config.policy.tolerances["casualties"], Tolerance::Absolute(1.0));
        assert_eq!(config.policy.tolerances["km"], Tolerance::Share(0.05));
        assert_eq!(config.policy.aliases[0].1.len(), 2);
        assert_eq!(config.policy.keys["owner"], KeyKind::SingleValued);
        assert_eq!(config.policy.keys["casualties.dead"], KeyKind::TimeVarying);
        assert_eq!(config.exclude, ["drafts"]);
        assert_eq!(config.lines["rules.quote.ambiguous"], 5);
    }

    #[test]
    fn what_is_not_known_is_told_with_its_place_and_what_was_meant() {
        let cases = [
            ("[reprot]\n", "f.toml:1:2: `reprot` is no section; did you mean `report`?"),
            (
                "x = 1\n",
                "f.toml:1:1: `x` is no section; there are report, rules, align, origin, values, names, keys, paths",
            ),
            (
                "[report]\nfail_on = \"error\"\n",
                "f.toml:2:1: `fail_on` is no setting of `[report]`; did you mean `fail-on`?",
            ),
            (
                "[report]\nfail-on = \"all\"\n",
                "f.toml:2:11: `fail-on` must be one of \"error\", \"warning\", \"note\", \"never\"",
            ),
            (
                "[rules]\nquote.mising = \"off\"\n",
                "f.toml:2:7: `quote.mising` is no rule; did you mean `quote.missing`?",
            ),
            ("[origin]\npassage = 0\n", "f.toml:2:11: `passage` must be a whole number, 1 or more"),
            ("[align]\nthreshold = 2\n", "f.toml:2:13: `threshold` must be a number from 0 to 1"),
            ("[values]\nkm = \"much\"\n", "f.toml:2:6: `km` must be a number or a share such as \"5%\""),
            (
                "[keys]\ntoll = \"changing\"\n",
                "f.toml:2:8: `toll` must be one of \"single-valued\", \"time-varying\", \"open\"",
            ),
            ("[names]\nX = \"Twitter\"\n", "f.toml:2:5: `X` must be a list of words: [\"a\", \"b\"]"),
        ];
        for (text, expected) in cases {
            assert_eq!(Config::parse("f.toml", text).unwrap_err().to_string(), expected);
        }
        assert!(Config::parse("f.toml", "[report\n").unwrap_err().to_string().starts_with("f.toml:1:"));
    }
}

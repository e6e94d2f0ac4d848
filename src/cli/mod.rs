//! The command line: arguments in, exit code out, one function a command.

mod align;
mod calibrate;
mod check;
mod compare;
mod completions;
mod config;
mod encoder;
mod explain;
mod extract;
mod init;
mod man;
mod output;
mod pager;
mod pipeline;
mod progress;
mod report;
mod review;
mod rules;
mod schema;
mod scope;
mod settings;
mod settle;

use crate::error::{Error, Result};
use crate::finding::Level;
use crate::report::Style;
use crate::value::date::Date;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::Write;
use std::str::FromStr;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings at or above `--fail-on`.
    Findings,
    /// A fault of usage or configuration, or no input that could be read.
    Trouble,
    /// Fewer than two sources hold claims.
    NothingCompared,
}

impl Exit {
    /// The exit code: 0, 1, 2, 3.
    pub fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Trouble => 2,
            Exit::NothingCompared => 3,
        }
    }
}

/// Where a command writes, and what is known of it.
pub struct Streams<'a> {
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
    /// Columns of the terminal, if standard output is one.
    pub width: Option<usize>,
    /// Whether standard output takes colours.
    pub color: bool,
}

const AFTER_HELP: &str = "\
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  a fault of usage, a named path that does not exist, or no input that can be read
  3  fewer than two sources hold claims: nothing was compared

Examples:
  factdiff report                         compare the claim sets in sources/
  factdiff report sources -o reports      write the report in every format
  factdiff check                          look for faults in the claim sets themselves
  factdiff compare a.yaml b.yaml          two sources side by side
  factdiff review                         settle doubtful links and findings, one key each
  factdiff explain a#toll b#w3            why two claims align or do not
  factdiff align claims.jsonl.gz          very many claims to groups
  factdiff calibrate labels.jsonl         which thresholds agree best with your labels
  factdiff rules quote.missing            what a rule finds, and how it is mended";

/// A diff for facts: who agrees, who is more precise, who contradicts whom, who is silent
#[derive(Debug, Parser)]
#[command(name = "factdiff", version, after_help = AFTER_HELP, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Load, align, compare and report: the main job
    #[command(
        after_help = "Claim sets are YAML, JSON or JSON Lines files, one source a file (JSON Lines: many).\nA folder is searched for them; `-` reads standard input (with --stdin-as)."
    )]
    Report(ReportArgs),
    /// Look for faults in claim sets one by one: format, quotes, dates, contradictions
    #[command(
        after_help = "Exits with 1 where there are errors, or what --fail-on says; with 2 where nothing could be read.\nA file that is named is checked beside the others of its folder, and told of alone."
    )]
    Check(CheckArgs),
    /// Sources side by side in the terminal, columns in the order given
    Compare(CompareArgs),
    /// Why two claims align or do not: each part of the score, what spoke against, the runner-up, the margin
    Explain(ExplainArgs),
    /// Doubtful links and open findings one by one; each answer goes to judgements.yaml at once
    #[command(after_help = review::KEYS_HELP)]
    Review(ReviewArgs),
    /// How well links agree with your labels, and which thresholds agree best
    #[command(after_help = CALIBRATE_HELP)]
    Calibrate(CalibrateArgs),
    /// Alignment alone, for very many claims: JSON Lines in, JSON Lines groups out
    #[command(after_help = ALIGN_HELP)]
    Align(AlignArgs),
    /// The rules: what is found, and how it is mended
    Rules(RulesArgs),
    /// The settings in force, and where each comes from
    Config(ConfigArgs),
    /// Drafts a claim set from an article, every claim with its words, for a person to finish
    Extract(ExtractArgs),
    /// A starter folder: two claim sets with their articles, settings and judgements to try things on
    Init(InitArgs),
    /// JSON Schemas of what people write, for editors that complete and check
    Schema(SchemaArgs),
    /// Completions for a shell, on standard output
    Completions(CompletionsArgs),
    /// The manual: one page, or one a command in a folder
    Man(ManArgs),
}

#[derive(Debug, Args)]
struct ReportArgs {
    /// Claim sets, folders of claim sets, or `-`
    #[arg(default_value = "sources")]
    paths: Vec<String>,
    #[command(flatten)]
    encoder: EncoderArgs,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// Claim sets, folders of claim sets, or `-`
    #[arg(default_value = "sources")]
    paths: Vec<String>,
    /// Tell only of files that differ from a git revision [without one: HEAD]
    #[arg(long, value_name = "REV", num_args = 0..=1, require_equals = true, default_missing_value = "HEAD")]
    changed: Option<String>,
    /// Mend what is safe to mend: typography of quotes, dates in words, missing ids
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct CompareArgs {
    /// Two or more claim sets
    #[arg(required = true)]
    paths: Vec<String>,
    /// The first two are versions of one article, the older first: tell what was corrected, added and dropped, and what that
    /// resolves or opens against the others [formats: text, markdown, json]
    #[arg(long)]
    versions: bool,
    #[command(flatten)]
    encoder: EncoderArgs,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// A claim as SOURCE#CLAIM
    a: String,
    /// Another claim as SOURCE#CLAIM
    b: String,
    /// Where the sources are
    #[arg(default_value = "sources")]
    paths: Vec<String>,
    /// Judgements to honour [default: judgements.yaml in the folder given, or in the current one]
    #[arg(long, value_name = "FILE")]
    judgements: Option<String>,
    /// Settings to follow [default: factdiff.toml in the folder of the sources or above it]
    #[arg(long, value_name = "FILE")]
    config: Option<String>,
    #[command(flatten)]
    encoder: EncoderArgs,
    /// Colours
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

#[derive(Debug, Args)]
struct ReviewArgs {
    /// Claim sets, articles, or folders of them
    #[arg(default_value = "sources")]
    paths: Vec<String>,
    /// File to write answers to [default: judgements.yaml in the folder given, or in the current one]
    #[arg(long, value_name = "FILE")]
    judgements: Option<String>,
    /// Settings to follow [default: factdiff.toml in the folder of the sources or above it]
    #[arg(long, value_name = "FILE")]
    config: Option<String>,
    #[command(flatten)]
    encoder: EncoderArgs,
    /// Ask about findings of this level or graver
    #[arg(long, value_name = "LEVEL", value_enum, default_value = "warning")]
    min_level: LevelArg,
    /// Who answers; written with every answer
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Line by line, without the full screen
    #[arg(long)]
    plain: bool,
    /// For other programs: a JSON object a question on standard output, one an answer on standard input
    #[arg(long, conflicts_with = "plain")]
    json: bool,
}

const CALIBRATE_HELP: &str = r#"A label is a line of JSON: two claims, and `same`, `different` or `unsure` (left out). A claim is SOURCE#CLAIM of a
source that is loaded, or stands there in full, with the head of its source where it matters:
  {"a": "post#toll", "b": "wire#w3", "label": "same"}
  {"a": "Three died.", "b": {"text": "Nobody was hurt.", "published": "2026-03-04"}, "label": "different"}
A judgements.yaml is a file of labels, too."#;

#[derive(Debug, Args)]
struct CalibrateArgs {
    /// Labels: JSON Lines, or judgements.yaml
    labels: String,
    /// Where the sources are of claims that labels name
    #[arg(default_value = "sources")]
    paths: Vec<String>,
    /// Suggest for the best recall with at least this precision, 0 to 1 [default: for the best F1]
    #[arg(long, value_name = "PRECISION", value_parser = share::<f64>)]
    min_precision: Option<f64>,
    /// Format: text, json, markdown
    #[arg(long, short = 'f', value_name = "FORMAT")]
    format: Option<String>,
    /// File to write to, or `-`
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
    /// Also draw precision, recall and reliability, as SVG
    #[arg(long, value_name = "FILE")]
    plot: Option<String>,
    /// Settings in force [default: factdiff.toml in the folder of the sources or above it]
    #[arg(long, value_name = "FILE")]
    config: Option<String>,
    #[command(flatten)]
    encoder: EncoderArgs,
}

#[derive(Debug, Args)]
struct RulesArgs {
    /// A rule to explain, as `quote.missing`, or a family to list, as `quote`
    rule: Option<String>,
}

#[derive(Debug, Args)]
struct ConfigArgs {
    /// Where the sources are
    #[arg(default_value = "sources")]
    paths: Vec<String>,
    /// Settings to read [default: factdiff.toml in the folder of the sources or above it]
    #[arg(long, value_name = "FILE")]
    config: Option<String>,
}

#[derive(Debug, Args)]
struct ExtractArgs {
    /// A .txt, .md or .html file
    article: String,
    /// File to write to, or `-`
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
    /// When it was published, where it does not say so: 2026-03-04
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
}

#[derive(Debug, Args)]
struct InitArgs {
    /// Folder to make; files that are there are never overwritten
    #[arg(default_value = ".")]
    folder: String,
}

#[derive(Debug, Args)]
struct SchemaArgs {
    /// The file that is described
    #[arg(value_enum)]
    subject: SchemaOf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SchemaOf {
    /// A claim set in YAML or JSON
    ClaimSet,
    /// factdiff.toml
    Config,
    /// judgements.yaml
    Judgements,
    /// A line of a file of labels
    Label,
}

#[derive(Debug, Args)]
struct CompletionsArgs {
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
struct ManArgs {
    /// Folder that gets factdiff.1 and a page for each command; without it the first goes to standard output
    folder: Option<String>,
}

const ALIGN_HELP: &str = concat!(
    "A line is a claim: {\"source\": \"s0\", \"id\": 12, \"text\": \"Three died.\"}, with an optional `key`: equal keys are one group. ",
    "Other fields, and lines about sources, are passed over. Files may be compressed, gzip or zstd; `-` is standard input.\n\n",
    "A line of the output is a group: {\"group\": 1, \"claims\": [{\"source\": \"s0\", \"id\": 12}], \"score\": 0.83}. ",
    "Every claim is in one group; the score is the mean of its pairs, null of a claim alone. ",
    "The result is the same for any order of files and lines and any number of threads; ",
    "claims without id are numbered, and of two claims of a source with one id the first counts, as they stand.\n\n",
    "A million claims need some 400 MB of memory, with --state some 500, and grow evenly with their number.\n\n",
    "With --state the groups are those of all files that were ever given. A file may grow at its end or move; ",
    "after any other change all files are read again. A file that is gone still counts.\n\n",
    "Exits with 1 where some lines could not be read or a state was lost, with 2 where nothing could be read."
);

#[derive(Debug, Args)]
struct AlignArgs {
    /// Files of JSON Lines, or `-`
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// File that gets the groups [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
    /// File that gets the pairs that are likely enough, the likeliest first
    #[arg(long, value_name = "FILE")]
    pairs: Option<String>,
    /// Folder that keeps what was read and how it was grouped: a later run reads only what is new, and groups it with
    /// all that was read before
    #[arg(long, value_name = "DIR")]
    state: Option<String>,
    /// How likely the pairs of a group must be on average, 0 to 1
    #[arg(long, value_name = "P", default_value_t = crate::align::many::Options::default().threshold, value_parser = share::<f32>)]
    threshold: f32,
    /// Ends with an error before it uses more memory than this, in megabytes
    #[arg(long, value_name = "MB")]
    memory: Option<u64>,
    /// Threads to work with; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = threads)]
    threads: usize,
    /// Says nothing but what is wrong
    #[arg(long, short)]
    quiet: bool,
}

/// An option of the commands that align.
#[derive(Debug, Args)]
struct EncoderArgs {
    /// Folder of a sentence encoder, model.onnx and tokenizer.json, for one more part of the score
    #[arg(long = "encoder", value_name = "DIR")]
    folder: Option<String>,
}

/// Options that the reporting commands share.
#[derive(Debug, Args)]
struct Common {
    /// Format: text, markdown, html, json, csv, jsonl, sarif, junit, github, gitlab [check: no markdown, html, csv]
    #[arg(long, short = 'f', value_name = "FORMAT")]
    format: Option<String>,
    /// File to write to; without --format a folder that gets the report in every format
    #[arg(long, short, value_name = "PATH")]
    output: Option<String>,
    /// Settings to follow [default: factdiff.toml in the folder of the sources or above it]
    #[arg(long, value_name = "FILE")]
    config: Option<String>,
    /// Judgements to honour [default: judgements.yaml in the folder given, or in the current one]
    #[arg(long, value_name = "FILE")]
    judgements: Option<String>,
    /// The day that `until` in judgements is held against: 2026-03-04 [default: today, UTC]
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// Show only these kinds, as `conflict`, `gap`, `refine.date`; several with commas
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    only: Vec<String>,
    /// Show only findings of this level or graver
    #[arg(long, value_name = "LEVEL", value_enum)]
    min_level: Option<LevelArg>,
    /// Only facts whose claims are linked this well or better, 0 to 1
    #[arg(long, value_name = "SCORE", value_parser = share::<f32>)]
    min_score: Option<f32>,
    /// Exit with 1 if there are findings of this level or graver, shown or not [default: never; for check: error]
    #[arg(long, value_name = "LEVEL", value_enum)]
    fail_on: Option<FailOn>,
    /// Findings that were there before; they are marked as known and do not fail
    #[arg(long, value_name = "FILE")]
    baseline: Option<String>,
    /// Write the findings of this run to the baseline [default: factdiff-baseline.json]
    #[arg(long)]
    write_baseline: bool,
    /// Fail, too, where judgements, comments or entries of the baseline fit nothing any more
    #[arg(long)]
    strict: bool,
    /// Exit with 0 where findings would make it 1
    #[arg(long)]
    exit_zero: bool,
    /// Threads; 0 means one a core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = threads)]
    threads: usize,
    /// Colours
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
    /// What standard input holds, where a path is `-`
    #[arg(long, value_name = "FORMAT", value_enum)]
    stdin_as: Option<StdinAs>,
    /// When articles were published that do not say so: 2026-03-04
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Read the articles in a folder, too, where it holds claim sets
    #[arg(long)]
    articles: bool,
    /// Write out agreements and gaps too, where they are only counted
    #[arg(long)]
    all: bool,
    /// Write straight to the terminal, without a pager
    #[arg(long)]
    no_pager: bool,
    /// Says on standard error what was left out of articles
    #[arg(long, short)]
    verbose: bool,
    /// No word on standard error of what was written
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LevelArg {
    Error,
    Warning,
    Note,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StdinAs {
    Yaml,
    Json,
    Jsonl,
    Txt,
    Md,
    Html,
}

/// Runs the program: reads `args`, writes to `streams`, says how it ended.
pub fn run(args: impl IntoIterator<Item = std::ffi::OsString>, streams: &mut Streams<'_>) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let text =
                if streams.color { error.render().ansi().to_string() } else { error.render().to_string() };
            let to_error = error.use_stderr();
            let stream: &mut dyn Write = if to_error { streams.err } else { streams.out };
            let _ = stream.write_all(text.as_bytes());
            return if to_error { Exit::Trouble } else { Exit::Clean };
        }
    };
    let result = match &cli.command {
        Command::Report(args) => report::run(args, streams),
        Command::Check(args) => check::run(args, streams),
        Command::Compare(args) => compare::run(args, streams),
        Command::Explain(args) => explain::run(args, streams),
        Command::Config(args) => config::run(args, streams),
        Command::Review(args) => review::run(args, streams),
        Command::Calibrate(args) => calibrate::run(args, streams),
        Command::Align(args) => align::run(args, streams),
        Command::Rules(args) => rules::run(args, streams),
        Command::Extract(args) => extract::run(args, streams),
        Command::Init(args) => init::run(args, streams),
        Command::Schema(args) => schema::run(args, streams),
        Command::Completions(args) => completions::run(args, streams),
        Command::Man(args) => man::run(args, streams),
    };
    result.unwrap_or_else(|error| {
        let _ = writeln!(streams.err, "error: {error}");
        Exit::Trouble
    })
}

impl LevelArg {
    fn level(self) -> Level {
        match self {
            LevelArg::Error => Level::Error,
            LevelArg::Warning => Level::Warning,
            LevelArg::Note => Level::Note,
        }
    }
}

impl Color {
    fn wanted(self, terminal: bool) -> bool {
        match self {
            Color::Auto => terminal,
            Color::Always => true,
            Color::Never => false,
        }
    }
}

/// How a report is to look on standard output.
fn style(common: &Common, streams: &Streams<'_>) -> Style {
    let color = common.color.wanted(streams.color);
    Style {
        width: streams.width.unwrap_or(100).clamp(40, 160),
        color,
        all: common.all,
        side_by_side: false,
        beside: false,
    }
}

/// The date that `--published` gives.
fn published(words: Option<&str>) -> Result<Option<Date>> {
    words.map(|words| Date::parse_edtf(words).map_err(|why| usage(format!("--published: {why}")))).transpose()
}

fn share<T: FromStr + PartialOrd + From<bool>>(words: &str) -> std::result::Result<T, String> {
    words
        .parse()
        .ok()
        .filter(|share| (T::from(false)..=T::from(true)).contains(share))
        .ok_or_else(|| "a number from 0 to 1".to_owned())
}

/// More threads than any machine has cores cost time and bring nothing.
fn threads(words: &str) -> std::result::Result<usize, String> {
    words.parse().ok().filter(|&threads| threads <= 1024).ok_or_else(|| "a number from 0 to 1024".to_owned())
}

/// Sets how many threads there are; 0 leaves it to the machine.
fn work_with(threads: usize) {
    if threads > 0 {
        // a second run in one process keeps the first pool
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
}

fn usage(message: impl Into<String>) -> Error {
    Error::new(message)
}

fn write_failed(error: &std::io::Error) -> Result<()> {
    // a reader that has seen enough (`| head`) is no fault
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        Ok(())
    } else {
        Err(Error::new(format!("cannot write: {error}")))
    }
}

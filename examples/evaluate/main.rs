//! How well claims are aligned and related, beside baselines computed in the same run: `docs/evaluation.md`.
//!
//! usage: cargo run --release --example evaluate -- [--errors] DATA_DIR EVENTS_DIR [EVENTS_DIR…]
//!
//! DATA_DIR holds public data sets by their names; those that are not there are passed over. An EVENTS_DIR holds folders
//! with claim sets, articles and a `gold.json`, as `tests/eval/events`. `--errors` lists what went wrong, pair by pair.

mod alignment;
mod baselines;
mod data;
mod errors;
mod events;
mod linkage;
mod metrics;
mod pairs;
mod problem;
mod relations;
mod table;

use events::Event;
use problem::Problem;
use relations::Tally;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (options, folders): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let [data, events @ ..] = folders.as_slice() else {
        return Err("usage: evaluate [--errors] DATA_DIR EVENTS_DIR [EVENTS_DIR…]".into());
    };
    let mut run =
        Run { out: BufWriter::new(io::stdout().lock()), errors: options.iter().any(|it| it == "--errors") };
    let mut folders = Vec::new();
    for folder in events {
        folders.extend(events::folders(Path::new(folder))?);
    }
    run.events(&folders)?;
    run.data(Path::new(data))
}

/// A run and where it is written to.
struct Run<W> {
    out: W,
    errors: bool,
}

type Done = Result<(), Box<dyn std::error::Error>>;

impl<W: Write> Run<W> {
    fn events(&mut self, folders: &[PathBuf]) -> Done {
        for (title, raw) in [("Events: claim sets", false), ("Events: plain articles", true)] {
            let events =
                folders.iter().map(|folder| Event::read(folder, raw)).collect::<Result<Vec<_>, _>>()?;
            if events.is_empty() {
                continue;
            }
            writeln!(self.out, "## {title}\n")?;
            let problems: Vec<Problem> = events.iter().map(Event::problem).collect();
            alignment::write(&mut self.out, &problems)?;
            writeln!(self.out, "### Linkages\n")?;
            alignment::write_linkages(&mut self.out, &problems)?;
            writeln!(self.out, "### Relations\n")?;
            let mut tally = Tally::default();
            events.iter().for_each(|event| tally.add(event));
            tally.write(&mut self.out)?;
            writeln!(self.out, "### Reliability\n")?;
            alignment::write_reliability(&mut self.out, &problems)?;
            if self.errors {
                errors::write_links(&mut self.out, &problems)?;
                errors::write(&mut self.out, "wrong relations", &tally.wrong)?;
            }
        }
        Ok(())
    }

    fn data(&mut self, folder: &Path) -> Done {
        for set in &data::ALL {
            writeln!(self.out, "## {}\n", set.about)?;
            match (set.read)(folder, set.file)? {
                Some(problems) => {
                    alignment::write(&mut self.out, &problems)?;
                    if problems.iter().any(|problem| problem.sets.len() > 2) {
                        writeln!(self.out, "### Linkages\n")?;
                        alignment::write_linkages(&mut self.out, &problems)?;
                    }
                    writeln!(self.out, "### Reliability\n")?;
                    alignment::write_reliability(&mut self.out, &problems)?;
                    if self.errors {
                        errors::write_links(&mut self.out, &problems)?;
                    }
                }
                None => self.passed_over(folder, set.file)?,
            }
        }
        for set in &pairs::ALL {
            writeln!(self.out, "## {}\n", set.about)?;
            match pairs::write(&mut self.out, folder, set)? {
                Some(wrong) if self.errors => errors::write(&mut self.out, "called wrongly", &wrong)?,
                Some(_) => {}
                None => self.passed_over(folder, set.file)?,
            }
        }
        self.out.flush()?;
        Ok(())
    }

    fn passed_over(&mut self, folder: &Path, file: &str) -> io::Result<()> {
        writeln!(self.out, "No `{file}` in {}: passed over.\n", folder.display())
    }
}

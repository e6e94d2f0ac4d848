//! `factdiff explain`.

use super::{Exit, ExplainArgs, Streams, encoder, pipeline, settings, usage, write_failed};
use crate::align::score::Score;
use crate::align::{self, Options};
use crate::claim::{ClaimRef, ClaimSet};
use crate::diff::{self, Side};
use crate::error::Result;
use crate::judgement::Judgements;
use crate::load;
use crate::report::parts::weighed;
use crate::text::fold::visible;
use std::fmt::Write as _;

pub(super) fn run(args: &ExplainArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let config = settings::load(&args.paths, args.config.as_deref())?;
    let options =
        load::Options { exclude: config.exclude, policy: config.policy, ..load::Options::default() };
    let mut loaded = load::load(&args.paths, &options)?;
    let (judgements, findings) = pipeline::judgements(&args.paths, args.judgements.as_deref(), &mut loaded)?;
    pipeline::tell(&findings, &loaded.files, streams)?;
    let (a, b) = (find(&loaded.sets, &args.a)?, find(&loaded.sets, &args.b)?);
    if a == b {
        return Err(usage(format!("`{}` and `{}` are one claim", args.a, args.b)));
    }
    encoder::encode(&args.encoder, &mut loaded.sets)?;
    let text = explain(&loaded.sets, a, b, &judgements, &config.align);
    streams.out.write_all(text.as_bytes()).or_else(|error| write_failed(&error))?;
    Ok(Exit::Clean)
}

/// The claim that `SOURCE#CLAIM` names.
fn find(sets: &[ClaimSet], name: &str) -> Result<ClaimRef> {
    let (source, id) = name
        .split_once('#')
        .ok_or_else(|| usage(format!("`{name}` does not name a claim; write SOURCE#CLAIM")))?;
    let nearest = |wanted: &str, names: Vec<&str>| {
        let best = names
            .into_iter()
            .map(|name| (strsim::jaro_winkler(wanted, name), name))
            .max_by(|x, y| x.0.total_cmp(&y.0));
        best.filter(|(similarity, _)| *similarity > 0.7)
            .map(|(_, name)| format!("; did you mean `{name}`?"))
            .unwrap_or_default()
    };
    let set = sets.iter().position(|set| set.source.id.as_str() == source).ok_or_else(|| {
        usage(format!(
            "no source `{source}`{}",
            nearest(source, sets.iter().map(|set| set.source.id.as_str()).collect())
        ))
    })?;
    let claims = &sets[set].claims;
    let claim = claims.iter().position(|claim| claim.id.as_str() == id).ok_or_else(|| {
        usage(format!(
            "no claim `{id}` in `{source}`{}",
            nearest(id, claims.iter().map(|claim| claim.id.as_str()).collect())
        ))
    })?;
    Ok(ClaimRef { set, claim })
}

fn name(sets: &[ClaimSet], at: ClaimRef) -> String {
    format!("{}#{}", at.source(sets), at.of(sets).id)
}

fn explain(
    sets: &[ClaimSet],
    a: ClaimRef,
    b: ClaimRef,
    judgements: &Judgements,
    options: &Options,
) -> String {
    let mut text = String::new();
    let score = align::score_of(sets, a, b);
    for at in [a, b] {
        let claim = at.of(sets);
        let _ = writeln!(text, "{}\n    {}", name(sets, at), visible(&claim.text));
        for mention in &claim.reading.values {
            let noun: Vec<&str> = mention.noun.phrase.words.iter().map(|word| word.base.as_ref()).collect();
            let of =
                if noun.is_empty() { String::new() } else { format!(" of `{}`", visible(&noun.join(" "))) };
            let _ = writeln!(
                text,
                "    {}: {}{of}",
                mention.value.kind().as_str(),
                visible(&mention.value.resolved())
            );
        }
        let reading = &claim.reading;
        let speaker = reading
            .speaker
            .as_ref()
            .map(|speaker| format!(", said by {}", visible(&speaker.shown)))
            .unwrap_or_default();
        let _ = writeln!(text, "    {}, {}{speaker}\n", reading.modality.as_str(), reading.polarity.as_str());
    }
    let _ = writeln!(text, "score {:.2}, threshold {:.2}\n", score.value, options.threshold);
    parts(&mut text, &score, "for one fact", |weight| weight > 0.0);
    parts(&mut text, &score, "against", |weight| weight < 0.0);
    outcome(&mut text, sets, a, b, judgements, options, &score);
    text
}

/// The parts that add to the score, or take from it, greatest first, in log-odds.
fn parts(text: &mut String, score: &Score, title: &str, wanted: fn(f32) -> bool) {
    let mut rows = weighed(score);
    rows.retain(|(weight, _)| wanted(*weight));
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(text, "{title}");
    for (weight, part) in rows {
        let _ =
            writeln!(text, "    {weight:+6.2}  {:<32} {:.2}", part.label(), score.features[part as usize]);
    }
    let _ = writeln!(text);
}

/// Whether they were linked, why not, and who came next.
fn outcome(
    text: &mut String,
    sets: &[ClaimSet],
    a: ClaimRef,
    b: ClaimRef,
    judgements: &Judgements,
    options: &Options,
    score: &Score,
) {
    let judged = judgements
        .pairs(sets)
        .into_iter()
        .find(|judged| (judged.a.min(judged.b), judged.a.max(judged.b)) == (a.min(b), a.max(b)));
    if let Some(judged) = judged {
        let _ = writeln!(text, "judged {:?}: {}", judged.verdict, visible(judged.reason));
    }
    if let (Some(x), Some(y)) = (&a.of(sets).key, &b.of(sets).key)
        && x == y
    {
        let _ = writeln!(text, "both answer the key `{}`", visible(x));
    }
    let alignment = align::align(sets, judgements, options);
    let fact_of = |at: ClaimRef| alignment.facts.iter().find(|fact| fact.claims.contains(&at));
    let together = fact_of(a).is_some_and(|fact| fact.claims.contains(&b));
    let strength = align::link::strength(sets, &alignment.pairs, a, b, options);
    if let Some((strength, least)) = strength {
        let alone = match () {
            () if least > options.words_alone => " (only names speak for the pair)",
            () if least > options.threshold => " (only words and names speak for the pair)",
            () => "",
        };
        let _ = writeln!(text, "strength {strength:.2} beside its rivals, {least:.2} needed{alone}");
    }
    let _ = writeln!(
        text,
        "{}",
        if together {
            "in one fact"
        } else if a.set == b.set {
            "not in one fact: claims of one source meet only as restatements"
        } else if strength.is_none_or(|(strength, least)| strength < least) {
            "not in one fact: the link is too weak"
        } else {
            "not in one fact, although the link is strong enough: one of them fits others better"
        }
    );
    for (one, other) in [(a, b), (b, a)] {
        let mut rivals: Vec<(f32, ClaimRef)> = (0..sets[other.set].claims.len())
            .map(|claim| ClaimRef { set: other.set, claim })
            .filter(|&rival| rival != other && rival != one)
            .map(|rival| (align::score_of(sets, one, rival).value, rival))
            .collect();
        rivals.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
        if let Some(&(value, rival)) = rivals.first() {
            let _ = writeln!(
                text,
                "next to {} in {}: {} with {value:.2} (margin {:+.2})\n    {}",
                name(sets, one),
                other.source(sets),
                name(sets, rival),
                score.value - value,
                visible(&rival.of(sets).text)
            );
        }
    }
    let side = |at: ClaimRef| Side { claim: at.of(sets), source: &sets[at.set].source };
    let heading = if together { "as one fact they are" } else { "were they one fact, they would be" };
    let _ = writeln!(text, "\n{heading}");
    for outcome in diff::relate(side(a), side(b)) {
        let level = outcome.level.map(|level| format!(" ({level})")).unwrap_or_default();
        let _ = writeln!(text, "    {}{level}: {}", outcome.kind.as_str(), visible(&outcome.reason));
    }
}

//! What the user lays down beside the claims: other names of one person or place, how far two numbers may lie apart, and
//! which questions have one answer.

use crate::claim::reading::Mention;
use crate::claim::{Claim, KeyKind};
use crate::value::Value;
use crate::value::interval::{Hedge, Interval};
use crate::value::name::Name;
use std::collections::BTreeMap;

/// Aliases, tolerances and kinds of keys; they change what the words of a claim are read as.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// A name, and the other names of the same.
    pub aliases: Vec<(Name, Vec<Name>)>,
    /// By the name of a value under `values`, or by the name of a unit.
    pub tolerances: BTreeMap<String, Tolerance>,
    /// By key, or by the part of a key before a dot: `casualties` for `casualties.dead`.
    pub keys: BTreeMap<String, KeyKind>,
}

/// How far a number may lie from another and still agree with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tolerance {
    /// So much, in the number's own unit.
    Absolute(f64),
    /// A part of the number: 0.05 is 5 percent.
    Share(f64),
}

impl Policy {
    /// Applies the policy to what was read of a claim.
    pub fn apply(&self, claim: &mut Claim) {
        let reading = &mut claim.reading;
        reading.key_kind = claim.key.as_deref().map_or(KeyKind::Open, |key| self.key_kind(key));
        if !self.aliases.is_empty() {
            reading.names.iter_mut().for_each(|mention| self.rename(&mut mention.name));
            reading.speaker.iter_mut().for_each(|speaker| self.rename(speaker));
        }
        for mention in &mut reading.values {
            if let Value::Name(name) = &mut mention.value {
                self.rename(name);
            }
            if let Some(tolerance) = self.tolerance(mention)
                && let Some(interval) = interval(&mut mention.value)
            {
                *interval = tolerance.widen(*interval);
            }
        }
    }

    /// What is said of a key itself, or of the longest part of it that ends before a dot.
    fn key_kind(&self, key: &str) -> KeyKind {
        let parts = key.rmatch_indices('.').map(|(dot, _)| &key[..dot]);
        std::iter::once(key).chain(parts).find_map(|part| self.keys.get(part)).copied().unwrap_or_default()
    }

    fn rename(&self, name: &mut Name) {
        let known =
            self.aliases.iter().find(|(_, aliases)| aliases.iter().any(|alias| alias.words == name.words));
        if let Some((canonical, _)) = known {
            name.words.clone_from(&canonical.words);
        }
    }

    fn tolerance(&self, mention: &Mention) -> Option<Tolerance> {
        let unit = match &mention.value {
            Value::Number(number) => number.unit.map(|unit| unit.name),
            Value::Duration(duration) => Some(duration.unit.name),
            Value::Money(_)
            | Value::Date(_)
            | Value::List(_)
            | Value::Name(_)
            | Value::Quote(_)
            | Value::Flag(_)
            | Value::Text(_) => None,
        };
        let names = [mention.name.as_deref(), unit];
        names.into_iter().flatten().find_map(|name| self.tolerances.get(name).copied())
    }
}

fn interval(value: &mut Value) -> Option<&mut Interval> {
    match value {
        Value::Number(number) => (!number.rank && !number.none).then_some(&mut number.interval),
        Value::Money(money) => Some(&mut money.amount),
        Value::Duration(duration) => Some(&mut duration.interval),
        Value::Date(_)
        | Value::List(_)
        | Value::Name(_)
        | Value::Quote(_)
        | Value::Flag(_)
        | Value::Text(_) => None,
    }
}

impl Tolerance {
    fn widen(self, interval: Interval) -> Interval {
        let by = match self {
            Tolerance::Absolute(by) => by,
            Tolerance::Share(share) => share * interval.center.abs(),
        };
        // half on either side, so that two numbers meet where they are that far apart
        Interval {
            low: interval.low - by / 2.0,
            high: interval.high + by / 2.0,
            hedge: Hedge::About,
            ..interval
        }
    }
}

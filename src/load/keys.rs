//! Keys that cannot be told apart or are no words: looked for once in a whole tree, at any depth.

use super::faults::Faults;
use super::fields::shown;
use super::rules;
use super::tree::{At, Kind, NodeId, Tree};
use std::collections::HashMap;

/// Comparing a few keys one by one is quicker than hashing them.
const FEW: usize = 12;

/// Reports keys that are no words or stand twice, and refuses them, so that the first of two is the one that counts.
pub(super) fn check(tree: &mut Tree<'_>, faults: &mut Faults) {
    let mut refused = Vec::new();
    for id in tree.ids() {
        let node = tree.at(id);
        if matches!(node.kind(), Kind::Mapping) {
            check_mapping(node, &mut refused, faults);
        }
    }
    for id in refused {
        tree.set_kind(id, Kind::Refused);
    }
}

fn check_mapping(mapping: At<'_>, refused: &mut Vec<NodeId>, faults: &mut Faults) {
    let mut few: Vec<(&str, At<'_>)> = Vec::with_capacity(FEW);
    let mut many = HashMap::new();
    for (key, _) in mapping.pairs() {
        let Some(name) = key.text() else {
            if !matches!(key.kind(), Kind::Refused) {
                faults.push(rules::TYPE.at(key.span(), "a key must be a word"));
                refused.push(key.id);
            }
            continue;
        };
        let first = if few.len() < FEW {
            few.iter().find(|&&(known, _)| known == name).map(|&(_, first)| first)
        } else {
            if many.is_empty() {
                many.extend(few.iter().copied());
            }
            many.get(name).copied()
        };
        if let Some(first) = first {
            let finding = rules::DUPLICATE_KEY
                .at(key.span(), format!("{} stands twice; the first counts", shown(name)));
            faults.push(finding.with_place(first.span(), "the first"));
            refused.push(key.id);
        } else if few.len() < FEW {
            few.push((name, key));
        } else {
            many.insert(name, key);
        }
    }
}

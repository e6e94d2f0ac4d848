//! Stop words: words that carry no content of their own.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Articles, pronouns, prepositions, auxiliaries, conjunctions, and the verbs of saying and being that news puts into
/// every sentence.
const WORDS: &str = "\
    a about above after again against all also am among an and any are as at be because been before \
    being between both but by can could did do does doing during each either for from further had has \
    have having he her here hers him himself his how however i if in into is it its itself just may me \
    might more most much must my no nor not of off on once only or other our out over own per said same \
    say says saying shall she should since so some such than that the their them themselves then there \
    these they this those though through to too under until up upon us very was we were what when where \
    whether which while who whom whose why will with within without would yet you your it's that's n't \
    don't doesn't didn't hasn't haven't hadn't isn't aren't wasn't weren't won't wouldn't can't cannot \
    couldn't never none nobody neither nothing one ones according already around still now ever even \
    others another get got let via amid despite";

/// Whether the word (lower case) carries no content.
pub fn contains(lower: &str) -> bool {
    static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| WORDS.split(' ').collect());
    SET.contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_have_no_content_and_others_do() {
        assert!(["the", "according", "wouldn't"].into_iter().all(contains));
        assert!(!["raid", "", "Said"].into_iter().any(contains));
    }
}

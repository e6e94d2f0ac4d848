"""Which words become entries, which base form each inflected form leads to, and how rare each is."""

import math
import re
from collections import defaultdict
from pathlib import Path

from table import by_rules

WORD = re.compile(r"^[a-z]+(?:-[a-z]+)*$")
LEMMAS_FROM = 70_000  # WordNet lemmas among this many words of the frequency list
OTHERS_FROM = 15_000  # words outside WordNet among this many
FORMS_FROM = 150_000  # inflected forms counted towards their lemma's frequency
PART_LIMIT = 12_000  # rank that every part of a multiword entry must reach
COMPOUND_LIMIT = 6_000  # the same for adjectives of two words never tagged in WordNet
COMPOUND_LOGS = 12.0  # sum of the parts' log ranks for compound nouns never tagged
KEPT_FORMS = {"media"}  # plurals that live a life of their own

NAME, CLOSED = 64, 128

# Each is like itself only. Left out as too ambiguous: may, march, second, spring.
CLOSED_WORDS = set(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion trillion dozen
    first third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    monday tuesday wednesday thursday friday saturday sunday
    january february april june july august september october november december
    summer autumn winter north south east west northern southern eastern western
    northeast northwest southeast southwest
    """.split()
)


def read_list(path):
    """The lines of a hand-made file without comments, split at white space or tabs."""
    lines = Path(path).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


class Vocabulary:
    def __init__(self, ordered, wordnet, function_words, supplement):
        self.wordnet = wordnet
        self.function_words = function_words
        self.rank = {word: rank for rank, word in enumerate(ordered)}
        self.supplement = supplement
        self.entries = set(function_words) | set(supplement)
        self.forms = [w for w in ordered[:FORMS_FROM] if WORD.match(w) and (len(w) > 1 or w in "ai")]
        self._choose_words()
        self._choose_phrases()
        self.sorted = sorted(self.entries, key=lambda w: w.encode())
        self.index = {word: i for i, word in enumerate(self.sorted)}
        self.parts = self._parts_of_speech()
        self._resolve_forms()
        self._weigh()

    def _verb_form_only(self, word):
        """A participle that WordNet lists as an adjective and no more: 'injured', 'broken'."""
        pos = self.wordnet.pos[word]
        if word.endswith("ed"):
            allowed = pos & (2 | 8) == 0
        else:
            allowed = pos == 4 and any(p == 2 for _, p in self.wordnet.irregular.get(word, ()))
        return allowed and any(part == 2 for _, part in self.wordnet.bases(word))

    def _best_base(self, word):
        bases = self.wordnet.bases(word)
        if not bases:
            return None
        return max(bases, key=lambda b: (self.wordnet.count.get(b, 0), -self.rank.get(b[0], 10**6), b))[0]

    def _choose_words(self):
        for word in self.forms:
            rank = self.rank[word]
            if word in self.entries or rank >= LEMMAS_FROM:
                continue
            if word in self.wordnet.pos and not self._verb_form_only(word):
                self.entries.add(word)
                continue
            base = self._best_base(word)
            if base is not None:
                self.entries.add(base)
            elif rank < OTHERS_FROM:
                self.entries.add(word)

    def _choose_phrases(self):
        for lemma, pos in self.wordnet.pos.items():
            parts = lemma.split(" ")
            if not 2 <= len(parts) <= 4 or not all(WORD.match(part) for part in parts):
                continue
            if self.wordnet.capital[lemma] or parts[-1] == "it" or parts[0] == "be" and lemma != "be born":
                continue
            ranks = [self.rank.get(part, 10**6) for part in parts]
            if max(ranks) >= PART_LIMIT:
                continue
            tagged = self.wordnet.total(lemma) > 0
            if all(part in self.function_words for part in parts) and not tagged:
                continue
            if pos & (2 | 8) or tagged or max(ranks) < COMPOUND_LIMIT and len(parts) == 2 and pos & 4:
                self.entries.add(lemma)
            elif pos & 1 and len(parts) == 2 and sum(math.log(r + 1) for r in ranks) < COMPOUND_LOGS:
                self.entries.add(lemma)

    def _resolve_forms(self):
        """The base form of every inflected form, and the rows that the rules alone would miss."""
        wordnet, self.base, self.irregular = self.wordnet, {}, {}
        for form in sorted(set(self.forms) | set(wordnet.irregular)):
            if not WORD.match(form):
                continue
            bases = wordnet.bases(form, self.index)
            strong = bool(wordnet.irregular.get(form))
            if form in self.index and (not strong or form in self.function_words):
                # Auxiliaries are inflected though they are listed as function words.
                bases = [b for b in bases if strong and b[0] in ("be", "have", "do")]
                if not bases:
                    self.base[form] = form
                    continue
            elif form in self.index:
                own = wordnet.total(form)
                bases = [b for b in bases if wordnet.count.get(b, 0) > own and form not in KEPT_FORMS]
                if not bases:
                    self.base[form] = form
                    continue
            if not bases:
                continue
            base, part = max(bases, key=lambda b: (wordnet.count.get(b, 0), -self.rank.get(b[0], 10**6), b))
            self.base[form] = base
            alone = self.index[form] if form in self.index else by_rules(form, self.index, self.parts)
            if alone != self.index[base]:
                self.irregular[form] = (self.index[base], part)

    def _weigh(self):
        """Zipf frequencies summed over a lemma's forms; idf as a share of the largest, 0..255."""
        frequency = defaultdict(float)
        for form in self.forms:
            base = self.base.get(form, form)
            if base in self.index:
                frequency[base] += 1.0 / (self.rank[form] + 1)
        for word, (rank, *_) in self.supplement.items():
            frequency[word] = max(frequency[word], 1.0 / rank)
        top = math.log(LEMMAS_FROM)
        scaled = []
        for entry in self.sorted:
            value = -math.log(frequency[entry]) if frequency[entry] > 0 else None
            if value is None and " " in entry:
                parts = [self.base.get(p, p) for p in entry.split(" ")]
                value = max(-math.log(frequency[p]) if frequency[p] > 0 else top for p in parts)
            if value is None:
                value = top
            scaled.append(min(255, max(0, round(255 * value / top))))
        self.idf = scaled

    def _parts_of_speech(self):
        """Bits 0-3 possible parts, 4-5 the main one, 6 a name, 7 a closed set; see data/README.md."""
        out = []
        for entry in self.sorted:
            bits = self.wordnet.pos.get(entry, 0)
            main = 0
            if entry in self.function_words:
                bits = 0
            elif entry in self.supplement:
                bits |= self.supplement[entry][1]
            elif bits == 0:
                bits = 1 | NAME
            if bits & 15 and entry in self.wordnet.pos:
                order = [b for b in (1, 2, 4, 8) if bits & b]
                best = max(order, key=lambda b: (self.wordnet.count.get((entry, b), 0), -b))
                main = (1, 2, 4, 8).index(best)
                if self.wordnet.capital[entry]:
                    bits |= NAME
            elif bits & 15:
                main = next(i for i in range(4) if bits & (1 << i))
            if entry in CLOSED_WORDS:
                bits |= CLOSED
            out.append(bits | main << 4)
        return out


def read_supplement(path):
    bits = {"n": 1, "v": 2, "a": 4, "r": 8}
    out = {}
    for line in read_list(path):
        word, rank, parts, *alike = line.split("\t")
        out[word] = (int(rank), sum(bits[p] for p in parts), alike[0].split(", ") if alike else [])
    return out


def read_function_words(path):
    return {word for line in read_list(path) for word in line.split()}

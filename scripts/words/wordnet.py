"""Reader of the WordNet database files: lemmas, tag counts, relations, irregular forms."""

import re
from collections import defaultdict
from pathlib import Path

PARTS = {"noun": 1, "verb": 2, "adj": 4, "adv": 8}
TAGS = {"n": 1, "v": 2, "a": 4, "s": 4, "r": 8}
SENSE_TYPES = {"1": 1, "2": 2, "3": 4, "4": 8, "5": 4}

RULES = {
    1: [("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
        ("ies", "y"), ("men", "man")],
    2: [("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""),
        ("ing", "e"), ("ing", "")],
    4: [("er", ""), ("est", ""), ("er", "e"), ("est", "e"), ("ier", "y"), ("iest", "y")],
    8: [],
}  # fmt: skip


class WordNet:
    """`dictionary` holds data.* and index.sense, `exceptions` holds *.exc."""

    def __init__(self, dictionary, exceptions):
        self.pos = defaultdict(int)  # lemma -> bits of the parts of speech
        self.count = defaultdict(int)  # (lemma, part) -> tag count
        self.sense_count = defaultdict(int)  # (lemma, synset) -> tag count
        self.sense_rank = {}  # (lemma, synset) -> 1 for the first sense of that part
        self.synsets = {}  # synset -> (lemmas, relations)
        self.capital = defaultdict(lambda: True)  # lemma -> written with a capital everywhere
        self.name = defaultdict(lambda: True)  # lemma -> every noun sense is an instance
        for part, bit in PARTS.items():
            self._read_data(Path(dictionary) / f"data.{part}", bit)
        self._read_senses(Path(dictionary) / "index.sense")
        self.irregular = defaultdict(set)  # form -> {(base, part)}
        for part, bit in PARTS.items():
            for line in (Path(exceptions) / f"{part}.exc").read_text("utf-8").splitlines():
                form, *bases = line.replace("_", " ").split()[: 2 if "_" not in line else None]
                for base in bases:
                    self.irregular[form].add((base, bit))

    def _read_data(self, path, bit):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("  "):
                    continue
                fields = line.split(" | ")[0].split()
                offset, count = fields[0], int(fields[3], 16)
                lemmas = []
                for i in range(count):
                    written = re.sub(r"\([a-z]+\)$", "", fields[4 + 2 * i]).replace("_", " ")
                    lemma = written.lower()
                    lemmas.append(lemma)
                    self.pos[lemma] |= bit
                    self.capital[lemma] &= written != lemma
                start = 5 + 2 * count
                relations = []
                for i in range(int(fields[4 + 2 * count])):
                    kind, target, tag, ends = fields[start + 4 * i : start + 4 * i + 4]
                    relations.append((kind, (TAGS[tag], target), int(ends[:2], 16), int(ends[2:], 16)))
                instance = any(r[0] == "@i" for r in relations)
                for lemma in lemmas:
                    self.name[lemma] &= instance
                self.synsets[(bit, offset)] = (lemmas, relations)

    def _read_senses(self, path):
        for line in path.read_text("utf-8").splitlines():
            key, offset, rank, count = line.split()
            lemma, rest = key.split("%", 1)
            lemma, bit = lemma.replace("_", " "), SENSE_TYPES[rest[0]]
            self.count[(lemma, bit)] += int(count)
            self.sense_count[(lemma, (bit, offset))] = int(count)
            self.sense_rank[(lemma, (bit, offset))] = int(rank)

    def total(self, lemma):
        return sum(self.count.get((lemma, bit), 0) for bit in PARTS.values())

    def bases(self, form, known=None):
        """Base forms of `form` by irregular list and suffix rules: [(base, part)]."""
        known = self.pos if known is None else known
        found = [(b, p) for b, p in sorted(self.irregular.get(form, ())) if b in known and b != form]
        for part, rules in RULES.items():
            for suffix, ending in rules:
                if form.endswith(suffix) and len(form) > len(suffix) + 1:
                    base = form[: -len(suffix)] + ending
                    if base in known and self.pos.get(base, 0) & part and base != form:
                        found.append((base, part))
        return sorted(set(found))

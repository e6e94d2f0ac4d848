"""Reader of words.bin, and the tokeniser and lemmatiser that its README describes."""

import re
import struct

import numpy as np

BREAK = re.compile(r"[.;:!?]\s|[,()]")  # no phrase reaches across one of these
TOKEN = re.compile(r"u\.[skn]\.|\d[\d,.]*\d|\d|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
RULES = (
    ("s", "", 1), ("es", "", 1), ("ies", "y", 1), ("men", "man", 1),
    ("s", "", 2), ("ies", "y", 2), ("es", "e", 2), ("es", "", 2),
    ("ed", "e", 2), ("ed", "", 2), ("ing", "e", 2), ("ing", "", 2),
    ("er", "", 4), ("est", "", 4), ("er", "e", 4), ("est", "e", 4), ("ier", "y", 4), ("iest", "y", 4),
)  # fmt: skip
UNKNOWN_IDF = 235
NUMBER_IDF = 200


def by_rules(form, index, pos):
    """The first base form that a suffix rule finds among the entries, as an index, or None."""
    for suffix, ending, part in RULES:
        if form.endswith(suffix) and len(form) > len(suffix) + 1:
            at = index.get(form[: -len(suffix)] + ending)
            if at is not None and pos[at] & part:
                return at
    return None


class Table:
    """Words, weights and vectors; `lemmas(text)` gives the entry index or raw text of each token."""

    def __init__(self, words, idf, pos, vectors, irregular, antonyms=()):
        self.words, self.idf, self.pos = words, np.asarray(idf, float), np.asarray(pos)
        self.vectors = np.asarray(vectors, np.float32)
        self.unit = self.vectors / np.maximum(np.linalg.norm(self.vectors, axis=1, keepdims=True), 1e-9)
        self.irregular, self.antonyms = irregular, antonyms
        self.index = {word: i for i, word in enumerate(words)}
        self.starts = {word.split(" ")[0] for word in words if " " in word}

    @classmethod
    def read(cls, path):
        raw = open(path, "rb").read()
        magic, version, n, dims, m, pairs = struct.unpack_from("<4sIIIII", raw)
        assert magic == b"FDW1" and version == 1
        at = 24

        def take(dtype, count):
            nonlocal at
            array = np.frombuffer(raw, dtype, count, at)
            at += -(-array.nbytes // 4) * 4
            return array

        def strings(count):
            offsets = take("<u4", count + 1)
            blob = take("u1", int(offsets[-1])).tobytes()
            return [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]

        words = strings(n)
        take("<f4", n)
        idf, pos = take("u1", n), take("u1", n)
        forms = strings(m)
        bases, kinds = take("<u4", m), take("u1", m)
        antonyms = take("<u4", 2 * pairs).reshape(-1, 2)
        vectors = take("i1", n * dims).reshape(n, dims)
        assert at == len(raw)
        irregular = {form: (int(b), int(k)) for form, b, k in zip(forms, bases, kinds)}
        return cls(words, idf, pos, vectors, irregular, antonyms)

    def lemma(self, form):
        if form in self.irregular:
            return self.irregular[form][0]
        if form in self.index:
            return self.index[form]
        return by_rules(form, self.index, self.pos)

    def lemmas(self, text, phrases=True):
        """Entry indices, or the token itself where no entry fits (names, numbers)."""
        pieces = BREAK.split(text.lower().replace("’", "'"))
        return [key for piece in pieces for key in self._piece(piece, phrases)]

    def _piece(self, text, phrases):
        tokens = []
        for token in TOKEN.findall(text):
            token = token.removesuffix("'s").rstrip("'")
            if self.lemma(token) is None and "-" in token:
                tokens += token.split("-")
            elif token.endswith("n't") and token != "n't":
                tokens += [{"ca": "can", "wo": "will"}.get(token[:-3], token[:-3]), "not"]
            else:
                tokens.append(token)
        found = [self.lemma(token) for token in tokens]
        base = [token if at is None else self.words[at] for token, at in zip(tokens, found)]
        out, i = [], 0
        while i < len(tokens):
            taken = 1
            if phrases:
                for size in (4, 3, 2):
                    if i + size > len(tokens):
                        continue
                    for first in dict.fromkeys((base[i], tokens[i])):
                        for last in dict.fromkeys((tokens[i + size - 1], base[i + size - 1])):
                            phrase = " ".join([first, *tokens[i + 1 : i + size - 1], last])
                            if taken == 1 and first in self.starts and phrase in self.index:
                                out.append(self.index[phrase])
                                taken = size
                    if taken > 1:
                        break
            if taken == 1:
                out.append(tokens[i] if found[i] is None else found[i])
            i += taken
        return out

    def nearest(self, word, count=8):
        scores = self.unit @ self.unit[self.index[word]]
        order = np.argsort(-scores)[1 : count + 1]
        return [(self.words[i], float(scores[i])) for i in order]

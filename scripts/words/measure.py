"""Measure words.bin on labelled sentence pairs; see README.md for the arguments.

Each task is a list of (text, text, same, group); the texts of a group tell of one event, and a
word's document frequency inside the group lowers its weight. No group: background weights only.
Reported: average precision and best F1 (threshold picked on the task itself), in percent.
"""

import argparse
import itertools
import json
import random
from pathlib import Path

import numpy as np
from table import NUMBER_IDF, UNKNOWN_IDF, Table

LIMIT = 6000  # pairs a task; all positives are kept, others are drawn with a fixed seed


def lines(path):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


def limited(pairs, seed=1):
    positive = [p for p in pairs if p[2]]
    negative = [p for p in pairs if not p[2]]
    picker = random.Random(seed)
    picker.shuffle(positive)
    picker.shuffle(negative)
    positive = positive[: LIMIT // 2]
    return positive + negative[: LIMIT - len(positive)]


def superpal(path):
    pairs = []
    for group in lines(path):
        gold = {(g["l"], g["r"]) for g in group["gold"]}
        for a, b in itertools.product(group["left"], group["right"]):
            pairs.append((a["text"], b["text"], (a["id"], b["id"]) in gold, group["group"]))
    return limited(pairs)


def ecb(path):
    """Sentences of different articles of one topic; same = they share at least half their events."""
    topics = {}
    for group in lines(path):
        topic = topics.setdefault(group["group"].split("_")[0], [])
        topic += [(d["doc"], s) for d in group["docs"] for s in d["sents"] if s["events"]]
    pairs = []
    for name, topic in topics.items():
        for (doc_a, a), (doc_b, b) in itertools.combinations(topic, 2):
            if doc_a == doc_b:
                continue
            shared = len(set(a["events"]) & set(b["events"]))
            smaller = min(len(set(a["events"])), len(set(b["events"])))
            if shared == 0 or 2 * shared >= smaller:
                pairs.append((a["text"], b["text"], shared > 0, name))
    return limited(pairs)


def chunks(path):
    """Chunks of two sentences: EQUI or SIMI against chunks of the same sentences left unaligned."""
    pairs = []
    for row in lines(path):
        links = [x for x in row["alignment"] if x["ai"] != [0] and x["bi"] != [0]]
        for x, y in itertools.product(links, links):
            if x is y and x["type"] in ("EQUI", "SIMI"):
                pairs.append((x["a"], x["b"], True, None))
            elif x is not y:
                pairs.append((x["a"], y["b"], False, None))
    pairs = [p for p in pairs if p[0].lower() != p[1].lower()]
    return limited(pairs)


def events(folder):
    """Claims of two sources of one event; same = they answer one question of the gold."""
    import yaml

    pairs = []
    for gold_path in sorted(Path(folder).glob("*/gold.json")):
        gold = json.loads(gold_path.read_text("utf-8"))
        texts = {}
        for source in gold["sources"]:
            data = yaml.safe_load((gold_path.parent / source["claims"]).read_text("utf-8"))
            texts[source["id"]] = {claim["id"]: claim["text"] for claim in data["claims"]}
        same = set()
        for fact in gold["facts"]:
            for s, t in itertools.combinations(sorted(fact["claims"]), 2):
                same |= {(s, a, t, b) for a in fact["claims"][s] for b in fact["claims"][t]}
        for s, t in itertools.combinations(sorted(texts), 2):
            for a, b in itertools.product(texts[s], texts[t]):
                pairs.append((texts[s][a], texts[t][b], (s, a, t, b) in same, gold["event"]))
    return pairs


TASKS = {"superpal": superpal, "ecb": ecb, "chunks": chunks, "events": events}


def average_precision(scores, labels):
    """AP and best F1; ties are taken at their average order by a tiny fixed jitter."""
    jitter = np.random.default_rng(0).random(len(scores)) * 1e-9
    hits = np.asarray(labels)[np.argsort(-(np.asarray(scores) + jitter))]
    found = np.cumsum(hits)
    precision = found / np.arange(1, len(hits) + 1)
    recall = found / max(1, hits.sum())
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return float((precision * hits).sum() / max(1, hits.sum())), float(f1.max())


class Task:
    """The pairs of one task as numbers: items, weights and unit vectors over its own vocabulary."""

    def __init__(self, name, pairs, table, phrases=True):
        self.name, self.table = name, table
        self.texts = sorted({text for pair in pairs for text in pair[:2]})
        at = {text: i for i, text in enumerate(self.texts)}
        self.pairs = [(at[a], at[b], group) for a, b, _, group in pairs]
        self.labels = np.array([same for _, _, same, _ in pairs])
        items, self.docs = {}, []
        for text in self.texts:
            keys = dict.fromkeys(table.lemmas(text, phrases))
            self.docs.append(np.array([items.setdefault(k, len(items)) for k in keys], int))
        keys = list(items)

        def background(k):
            if isinstance(k, int):
                return table.idf[k]
            return NUMBER_IDF if k[0].isdigit() else UNKNOWN_IDF

        self.idf = np.array([background(k) for k in keys]) / 255.0
        self.function = np.array([isinstance(k, int) and table.pos[k] & 15 == 0 for k in keys])
        fixed = np.array([not isinstance(k, int) or bool(table.pos[k] & 128) for k in keys])
        self.vectors = np.zeros((len(keys), table.vectors.shape[1]), np.float32)
        for i, k in enumerate(keys):
            if isinstance(k, int):
                self.vectors[i] = table.unit[k]
        self.similarity = np.clip(self.vectors @ self.vectors.T, 0, 1)
        exact = fixed | self.function
        self.similarity[exact] = 0
        self.similarity[:, exact] = 0
        np.fill_diagonal(self.similarity, 1)
        self.members = {}
        for a, b, group in self.pairs:
            self.members.setdefault(group, set()).update((a, b))

    def weights(self, background=1.0, local=0.0, function=0.2):
        """The weight of every item, for each group."""
        base = np.where(self.function, function, np.maximum(self.idf, 0.05) ** background)
        out = {}
        for group, members in self.members.items():
            out[group] = base
            if group is not None and local > 0:
                df = np.zeros(len(base))
                for i in members:
                    df[self.docs[i]] += 1
                top = len(members) + 1
                share = np.log(top / (df + 0.5)) / np.log(top / 1.5)
                out[group] = base * np.maximum(share, 0) ** local
        return out

    def idf_cosine(self, **options):
        weights = self.weights(**options)
        out = []
        for a, b, group in self.pairs:
            w, a, b = weights[group] ** 2, self.docs[a], self.docs[b]
            out.append(w[np.intersect1d(a, b)].sum() / np.sqrt(w[a].sum() * w[b].sum() + 1e-12))
        return np.array(out)

    def mean_cosine(self, centre=True, **options):
        """Cosine of weighted mean vectors, less the mean of the group's own mean vectors."""
        weights = self.weights(**options)
        means = {}
        for group, members in self.members.items():
            rows = {}
            for i in members:
                sum_ = weights[group][self.docs[i]] @ self.vectors[self.docs[i]]
                rows[i] = sum_ / max(np.linalg.norm(sum_), 1e-9)
            middle = np.mean([rows[i] for i in sorted(members)], axis=0) if centre else 0
            for i, row in rows.items():
                row = row - middle
                means[group, i] = row / max(np.linalg.norm(row), 1e-9)
        return np.array([float(means[g, a] @ means[g, b]) for a, b, g in self.pairs])

    def soft(self, tau=0.4, power=1.5, join="geo", **options):
        """For each word the best match of the other side, as a weighted share, both ways joined."""
        weights = self.weights(**options)
        gain = np.maximum((self.similarity - tau) / (1 - tau), 0) ** power
        out = []
        for a, b, group in self.pairs:
            w, a, b = weights[group], self.docs[a], self.docs[b]
            if len(a) == 0 or len(b) == 0:
                out.append(0.0)
                continue
            block = gain[np.ix_(a, b)]
            wa, wb = w[a].sum() + 1e-9, w[b].sum() + 1e-9
            ia, ib = (w[a] * block.max(1)).sum(), (w[b] * block.max(0)).sum()
            if join == "mean":
                out.append((ia / wa + ib / wb) / 2)
            elif join == "geo":
                out.append(np.sqrt(ia / wa * ib / wb))
            elif join == "jaccard":
                out.append((ia + ib) / 2 / (wa + wb - (ia + ib) / 2))
        return np.array(out)

    def recommended(self, tau=0.4, power=1.5, mean=0.25, background=0.25, local=1.0, function=0.2):
        options = {"background": background, "local": local, "function": function}
        return self.soft(tau, power, **options) + mean * self.mean_cosine(**options)


SCORERS = {
    "1  idf cosine": lambda t: t.idf_cosine(),
    "1b idf cosine, local df": lambda t: t.idf_cosine(background=0.25, local=1),
    "1c exact words, shares": lambda t: t.soft(tau=0.999, background=0.25, local=1),
    "2  mean vector": lambda t: t.mean_cosine(centre=False),
    "2b mean vector, centred": lambda t: t.mean_cosine(background=0.25, local=1),
    "3  soft words, idf": lambda t: t.soft(background=1),
    "3b soft words, idf^.25": lambda t: t.soft(background=0.25),
    "3c soft words, local df": lambda t: t.soft(background=0.25, local=1),
    "3d the same, jaccard": lambda t: t.soft(background=0.25, local=1, join="jaccard"),
    "4  recommended: 3c + 1/4 of 2b": Task.recommended,
}
QUANTILES = (1, 5, 10, 25, 50, 75, 90, 95, 99)
SAMPLE = (
    "raid|offence|reject|worker|injure|evacuate|lawsuit|chief executive|fine|turn down|hospital|"
    "deepfake|statement|deadline|shutter"
).split("|")


def sentence_model(folder, tasks):
    """Cosine of whole texts through the full encoder, for comparison."""
    from minilm import MiniLM

    model, out = MiniLM(folder), {}
    for task in tasks:
        rows = model.encode(task.texts)[:, 0]
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        out[task.name] = np.array([float(rows[a] @ rows[b]) for a, b, _ in task.pairs])
    return out


def show(name, tasks, scores):
    results = [average_precision(scores[task.name], task.labels) for task in tasks]
    cells = "  ".join(f"{100 * ap:5.1f} {100 * f1:5.1f}" for ap, f1 in results)
    print(f"{name:32s} {cells}  | {100 * np.mean([ap for ap, _ in results]):5.1f}", flush=True)


def quantiles(table):
    picker = np.random.default_rng(0)
    common = [
        i for i, word in enumerate(table.words)
        if " " not in word and table.pos[i] & 15 and not table.pos[i] & 64 and table.idf[i] < 215
    ]  # fmt: skip
    print("quantiles of similarity (%):", *QUANTILES)
    groups = {"random common words": picker.choice(common, (20000, 2)), "antonyms": table.antonyms}
    for name, pairs in groups.items():
        values = (table.unit[pairs[:, 0]] * table.unit[pairs[:, 1]]).sum(1)
        print(f"{name:22s}", " ".join(f"{x:5.2f}" for x in np.percentile(values, QUANTILES)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("table", type=Path)
    for name in TASKS:
        arguments.add_argument(f"--{name}", type=Path, help="data of this task")
    arguments.add_argument("--minilm", type=Path, help="folder of the full encoder, for its row")
    options = arguments.parse_args()
    table = Table.read(options.table)
    chosen = [name for name in TASKS if getattr(options, name)]
    tasks = [Task(name, TASKS[name](getattr(options, name)), table) for name in chosen]
    if tasks:
        counts = [f"{t.name} ({len(t.pairs)} pairs, {int(t.labels.sum())} same)" for t in tasks]
        print("AP and best F1 of", ", ".join(counts), "| mean AP")
        for name, scorer in SCORERS.items():
            show(name, tasks, {task.name: scorer(task) for task in tasks})
        if options.minilm:
            show("5  full sentence encoder", tasks, sentence_model(options.minilm, tasks))
    quantiles(table)
    for word in SAMPLE:
        if word in table.index:
            print(word + ":", ", ".join(f"{w} {s:.2f}" for w, s in table.nearest(word)))


if __name__ == "__main__":
    main()

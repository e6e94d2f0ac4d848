"""Fits the network that `factdiff align` scores pairs of sketches with, on one mix of made-up and real claims.

usage: sketch.py SKETCHES_PROGRAM --workload CLAIMS.jsonl... --events EVENT_DIR... [--write src/align/sketch/weights.rs]

SKETCHES_PROGRAM is target/release/examples/sketches. A workload's lines are claims with a `fact`: claims with one fact are one
group. An event folder holds gold.json and the claim sets that it names, as for fit.py. One hidden layer, rectified, trained
by Adam (Kingma and Ba, 2015) with weight decay. It has no random part that is not seeded: the same data gives the same weights
on one machine. Prints average precision of the fit, and with --folds that of events left out.
"""

import argparse
import json
import os
import subprocess
import tempfile

import numpy as np
import yaml

HIDDEN = 8
EPOCHS, BATCH, RATE, DECAY = 40, 256, 2e-3, 3e-2
# pairs of the workloads count as often as they are there, those of all events together as often as this
EVENT_PAIRS = 58000


def features(program, path, which):
    raw = subprocess.run([program, path, which], capture_output=True, check=True).stdout
    count = int(np.frombuffer(raw[:4], "<u4")[0])
    rows = np.frombuffer(raw[4:], "<u4").reshape(-1, count + 2)
    return rows[:, 0].astype(int), rows[:, 1].astype(int), rows[:, 2:].copy().view("<f4").astype(float)


def workload(program, path):
    fact = np.array([json.loads(line)["fact"] for line in open(path, encoding="utf-8")])
    a, b, x = features(program, path, "blocked")
    return x, (fact[a] == fact[b]).astype(float)


def event(program, folder):
    gold = json.load(open(os.path.join(folder, "gold.json"), encoding="utf-8"))
    claims = []
    for s in gold["sources"]:
        for c in yaml.safe_load(open(os.path.join(folder, s["claims"]), encoding="utf-8"))["claims"]:
            claims.append((s["id"], str(c["id"]), c["text"]))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines(json.dumps({"source": s, "id": c, "text": t}) + "\n" for s, c, t in claims)
        f.flush()
        a, b, x = features(program, f.name, "all")
    one = lambda x: [x] if isinstance(x, str) else (x or [])
    place = {(s, c): i for i, (s, c, _) in enumerate(claims)}
    true = set()
    for fact in gold["facts"]:
        members = [place[s, c] for s, cs in fact["claims"].items() for c in one(cs) if (s, c) in place]
        true |= {(i, j) for i in members for j in members if i < j}
    hub, judged = gold.get("hub"), gold.get("judged")

    def counts(i, j):
        (s, c, _), (t, d, _) = claims[i], claims[j]
        return s != t and (not hub or hub in (s, t)) and (not judged or c in judged[s] and d in judged[t])

    keep = np.array([counts(i, j) for i, j in zip(a, b)], bool)
    y = np.array([(min(i, j), max(i, j)) in true for i, j in zip(a, b)], float)
    return x[keep], y[keep]


def average_precision(y, p):
    y = y[np.argsort(-p, kind="stable")]
    return float((np.cumsum(y) / np.arange(1, len(y) + 1))[y == 1].mean())


def fit(x, y):
    """Weights of the hidden units (their bias first), of the output, and the output's bias."""
    rng = np.random.default_rng(0)
    mean, scale = x.mean(0), x.std(0)
    scale[scale == 0] = 1
    z = (x - mean) / scale
    n, k = z.shape
    weights = [rng.uniform(-1, 1, (k, HIDDEN)) * np.sqrt(6 / (k + HIDDEN)), np.zeros(HIDDEN), rng.uniform(-1, 1, HIDDEN) * np.sqrt(6 / (HIDDEN + 1)), np.zeros(1)]
    m, v, step = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights], 0
    for epoch in range(EPOCHS):
        order = rng.permutation(n)
        for start in range(0, n, BATCH):
            i = order[start : start + BATCH]
            h = z[i] @ weights[0] + weights[1]
            r = np.maximum(h, 0)
            p = 1 / (1 + np.exp(-(r @ weights[2] + weights[3])))
            d = (p - y[i]) / len(i)
            back = np.outer(d, weights[2]) * (h > 0)
            gradients = [z[i].T @ back + DECAY * weights[0] / n, back.sum(0), r.T @ d + DECAY * weights[2] / n, np.array([d.sum()])]
            step += 1
            for w, g, a, b in zip(weights, gradients, m, v):
                a += 0.1 * (g - a)
                b += 0.001 * (g * g - b)
                w -= RATE * (a / (1 - 0.9**step)) / (np.sqrt(b / (1 - 0.999**step)) + 1e-8)
    hidden = weights[0] / scale[:, None]
    return np.vstack([weights[1] - mean @ hidden, hidden]), weights[2], float(weights[3][0])


def predict(network, x):
    hidden, output, bias = network
    return np.maximum(hidden[0] + x @ hidden[1:], 0) @ output + bias


def mix(workloads, events):
    rng = np.random.default_rng(0)
    x, y = (np.concatenate(parts) for parts in zip(*events))
    i = rng.integers(0, len(y), EVENT_PAIRS)
    return np.vstack([w[0] for w in workloads] + [x[i]]), np.concatenate([w[1] for w in workloads] + [y[i]])


def write(path, network):
    hidden, output, bias = network
    row = lambda v: "[" + ", ".join(f"{w:.4f}" for w in v) + "]"
    text = f"""//! The weights of the model, written by `scripts/weights/sketch.py`.

use super::model::FEATURES;

/// How many hidden units the network has.
const HIDDEN: usize = {HIDDEN};

/// What each hidden unit starts from, then its weight for each feature.
pub(super) static HIDDEN_WEIGHTS: [[f32; HIDDEN]; FEATURES.len() + 1] = [
{chr(10).join(f'    {row(r)},' for r in hidden)}
];

/// The weights of the hidden units.
pub(super) static OUTPUT_WEIGHTS: [f32; HIDDEN] = {row(output)};

/// What is added to their sum.
pub(super) const BIAS: f32 = {bias:.4f};
"""
    open(path, "w", encoding="utf-8").write(text)
    subprocess.run(["rustfmt", "--edition", "2024", path], check=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--workload", nargs="+", default=[])
    parser.add_argument("--events", nargs="+", required=True)
    parser.add_argument("--folds", action="store_true", help="fit without each fourth of the events in turn, too")
    parser.add_argument("--write")
    args = parser.parse_args()
    workloads = [workload(args.program, path) for path in args.workload]
    names = [os.path.basename(folder.rstrip("/")) for folder in args.events]
    events = [event(args.program, folder) for folder in args.events]
    # summaries and article claims are of another kind than claim sets
    kind = lambda name: "articles" if name.endswith("+articles") else "summaries" if name.startswith(("sp", "superpal")) else "claim sets"
    network = fit(*mix(workloads, events))
    for path, (x, y) in zip(args.workload, workloads):
        print(f"{average_precision(y, predict(network, x)):.3f}  {os.path.basename(path)}, candidates")
    left_out = {}
    if args.folds:
        stems = sorted({name.removesuffix("+articles") for name in names})
        for fold in range(4):
            out = set(stems[fold::4])
            rest = [e for e, name in zip(events, names) if name.removesuffix("+articles") not in out]
            part = fit(*mix(workloads, rest))
            left_out |= {name: predict(part, e[0]) for e, name in zip(events, names) if name.removesuffix("+articles") in out}
    for wanted in ("claim sets", "summaries", "articles"):
        of = [(e, name) for e, name in zip(events, names) if kind(name) == wanted and e[1].any()]
        if of:
            fitted = np.mean([average_precision(y, predict(network, x)) for (x, y), _ in of])
            folds = f", left out {np.mean([average_precision(e[1], left_out[name]) for e, name in of]):.3f}" if left_out else ""
            print(f"{fitted:.3f}  {len(of)} {wanted}, all pairs{folds}")
    if args.write:
        write(args.write, network)


if __name__ == "__main__":
    main()

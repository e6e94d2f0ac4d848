"""Fits the weights of the score's parts on events with golds, and tells how well they do on events left out.

usage: fit.py FEATURES_PROGRAM EVENT_DIR... [--write src/align/weights.rs]
       fit.py FEATURES_PROGRAM EVENT_DIR... --encoder DIR [--write src/align/encoder_weights.rs]

FEATURES_PROGRAM is target/release/examples/features (or the debug build). An event folder holds gold.json and the claim
sets that it names. Logistic regression with a ridge; a part whose sign would be the wrong way round is set to zero.
Leave-one-event-out figures: average precision, and F1 of greedy average linkage at one threshold, as the program links.
"""

import argparse
import json
import os
import subprocess

import numpy as np
import yaml

# parts that may only speak for a pair (+), only against it (-), or either (0)
SIGN = {
    "Base": 0, "Words": 1, "AllWords": 1, "Coverage": 1, "Meaning": 1, "Act": 1, "Names": 1, "TopicNames": 1, "NameShare": 1, "OtherNames": -1, "SubjectClash": -1,
    "EqualValues": 1, "NearValues": 1, "FarValues": -1, "OtherValues": -1, "Swapped": -1, "Nouns": 1, "OtherNouns": 0, "NearOther": 1, "Dimension": 1, "EventDates": 1, "Clock": 1, "Era": -1,
    "EqualDates": 1, "NearDates": 1, "FarDates": -1, "OtherCase": -1, "Lists": 1, "NamedValues": 1, "Speaker": 1, "OtherSpeaker": -1,
    "Silence": 1, "SpeechAndFact": -1, "Period": -1, "Plan": -1, "Encoder": 1,
}

# what the few labelled pairs cannot settle is drawn towards these, all else towards zero
PRIOR = {"Silence": 3.0, "Swapped": -2.0, "Lists": 2.0, "OtherSpeaker": -0.5, "Period": -1.0, "Era": -1.5, "OtherCase": -2.0}

# what they cannot teach: none of them tells the same of many places, as regional figures do, and few of them tell of two
# nations' authorities; no pair that does is one fact
FIXED = {"OtherNames": -6.0, "SubjectClash": -3.0}

# as in src/align/link.rs, on the scale of the log-odds before the threshold is taken off
RIVALS, SHARE, FLOOR, USUAL = 3, 0.6, -6.0, -1.9


def event(program, folder, encoder=None):
    gold = json.load(open(os.path.join(folder, "gold.json"), encoding="utf-8"))
    paths = [os.path.join(folder, s["claims"]) for s in gold["sources"]]
    lines = subprocess.run([program, *(["--encoder", encoder] if encoder else []), *paths], capture_output=True, text=True, check=True).stdout.splitlines()
    names, rows = json.loads(lines[0]), [json.loads(line) for line in lines[1:]]
    text = {}
    for s, path in zip(gold["sources"], paths):
        text |= {(s["id"], str(c["id"])): c["text"] for c in yaml.safe_load(open(path, encoding="utf-8"))["claims"]}
    # sets of summary sentences and article sentences are labelled between the summary (the hub) and the articles only
    if "hub" in gold:
        rows = [r for r in rows if gold["hub"] in (r[0], r[2])]
    one = lambda x: [x] if isinstance(x, str) else (x or [])
    true = set()
    for fact in gold["facts"]:
        claims = [(s, c) for s, cs in fact["claims"].items() for c in one(cs)]
        true |= {(a, b) for a in claims for b in claims if a[0] < b[0]}
    pairs = [((r[0], r[1]), (r[2], r[3])) for r in rows]
    # of claims read out of articles only those count that gold says something of; the others are rivals all the same
    judged = gold.get("judged")
    counts = np.array([not judged or all(c in judged[s] for s, c in p) for p in pairs])
    x = np.array([r[4] for r in rows])
    y = np.array([p in true for p in pairs], float)
    return names, {"name": os.path.basename(folder.rstrip("/")), **({"hub": gold["hub"]} if "hub" in gold else {}), "x": x, "y": y, "weight": counts * gold.get("weight", 1.0), "counts": counts, "pairs": pairs, "true": true, "text": text}


def fit(x, y, weight, signs, fixed, ridge=2.0, prior=0.0, rounds=60):
    """Newton's method; parts of the wrong sign are taken out and the rest fitted again."""
    active = fixed == 0
    while True:
        w = fixed.copy()
        penalty = np.where(np.arange(x.shape[1]) == 0, 1e-3, ridge)
        for _ in range(rounds):
            xa = x[:, active]
            p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
            grad = xa.T @ (weight * (p - y)) + penalty[active] * (w - prior)[active]
            hess = (xa * (weight * p * (1 - p))[:, None]).T @ xa + np.diag(penalty[active])
            step = np.linalg.solve(hess, grad)
            w[active] -= step
            if np.abs(step).max() < 1e-6:
                break
        wrong = active & (signs != 0) & (np.sign(w) * signs < 0)
        if not wrong.any():
            return w
        active &= ~wrong


def against_rivals(e, z):
    """Log-odds less what the best rivals of both sides have, as src/align/link.rs."""
    best = {}
    for s, (a, b) in zip(z, e["pairs"]):
        best.setdefault((a, b[0]), []).append((s, b))
        best.setdefault((b, a[0]), []).append((s, a))
    for rivals in best.values():
        rivals.sort(reverse=True)

    sizes = {}
    for pair in e["pairs"]:
        for source, claim in pair:
            sizes.setdefault(source, set()).add(claim)

    def mean(claim, source, partner):
        # a set of few claims has no rivals to tell of
        there = min(RIVALS, len(sizes[source]) - 1)
        rivals = [max(s, FLOOR) for s, other in best[claim, source][: RIVALS + 1] if other != partner][:there]
        return (sum(rivals) + (there - len(rivals)) * FLOOR + (RIVALS - there) * USUAL) / RIVALS

    return np.array([s - SHARE * ((mean(a, b[0], b) + mean(b, a[0], a)) / 2 - USUAL) for s, (a, b) in zip(z, e["pairs"])])


def average_precision(score, y):
    order = np.argsort(-score, kind="stable")
    hits = y[order]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / max(hits.sum(), 1))


def link(pairs, score, threshold):
    """Greedy average linkage with one claim a source, as src/align/link.rs."""
    known = {p: s for p, s in zip(pairs, score)}
    get = lambda a, b: known.get((a, b), known.get((b, a), 0.0))
    group, members = {}, {}
    for a, b in pairs:
        for c in (a, b):
            group.setdefault(c, c)
            members.setdefault(c, [c])
    for s, (a, b) in sorted(((s, p) for p, s in zip(pairs, score) if s >= threshold), key=lambda t: (-t[0], t[1])):
        ga, gb = group[a], group[b]
        if ga == gb:
            continue
        ma, mb = members[ga], members[gb]
        if {c[0] for c in ma} & {c[0] for c in mb}:
            continue
        if np.mean([get(c, d) for c in ma for d in mb]) >= threshold:
            for d in mb:
                group[d] = ga
            members[ga] = ma + mb
            members[gb] = []
    return {(a, b) for m in members.values() for a in m for b in m if a[0] < b[0]}


def f1(events, scores, threshold):
    tp = pred = true = 0
    for e, s in zip(events, scores):
        found = link(e["pairs"], s, threshold) & {p for p, counts in zip(e["pairs"], e["counts"]) if counts}
        tp, pred, true = tp + len(found & e["true"]), pred + len(found), true + len(e["true"])
    p, r = tp / max(pred, 1), tp / max(true, 1)
    return 2 * p * r / max(p + r, 1e-9), p, r


def reliability(events, scores, threshold):
    """Of the links of each tenth of the scale: how many, their mean strength, how many are right. The strength is that of
    the program, where `threshold` becomes 0.5."""
    bins = [[0, 0.0, 0] for _ in range(10)]
    log_odds = lambda p: np.log(p / (1 - p))
    for e, s in zip(events, scores):
        known = dict(zip(e["pairs"], s))
        for pair in link(e["pairs"], s, threshold) & {p for p, counts in zip(e["pairs"], e["counts"]) if counts}:
            strength = 1 / (1 + np.exp(log_odds(threshold) - log_odds(np.clip(known.get(pair, 0.0), 1e-6, 1 - 1e-6))))
            row = bins[min(int(strength * 10), 9)]
            row[0], row[1], row[2] = row[0] + 1, row[1] + strength, row[2] + (pair in e["true"])
    return bins


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("events", nargs="+")
    ap.add_argument("--write")
    ap.add_argument("--encoder", help="folder of a sentence encoder: fits the weights that hold where one is used")
    ap.add_argument("--ridge", type=float, default=2.0)
    ap.add_argument("--threshold", type=float, default=0.13, help="probability that becomes 0.5 in what is written")
    ap.add_argument("--misses", action="store_true", help="list what is linked wrongly with the event left out")
    o = ap.parse_args()
    loaded = [event(o.program, e, o.encoder) for e in o.events]
    names, events = loaded[0][0], [e for _, e in loaded]
    signs = np.array([SIGN[n] for n in names])
    fixed = np.array([FIXED.get(n, 0.0) for n in names])
    prior = np.array([PRIOR.get(n, 0.0) for n in names])
    sigmoid = lambda z: 1 / (1 + np.exp(-z))
    stack = lambda es: (np.vstack([e["x"] for e in es]), np.concatenate([e["y"] for e in es]),
                        np.concatenate([e["weight"] for e in es]))
    held = []
    # an event's claim sets and its articles are left out together
    make = lambda e: e["name"].split("+")[0]
    for e in events:
        w = fit(*stack([other for other in events if make(other) != make(e)]), signs, fixed, o.ridge, prior)
        held.append(sigmoid(against_rivals(e, e["x"] @ w)))
    w = fit(*stack(events), signs, fixed, o.ridge, prior)
    fitted = [sigmoid(against_rivals(e, e["x"] @ w)) for e in events]
    for e, h, f in zip(events, held, fitted):
        print(f"{e['name']:28} AP left out {average_precision(h[e['counts']], e['y'][e['counts']]):.3f}  fitted {average_precision(f[e['counts']], e['y'][e['counts']]):.3f}")
    parts = [("claim sets", lambda e: "+" not in e["name"] and "hub" not in e), ("articles", lambda e: "+" in e["name"])]
    for label, wanted in parts:
      chosen = [(e, h, f) for e, h, f in zip(events, held, fitted) if wanted(e)]
      if not chosen:
        continue
      es, hs, fs = zip(*chosen)
      print(f"{label}: threshold   left out: F1 P R           fitted: F1 P R")
      for t in (0.1, 0.13, 0.15, 0.18, 0.2, 0.22, 0.25, 0.3, 0.4):
        print(f"{t:.2f}        ", *(f"{v:.3f}" for v in f1(es, hs, t)), "       ", *(f"{v:.3f}" for v in f1(es, fs, t)))
      print(f"{label}: links by strength, left out: links, mean strength, share that is right")
      for number, (n, total, right) in enumerate(reliability(es, hs, o.threshold)):
        if n:
          print(f"{number / 10:.1f} to {(number + 1) / 10:.1f}  {n:4}  {total / n:.2f}  {right / n:.2f}")
    for n, v in zip(names, w):
        print(f"{n:14} {v:+.3f}")
    if o.misses:
        for e, h in zip(events, held):
            known, found = dict(zip(e["pairs"], h)), link(e["pairs"], h, o.threshold)
            for kind, pairs in (("missed", e["true"] - found), ("wrong", found - e["true"])):
                for a, b in sorted(pairs):
                    print(f"{kind:6} {e['name'][:10]} {known.get((a, b), 0):.3f} {a[0]}#{a[1]}: {e['text'][a]}  |  {b[0]}#{b[1]}: {e['text'][b]}")
    if o.write:
        # pairs are rare among all pairs, links are picked best first: the threshold that links best becomes 0.5
        w[0] -= np.log(o.threshold / (1 - o.threshold))
        body = "\n".join(f"    {v:.3f}, // {n}" for n, v in zip(names, w))
        name, also = ("ENCODER_WEIGHTS", " with `--encoder`") if o.encoder else ("WEIGHTS", "")
        with open(o.write, "w", encoding="utf-8") as f:
            f.write(f"/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py`{also} on events with golds.\n"
                    f"pub const {name}: [f32; Part::ALL.len()] = [\n" + body + "\n];\n")


if __name__ == "__main__":
    main()

"""Times `factdiff align` on files of claims and tells how good its groups are.

usage: align.py PROGRAM CLAIMS.jsonl... [--threads N] [--runs N]

A line of a file is a claim with the number of its `fact`, which is its true group. Prints, a line a file, the least CPU and
wall time of the runs in seconds, the most memory in MB, and precision, recall and F1 of pairs and B-cubed F1
(Bagga and Baldwin, 1998) of the groups. Standard library only.
"""

import argparse
import json
import os
import tempfile
import time
from collections import Counter


def run(program, path, out, threads):
    start = time.perf_counter()
    pid = os.spawnv(os.P_NOWAIT, program, [program, "align", "-q", path, "-o", out, "--threads", str(threads)])
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{program} failed on {path}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


def quality(path, out):
    fact = {}
    for line in open(path, encoding="utf-8"):
        claim = json.loads(line)
        fact[claim["source"], claim["id"]] = claim["fact"]
    pairs = lambda n: n * (n - 1) // 2
    size = Counter(fact.values())
    right = made = seen = 0
    precise = found = 0.0
    for line in open(out, encoding="utf-8"):
        facts = [fact[claim["source"], claim["id"]] for claim in json.loads(line)["claims"]]
        made += pairs(len(facts))
        seen += len(facts)
        for it, count in Counter(facts).items():
            right += pairs(count)
            precise += count * count / len(facts)
            found += count * count / size[it]
    assert seen == len(fact), "every claim must be in one group"
    f1 = lambda p, r: 2 * p * r / (p + r) if p + r else 0.0
    p, r = right / (made or 1), right / (sum(map(pairs, size.values())) or 1)
    return p, r, f1(p, r), f1(precise / seen, found / seen)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    print("file                     CPU s   wall s      MB      P      R     F1     B3")
    for path in args.files:
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "groups.jsonl")
            runs = [run(args.program, path, out, args.threads) for _ in range(args.runs)]
            cpu, wall, memory = min(r[0] for r in runs), min(r[1] for r in runs), max(r[2] for r in runs)
            figures = " ".join(f"{x:6.3f}" for x in quality(path, out))
            print(f"{os.path.basename(path):22} {cpu:7.3f} {wall:8.3f} {memory:7.0f} {figures}", flush=True)


if __name__ == "__main__":
    main()

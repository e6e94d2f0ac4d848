"""Makes, of an event with gold, one whose claims are what the program reads out of the plain articles.

usage: articles.py PROGRAM EVENT_DIR OUT_DIR

PROGRAM is the factdiff binary. OUT_DIR gets a claim set for each article, as `factdiff extract` drafts it, and a gold.json
in which a drafted claim stands for the gold evidence that its bytes match best (intersection over union, as evaluations of
spans do). `judged` lists the drafted claims that match any evidence: of the others gold says nothing.
"""

import json
import os
import subprocess
import sys

import yaml


def overlap(a, b):
    """Intersection over union, 0 where less than half of the shorter is shared."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    if shared <= 0 or shared < 0.5 * min(a[1] - a[0], b[1] - b[0]):
        return 0.0
    return shared / (max(a[1], b[1]) - min(a[0], b[0]))


def places(text, pieces):
    """Where the pieces of evidence stand in the text."""
    pieces = [pieces] if isinstance(pieces, str) else (pieces or [])
    return {(at, at + len(piece)) for piece in pieces for at in [text.find(piece)] if at >= 0}


def main():
    program, event, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    gold = json.load(open(os.path.join(event, "gold.json"), encoding="utf-8"))
    stands_for, sources = {}, []
    for source in gold["sources"]:
        path, drafted = os.path.join(event, source["file"]), os.path.join(out, source["id"] + ".yaml")
        subprocess.run([program, "extract", path, "-o", drafted], check=True)
        text = open(path, encoding="utf-8").read()
        known = set()
        for fact in gold["facts"]:
            known |= places(text, fact["evidence"].get(source["id"]))
        for pair in gold.get("must_not", []):
            known |= places(text, pair["evidence"].get(source["id"]))
        claim_set = yaml.safe_load(open(drafted, encoding="utf-8"))
        report = json.loads(subprocess.run([program, "report", path, path, "--format", "json", "--exit-zero"], capture_output=True, text=True).stdout)
        for claim in report["claims"]:
            data, at = text.encode(), claim["location"]
            span = tuple(len(data[: at[end]].decode(errors="ignore")) for end in ("start", "end"))
            scores = {place: overlap(span, place) for place in known}
            best = max(scores.values(), default=0)
            stands_for[source["id"], claim["id"]] = {p for p, v in scores.items() if best > 0 and v >= 0.9 * best}
        assert {str(c["id"]) for c in claim_set["claims"]} >= {c for s, c in stands_for if s == source["id"]}, path
        sources.append({"id": source["id"], "claims": source["id"] + ".yaml", "text": text})
    facts = []
    for fact in gold["facts"]:
        claims = {}
        for source in sources:
            wanted = places(source["text"], fact["evidence"].get(source["id"]))
            claims[source["id"]] = [c for (s, c), spans in stands_for.items() if s == source["id"] and spans & wanted]
        facts.append({"id": fact["id"], "claims": claims})
    judged = {s["id"]: [c for (i, c), spans in stands_for.items() if i == s["id"] and spans] for s in sources}
    result = {"sources": [{k: s[k] for k in ("id", "claims")} for s in sources], "facts": facts, "judged": judged}
    with open(os.path.join(out, "gold.json"), "w", encoding="utf-8") as f:
        json.dump(result, f, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()

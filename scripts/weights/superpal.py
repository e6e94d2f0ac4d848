"""Turns a SuperPAL file of summary sentences and article sentences into event folders for `fit.py`.

usage: superpal.py SUPERPAL.jsonl OUT_DIR

Each line is one group: `left` the sentences of a summary, `right` those of its articles, `gold` the pairs that say the
same. The summary becomes the hub: pairs of two articles are not labelled. A group weighs less than an event in the fit,
for its sentences hold more than one claim each.
"""

import json
import os
import sys

import yaml

WEIGHT = 0.3


def main():
    path, out = sys.argv[1:]
    for number, line in enumerate(open(path, encoding="utf-8")):
        group = json.loads(line)
        folder = os.path.join(out, f"superpal-{number}")
        os.makedirs(os.path.join(folder, "sources"), exist_ok=True)
        sources = {"a-summary": [(str(x["id"]), x["text"]) for x in group["left"]]}
        for x in group["right"]:
            article = "d-" + "".join(c if c.isalnum() else "-" for c in str(x["doc"]).lower())
            sources.setdefault(article, []).append((str(x["id"]), x["text"]))
        home = {claim: source for source, claims in sources.items() if source != "a-summary" for claim, _ in claims}
        for source, claims in sources.items():
            with open(os.path.join(folder, "sources", f"{source}.yaml"), "w", encoding="utf-8") as f:
                yaml.safe_dump({"source": {"id": source}, "claims": [{"id": c, "text": t} for c, t in claims]}, f, allow_unicode=True)
        facts = [{"claims": {"a-summary": [str(x["l"])], home[str(x["r"])]: [str(x["r"])]}} for x in group["gold"] if str(x["r"]) in home]
        gold = {"hub": "a-summary", "weight": WEIGHT, "facts": facts, "sources": [{"id": s, "claims": f"sources/{s}.yaml"} for s in sources]}
        with open(os.path.join(folder, "gold.json"), "w", encoding="utf-8") as f:
            json.dump(gold, f)


if __name__ == "__main__":
    main()

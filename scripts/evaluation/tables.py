#!/usr/bin/env python3
"""Puts the figures of a fresh evaluation into docs/evaluation.md; every word that is not a figure stays.

    cargo run --release --example evaluate -- DATA_DIR EVENTS_DIR... | scripts/evaluation/tables.py docs/evaluation.md

A section of the page is known by its heading, a table by its first row, a line of figures by its words. What the page does
not show is not added, save the tables of linkages.
"""

import re
import sys


def parts(text):
    """The sections of an evaluation: heading, and lines."""
    sections = re.split(r"^## (.*)\n", text, flags=re.M)
    return zip(sections[1::2], (body.split("\n") for body in sections[2::2]))


def tables(lines):
    """The tables by their first rows."""
    found, table = {}, None
    for line in lines:
        if not line.startswith("|"):
            table = None
        elif table is None:
            table = found.setdefault(line, [line])
        else:
            table.append(line)
    return found


def key(line):
    """A line without its figures."""
    return re.sub(r"[\d.–]+", "N", re.sub(r"\(\d+/\d+\)", "", line)).strip()


def refreshed(lines, fresh, level):
    """The lines of a section with fresh figures."""
    new_tables, result, skipping = tables(fresh), [], False
    plain = {key(line): line for line in fresh if line.startswith("* ") or re.match(r"\d+ problems", line)}
    head = next((row for row in new_tables if row.startswith("| linkage ")), None)
    missing = head if head not in lines else None
    for line in lines:
        if skipping and line.startswith("|"):
            continue
        if skipping and missing and level:
            result += ["", f"{level} Linkages", "", *new_tables[missing]]
            missing = None
        skipping = line in new_tables
        result += new_tables[line] if skipping else [plain.get(key(line), line)]
    return result


def main():
    path = sys.argv[1]
    with open(path, encoding="utf-8") as page:
        lines = page.read().split("\n")
    for title, fresh in parts(sys.stdin.read()):
        at = next((n for n, line in enumerate(lines) if re.fullmatch(r"#+ " + re.escape(title), line)), None)
        if at is None:
            print(f"{path} has no section `{title}`", file=sys.stderr)
            continue
        level = len(lines[at].split()[0])
        ends = (n for n in range(at + 1, len(lines)) if re.match(r"#{1,%d} " % level, lines[n]))
        end = next(ends, len(lines))
        lines[at + 1 : end] = refreshed(lines[at + 1 : end], fresh, "#" * (level + 1))
    with open(path, "w", encoding="utf-8") as page:
        page.write("\n".join(lines))


if __name__ == "__main__":
    main()

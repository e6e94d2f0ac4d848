#!/usr/bin/env python3
"""CPU time of `factdiff report` on two sources of 50 claims against that of `factdiff --version`.

    tests/eval/startup.py target/release/factdiff [--at-most RATIO]

Prints the median of 20 runs of each, user and system time together, and their ratio; ends with 1 if the ratio is above
the bound. The runs take turns, so that whatever else the machine does meets both.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile

RUNS = 20
PLACES = ["Port Ellery", "Halden", "Brockmoor", "Saint Osyth", "Carrick Bay"]
PEOPLE = ["Ivo Brandt", "Dana Whitcombe", "Piers Okafor", "Lena Sorensen", "Marta Quill"]
# Ten facts, each in the words of two sources; every one is told of five places.
FACTS = [
    ("{n} dock workers died at {place} when the crane collapsed.", "The fall of the crane in {place} killed at least {n} people working on the dock."),
    ("The storm reached {place} on {day} March 2026.", "{place} was hit by the storm in early March."),
    ("{person} is the harbour master of {place}.", "The harbour of {place} is run by {person}."),
    ("The port authority closed the east quay of {place}.", "The east quay at {place} has not been closed by the port authority."),
    ("Damage at {place} was put at £{n}.5 million.", "The damage in {place} comes to more than £{n}m."),
    ("The ships Alba, Corra and Dunlin were damaged at {place}.", "Two ships, the Alba and the Corra, took damage in {place}."),
    ("{person} said: “We will rebuild the quay of {place} by June.”", "“We will rebuild the quay of {place},” {person} said."),
    ("Police arrested a 4{day}-year-old man in {place} on Tuesday.", "A man was arrested in {place}, police said."),
    ("Power was cut to {n}00 homes around {place}.", "About {m}00 households near {place} lost electricity."),
    ("The operator of {place} has issued no statement.", "The operator of {place} is alleged to have ignored two warnings."),
]


def claim_set(voice):
    lines = [f"source: {{id: source-{voice}, published: 2026-03-0{4 + voice}}}", "claims:"]
    for i, place in enumerate(PLACES):
        for j, fact in enumerate(FACTS):
            n = 3 + 10 * i + j
            words = fact[voice].format(place=place, person=PEOPLE[i], day=1 + i, n=n, m=n + 1)
            lines.append(f'  - "{words}"')
    return "\n".join(lines) + "\n"


def cpu_seconds(command):
    """User and system time of one run; a run that failed ends the measurement."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", help="the program, as built for release")
    parser.add_argument("--at-most", type=float, default=10.0, metavar="RATIO")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, f"source-{voice}.yaml") for voice in (0, 1)]
        for voice, path in enumerate(paths):
            with open(path, "w", encoding="utf-8") as file:
                file.write(claim_set(voice))
        commands = {"--version": [args.binary, "--version"], "report": [args.binary, "report", *paths]}
        times = {name: [] for name in commands}
        for name, command in commands.items():
            cpu_seconds(command)  # the first run reads the program from disk
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(cpu_seconds(command))
    medians = {name: statistics.median(all_times) for name, all_times in times.items()}
    for name, median in medians.items():
        low, high = min(times[name]), max(times[name])
        print(f"{name:<10} {median * 1000:8.2f} ms CPU (median of {RUNS}; {low * 1000:.2f} to {high * 1000:.2f})")
    ratio = medians["report"] / medians["--version"]
    print(f"ratio      {ratio:8.1f} (at most {args.at_most:g})")
    sys.exit(ratio > args.at_most)


if __name__ == "__main__":
    main()

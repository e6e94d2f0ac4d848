#!/usr/bin/env python3
"""Memory and time of `factdiff check` on folders of more and more claim files of 100 claims each.

    tests/eval/check_many.py target/release/factdiff [--files N ...] [--faults SHARE]

Prints for each number of files the claims, wall time, CPU time (user and system together) and the peak of the resident
memory. The claims are made of sentences with numbers, dates, names and quotes; what is made is the same in every run.
One file in ten has a `derived_from`, and a share of the files has a fault that is told; what is told stays in memory.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time

CLAIMS = 100
PLACES = ["Port Ellery", "Halden", "Brockmoor", "Saint Osyth", "Carrick Bay", "Merrow", "Dunlarragh", "Vantry",
          "Ostler Springs", "Tarn Bridge", "Kilbrae", "Ashcombe"]
PEOPLE = ["Ivo Brandt", "Dana Whitcombe", "Piers Okafor", "Lena Sorensen", "Marta Quill", "Owen Tarrant"]
THINGS = ["bridge", "harbour", "school", "reservoir", "tram line", "market hall", "clinic", "warehouse", "ferry", "stadium"]
SENTENCES = [
    "{n} workers were hurt at the {thing} of {place} on {day} March 2026.",
    "{person} opened the {thing} at {place} in 19{m}.",
    "The {thing} of {place} cost £{n}.5 million, according to {person}.",
    "The council of {place} closed the {thing} for {m} days.",
    "“We will rebuild the {thing} of {place} by June,” {person} said.",
    "No ship has called at the {thing} of {place} since {day} February 2026.",
    "Police arrested a {m}-year-old man near the {thing} in {place}.",
    "Between {m} and {n}0 homes around the {thing} of {place} lost power.",
    "{person} told reporters that the {thing} in {place} had been inspected {m} times.",
    "The {thing} of {place} is {n} metres long and was built by {person}.",
]


def claim_set(number, faults):
    chance = random.Random(number)
    lines = ["source:", f"  id: source-{number:06}", "  published: 2026-03-20"]
    if number % 10 == 9:
        lines.append(f"  derived_from: [source-{number - 1:06}]")
    lines.append("claims:")
    for at in range(CLAIMS):
        words = SENTENCES[at % len(SENTENCES)].format(
            n=chance.randint(3, 900), m=chance.randint(11, 97), day=chance.randint(1, 19),
            place=PLACES[(number + at // len(SENTENCES)) % len(PLACES)], person=chance.choice(PEOPLE),
            thing=chance.choice(THINGS),
        )
        lines.append(f"  - id: c{at}\n    text: \"{words}\"\n    speaker: {chance.choice(PEOPLE)}")
    if chance.random() < faults:
        lines.append("    spaeker: nobody")
    return "\n".join(lines) + "\n"


def measure(binary, folder):
    """Wall time and CPU time in seconds and the peak memory in MB of one run; a run that came to no report ends it all."""
    start = time.monotonic()
    child = subprocess.Popen([binary, "check", folder, "--exit-zero"], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"`{binary} check` ended with {child.returncode}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", help="the program, as built for release")
    parser.add_argument("--files", type=int, nargs="+", default=[2500, 5000, 10000], metavar="N")
    parser.add_argument("--faults", type=float, default=0.1, metavar="SHARE", help="of the files (default: 0.1)")
    args = parser.parse_args()
    print("| files | claims | wall | CPU | peak memory |\n|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        made = 0
        for files in sorted(args.files):
            for number in range(made, files):
                with open(os.path.join(folder, f"{number:06}.yaml"), "w", encoding="utf-8") as file:
                    file.write(claim_set(number, args.faults))
            made = files
            wall, cpu, peak = measure(args.binary, folder)
            print(f"| {files:,} | {files * CLAIMS:,} | {wall:.1f} s | {cpu:.1f} s | {peak:.0f} MB |", flush=True)


if __name__ == "__main__":
    main()

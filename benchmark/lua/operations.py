#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The section of single operations in docs/performance.md, from what JMH has written.

operations.py RESULTS.json [--write FILE]
"""
import argparse
import json
import os
import time

import section


# What is subtracted, where it is not the empty loop.
BASES = {"FIELD_WRITE": "FIELD_READ", "ITERATE": None}


def table(results):
    rows = {r["params"]["operation"]: r["primaryMetric"] for r in results}
    lines = ["Nanoseconds of one operation, without the loop around it, and the error of the mean as JMH gives it. Made by "
             f"`make bench write=1` on {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}.", "",
             "| operation | ns | ± |", "|---|---:|---:|"]
    for name, metric in rows.items():
        if name != "EMPTY":
            error = metric["scoreError"]
            shown = f"{error:.1f}" if isinstance(error, (int, float)) and error == error else "-"
            base = BASES.get(name, "EMPTY")
            score = metric["score"] - (rows[base]["score"] if base in rows else 0.0)
            lines.append(f"| {name.lower().replace('_', ' ')} | {max(0.0, score):.1f} | {shown} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results")
    parser.add_argument("--write", help="put the section into this page instead of on standard output")
    options = parser.parse_args()
    with open(options.results) as file:
        text = table(json.load(file))
    if options.write:
        section.put(options.write, "Single operations", text)
    else:
        print(text)


main()

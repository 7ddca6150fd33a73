#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lua engines side by side on the benchmark programs that come with LuaJIT's test suite.

table.py DIR [--write FILE] [--rounds N] [--only a,b] [--engines NAME,NAME] [--engine NAME=COMMAND]...

DIR holds the programs (array3d.lua, ...: the folder bench of LuaJIT-test-cleanup); they are not part of this
repository. Every engine runs every program some rounds in one process; engines take turns. `steady` is the best
round, `first` the first one, `process` the whole process with its start. Engines that are not installed are left out
and named.
"""
import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import section

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

# A size for each program with which LuaJIT needs some tenths of a second.
SIZES = {
    "array3d": [250], "binary-trees": [14], "chameneos": [1000000], "coroutine-ring": [2000000],
    "euler14-bit": [2000000], "fannkuch": [10], "fasta": [1000000], "k-nucleotide": [], "life": [],
    "mandelbrot": [1000], "mandelbrot-bit": [1000], "md5": [3000], "meteor": [], "nbody": [1000000],
    "nsieve": [8], "nsieve-bit": [9], "nsieve-bit-fp": [8], "partialsums": [2000000],
    "pidigits-nogmp": [1000], "ray": [6], "recursive-ack": [9], "recursive-fib": [35], "revcomp": [],
    "scimark-fft": [2000], "scimark-lu": [200], "scimark-sor": [2000], "scimark-sparse": [10000],
    "series": [2000], "spectral-norm": [1000],
}
# Programs that read what fasta writes with this size.
INPUTS = {"k-nucleotide": 200000, "revcomp": 1000000}
LIMIT_SECONDS = 60
# A round of less than this share of the first did nothing: the engine cannot go back in its standard input.
EMPTY_ROUND = 0.01


def engines(more):
    """Name and command of each engine that is there."""
    found = {"perilune": [os.path.join(ROOT, "bin", "perilune"), "lua"]}
    for name, command in (("luajit", ["luajit"]), ("luajit -joff", ["luajit", "-joff"]), ("lua5.1", ["lua5.1"])):
        if shutil.which(command[0]):
            found[name] = command
        else:
            print(f"{command[0]} is not installed and left out", file=sys.stderr)
    libraries = os.path.join(ROOT, "benchmark", "target", "lib")
    if os.path.exists(os.path.join(libraries, "luaj-jse-3.0.1.jar")):
        found["luaj -b"] = ["java", "-cp", os.path.join(libraries, "*"), "lua", "-b"]
    else:
        print("LuaJ is left out: mvn package -DskipTests -pl benchmark -am fetches it", file=sys.stderr)
    for item in more:
        name, command = item.split("=", 1)
        found[name] = command.split()
    return found


def fasta(directory, size):
    """The file with fasta's output of a size, made at the first use."""
    path = os.path.join(tempfile.gettempdir(), f"perilune-fasta-{size}.txt")
    if not os.path.exists(path):
        maker = shutil.which("luajit") or shutil.which("lua5.1")
        with open(path + ".part", "wb") as out:
            subprocess.run([maker, os.path.join(directory, "fasta.lua"), str(size)], stdout=out, check=True)
        os.rename(path + ".part", path)
    return path


def measure(command, directory, program, rounds):
    """(best round, whole process, first round) in seconds, or None and what went wrong. No best one of a single round."""
    source = open(fasta(directory, INPUTS[program]), "rb") if program in INPUTS else subprocess.DEVNULL
    full = command + [os.path.join(HERE, "run.lua"), os.path.join(directory, program + ".lua"),
                      str(rounds)] + [str(size) for size in SIZES[program]]
    began = time.perf_counter()
    process = subprocess.Popen(full, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=directory)
    watchdog = threading.Timer(LIMIT_SECONDS, process.kill)
    watchdog.start()
    times, start, said = [], 0.0, ""
    for line in process.stderr:
        now = time.perf_counter()
        if line == b"start\n":
            start = now
        elif line == b"stop\n":
            times.append(now - start)
        else:
            said = line.decode("latin1").strip()
    status = process.wait()
    watchdog.cancel()
    if status != 0 or not times:
        return None, said or f"status {status}"
    best = min(times) if min(times) >= EMPTY_ROUND * times[0] else None
    return (best, time.perf_counter() - began, times[0]), ""


def cell(result):
    if not result:
        return "fails"
    best = "one round" if result[0] is None else f"{result[0]:.3f}"
    return f"{best} ({result[2]:.2f}, {result[1]:.2f})"


def mean(values):
    return math.exp(sum(map(math.log, values)) / len(values)) if values else math.nan


def page(names, programs, results, rounds):
    """The section's text."""
    lines = ["Lua engines on the benchmark programs of LuaJIT's test suite, in seconds: the best round of "
             f"{rounds} in one process, and in brackets the first round and the whole process. Made by "
             f"`make performance programs=DIR` on {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}.", "",
             "| program | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for program in programs:
        cells = [cell(results.get((program, name))) for name in names]
        lines.append(f"| {program} | " + " | ".join(cells) + " |")
    if "luajit" in names:
        for title, index in (("geometric mean of steady, luajit = 1", 0), ("of the process, luajit = 1", 1)):
            cells = []
            for name in names:
                both = [(results[p, name], results[p, "luajit"]) for p in programs
                        if results.get((p, name)) and results.get((p, "luajit"))]
                shares = [a[index] / b[index] for a, b in both if a[index] is not None]
                cells.append(f"**{mean(shares):.2f}** ({len(shares)})")
            lines.append(f"| {title} (programs) | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory")
    parser.add_argument("--write", help="put the page here instead of on standard output")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="programs, separated by commas")
    parser.add_argument("--engines", default="", help="of the known ones only these, separated by commas")
    parser.add_argument("--engine", action="append", default=[], help="NAME=COMMAND, one more engine")
    options = parser.parse_args()
    directory = os.path.abspath(options.directory)
    programs = options.only.split(",") if options.only else list(SIZES)
    missing = [program for program in programs if not os.path.exists(os.path.join(directory, program + ".lua"))]
    if missing:
        sys.exit(f"{directory} lacks {', '.join(missing)}")
    found = engines(options.engine)
    if options.engines:
        found = {name: found[name] for name in options.engines.split(",")}
    results = {}
    for program in programs:
        for name, command in found.items():
            results[program, name], why = measure(command, directory, program, options.rounds)
            result = results[program, name]
            print(f"{program:16} {name:14} " + (cell(result) if result else "fails: " + why), file=sys.stderr, flush=True)
    text = page(list(found), programs, results, options.rounds)
    if options.write:
        section.put(options.write, "Programs", text)
    else:
        print(text, end="")


main()

# SPDX-License-Identifier: Apache-2.0
"""The Lua engines that programs are measured with, and what a measurement says. For the scripts beside this one."""
import argparse
import math
import os
import shutil
import subprocess
import sys
import threading
import time

import section

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

LIMIT_SECONDS = 60
# A round of less than this share of the first did nothing: the engine cannot go back in its standard input.
EMPTY_ROUND = 0.01


def found(options):
    """Name and command of each engine that is there and wanted."""
    known = {"perilune": [os.path.join(ROOT, "bin", "perilune"), "lua"]}
    for name, command in (("luajit", ["luajit"]), ("luajit -joff", ["luajit", "-joff"]), ("lua5.1", ["lua5.1"])):
        if shutil.which(command[0]):
            known[name] = command
        else:
            print(f"{command[0]} is not installed and left out", file=sys.stderr)
    libraries = os.path.join(ROOT, "benchmark", "target", "lib")
    if os.path.exists(os.path.join(libraries, "luaj-jse-3.0.1.jar")):
        known["luaj -b"] = ["java", "-cp", os.path.join(libraries, "*"), "lua", "-b"]
    else:
        print("LuaJ is left out: mvn package -DskipTests -pl benchmark -am fetches it", file=sys.stderr)
    for item in options.engine:
        name, command = item.split("=", 1)
        known[name] = command.split()
    return {name: known[name] for name in options.engines.split(",")} if options.engines else known


def measure(command, directory, source=subprocess.DEVNULL):
    """(best round, whole process, first round) in seconds, or None and what went wrong. No best one of a single round.

    The program says "start" and "stop" on its standard error around each round.
    """
    began = time.perf_counter()
    process = subprocess.Popen(command, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=directory)
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
    """The geometric one."""
    return math.exp(sum(map(math.log, values)) / len(values)) if values else math.nan


def rows(names, programs, results):
    """A table of all results, and below it how each engine compares with luajit."""
    lines = ["| program | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
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


def take_turns(found, programs, one):
    """All results by program and engine, told on standard error as they come. `one` measures a program with a command."""
    results = {}
    for program in programs:
        for name, command in found.items():
            results[program, name], why = one(command, program)
            result = results[program, name]
            print(f"{program:16} {name:14} " + (cell(result) if result else "fails: " + why), file=sys.stderr, flush=True)
    return results


def compare(doc, sizes, one, title, target, what):
    """The whole of a script.

    `sizes` has the programs, `one` measures a program by (command, directory, program, rounds), `target` is the
    Makefile's, `what` begins the section's text.
    """
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory")
    parser.add_argument("--write", help="put the page here instead of on standard output")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="programs, separated by commas")
    parser.add_argument("--engines", default="", help="of the known ones only these, separated by commas")
    parser.add_argument("--engine", action="append", default=[], help="NAME=COMMAND, one more engine")
    options = parser.parse_args()
    directory = os.path.abspath(options.directory)
    programs = options.only.split(",") if options.only else list(sizes)
    missing = [program for program in programs if not os.path.exists(os.path.join(directory, program + ".lua"))]
    if missing:
        sys.exit(f"{directory} lacks {', '.join(missing)}")
    known = found(options)
    results = take_turns(known, programs, lambda command, program: one(command, directory, program, options.rounds))
    text = (f"{what}, in seconds: the best round of {options.rounds} in one process, and in brackets the first round "
            f"and the whole process. Made by `make {target} programs=DIR` on {os.cpu_count()} cores, "
            f"{time.strftime('%Y-%m-%d')}.\n\n" + rows(list(known), programs, results))
    if options.write:
        section.put(options.write, title, text)
    else:
        print(text, end="")

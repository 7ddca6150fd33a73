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
import os
import shutil
import subprocess
import sys
import tempfile
import time

import engines
import section

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
    """As engines.measure does, one program."""
    source = open(fasta(directory, INPUTS[program]), "rb") if program in INPUTS else subprocess.DEVNULL
    full = command + [os.path.join(engines.HERE, "run.lua"), os.path.join(directory, program + ".lua"),
                      str(rounds)] + [str(size) for size in SIZES[program]]
    return engines.measure(full, directory, source)


def page(found, programs, results, rounds):
    """The section's text."""
    return ("Lua engines on the benchmark programs of LuaJIT's test suite, in seconds: the best round of "
            f"{rounds} in one process, and in brackets the first round and the whole process. Made by "
            f"`make performance programs=DIR` on {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}.\n\n"
            + engines.rows(list(found), programs, results))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    engines.add_options(parser)
    options = parser.parse_args()
    directory = os.path.abspath(options.directory)
    programs = options.only.split(",") if options.only else list(SIZES)
    missing = [program for program in programs if not os.path.exists(os.path.join(directory, program + ".lua"))]
    if missing:
        sys.exit(f"{directory} lacks {', '.join(missing)}")
    found = engines.found(options)
    results = engines.take_turns(
        found, programs, lambda command, program: measure(command, directory, program, options.rounds))
    text = page(found, programs, results, options.rounds)
    if options.write:
        section.put(options.write, "Programs", text)
    else:
        print(text, end="")


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lua engines side by side on the benchmark programs that come with LuaJIT's test suite.

table.py DIR [--write FILE] [--rounds N] [--only a,b] [--engines NAME,NAME] [--engine NAME=COMMAND]...

DIR holds the programs (array3d.lua, ...: the folder bench of LuaJIT-test-cleanup); they are not part of this
repository. Every engine runs every program some rounds in one process; engines take turns. `steady` is the best
round, `first` the first one, `process` the whole process with its start. Engines that are not installed are left out
and named.
"""
import os
import shutil
import subprocess
import tempfile

import engines

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


engines.compare(__doc__, SIZES, measure, "Programs", "performance",
                "Lua engines on the benchmark programs of LuaJIT's test suite")

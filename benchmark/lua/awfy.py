#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lua engines side by side on the programs of are-we-fast-yet (github.com/smarr/are-we-fast-yet), which exist in many languages.

awfy.py DIR [--write FILE] [--rounds N] [--only a,b] [--engines NAME,NAME] [--engine NAME=COMMAND]...

DIR is its folder benchmarks/Lua; the programs are not part of this repository. The rest as table.py.
"""
import os

import engines

# How often a round repeats the program: with these its results are checked, and LuaJIT needs some hundredths of a second.
SIZES = {
    "bounce": 500, "cd": 100, "deltablue": 2000, "havlak": 1, "json": 20, "list": 300, "mandelbrot": 500,
    "nbody": 250000, "permute": 300, "queens": 300, "richards": 20, "sieve": 1000, "storage": 300, "towers": 200,
}


def measure(command, directory, program, rounds):
    """As engines.measure does, one program."""
    full = command + [os.path.join(engines.HERE, "awfy.lua"), program, str(rounds), str(SIZES[program])]
    os.environ["LUA_PATH"] = "./?.lua"
    return engines.measure(full, directory)


engines.compare(__doc__, SIZES, measure, "Are we fast yet", "awfy",
                "Lua engines on the programs of are-we-fast-yet")

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lua engines side by side on the programs of are-we-fast-yet (github.com/smarr/are-we-fast-yet), which exist in many languages.

awfy.py DIR [--write FILE] [--rounds N] [--only a,b] [--engines NAME,NAME] [--engine NAME=COMMAND]...

DIR is its folder benchmarks/Lua; the programs are not part of this repository. The rest as table.py.
"""
import argparse
import os
import sys
import time

import engines
import section

# How often a round repeats the program: with these its results are checked, and LuaJIT needs some hundredths of a second.
SIZES = {
    "bounce": 500, "cd": 100, "deltablue": 2000, "havlak": 1, "json": 20, "list": 300, "mandelbrot": 500,
    "nbody": 250000, "permute": 300, "queens": 300, "richards": 20, "sieve": 1000, "storage": 300, "towers": 200,
}


def page(found, programs, results, rounds):
    """The section's text."""
    return ("Lua engines on the programs of are-we-fast-yet, in seconds: the best round of "
            f"{rounds} in one process, and in brackets the first round and the whole process. Made by "
            f"`make awfy programs=DIR` on {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}.\n\n"
            + engines.rows(list(found), programs, results))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    engines.add_options(parser)
    options = parser.parse_args()
    directory = os.path.abspath(options.directory)
    programs = options.only.split(",") if options.only else list(SIZES)
    if not os.path.exists(os.path.join(directory, "som.lua")):
        sys.exit(f"{directory} is not are-we-fast-yet's folder benchmarks/Lua")
    os.environ["LUA_PATH"] = "./?.lua"
    found = engines.found(options)
    results = engines.take_turns(found, programs, lambda command, program: engines.measure(
        command + [os.path.join(engines.HERE, "awfy.lua"), program, str(options.rounds), str(SIZES[program])], directory))
    text = page(found, programs, results, options.rounds)
    if options.write:
        section.put(options.write, "Are we fast yet", text)
    else:
        print(text, end="")


main()

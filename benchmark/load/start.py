#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""From command to first answered Lua request, and memory at rest: usage: start.py SERVER-COMMAND [N]."""
import statistics, sys, time
from server import Server


def main():
    seconds, resident = [], []
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 5):
        server = Server(sys.argv[1])
        try:
            seconds.append(server.wait_until_ready())
            time.sleep(1)
            resident.append(server.resident())
        finally:
            server.stop()
    print("first answer after %.2f s (%.2f to %.2f), at rest %.0f MiB (%.0f to %.0f)"
          % (statistics.median(seconds), min(seconds), max(seconds),
             statistics.median(resident), min(resident), max(resident)))


main()

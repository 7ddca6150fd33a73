# SPDX-License-Identifier: Apache-2.0
"""Pages of several sections, each made by a command of its own."""
import os
import re


def put(path, title, text):
    """Replaces the section `## title` of a page, up to the next one, or adds it; others stay as they are."""
    old = open(path).read() if os.path.exists(path) else "# Performance\n"
    parts = re.split(r"^(?=## )", old, flags=re.M)
    mine = f"## {title}\n\n{text.strip()}\n"
    for index, part in enumerate(parts):
        if part.startswith(f"## {title}\n"):
            parts[index] = mine
            break
    else:
        parts.append(mine)
    with open(path, "w") as out:
        out.write("\n".join(part.strip() + "\n" for part in parts))

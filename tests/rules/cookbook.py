#!/usr/bin/env python3
"""Keeps rules/cookbook.md what the files in examples/cookbook are: a section for each, its head as
text and the rest as it stands. With ABIDE_UPDATE_GOLDENS=1 the page is written anew.

usage: cookbook.py
"""

import os
import pathlib
import sys

FOLDER = pathlib.Path("examples/cookbook")
PAGE = pathlib.Path("rules/cookbook.md")
HEAD = """# Cookbook

Clauses by pattern, to copy and to change. Each stands in a file of `examples/cookbook` with its tests, which
`abide test examples/cookbook` runs; they speak of the events of `vocabulary.abide`. How the language works is in
[README.md](README.md); what real policies say, clause by clause, in [library.md](library.md).

To copy one, put in front of it what its file begins with, a line that imports the events and the policy to
which the clause belongs (here for a file in `rules/own` of a project that `abide init` made), and take along
the table beside the file if the clause asks one:

```abide
import "../vocabulary.abide"

policy acme.ai-use "Rules for the use of AI"
  effective 2026-01-01
```

"""


def section_of(path):
    """The title, and the section."""
    head, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    text = " ".join(line.removeprefix("# ") for line in head.splitlines())
    title, _, says = text.partition(". ")
    says, _, needs = says.partition(" Needs: ")
    needs, _, blind = needs.partition(" Can't see: ")
    lines = rest.split("\n")
    # What every file begins with is left out.
    start = next(i for i, line in enumerate(lines)
                 if line.startswith(("clause ", "state ", "list ", "table ", "define ", "parameter ")))
    body = "\n".join(lines[start:]).rstrip("\n")
    return title, (f"## {title}\n\n*{says}* Needs {needs.rstrip('.')}; can't see "
                   f"{blind.rstrip('.')}. (`{path.name}`)\n\n```abide\n{body}\n```\n")


def main():
    sections = sorted(section_of(path) for path in FOLDER.glob("*.abide"))
    contents = "".join(f"- [{title}](#{anchor(title)})\n" for title, _ in sections)
    page = HEAD + contents + "\n" + "\n".join(text for _, text in sections)
    if os.environ.get("ABIDE_UPDATE_GOLDENS") == "1":
        PAGE.write_text(page, encoding="utf-8")
    if len(sections) < 30 or PAGE.read_text(encoding="utf-8") != page:
        sys.exit(f"{PAGE} is not what the {len(sections)} files in {FOLDER} are: "
                 "ABIDE_UPDATE_GOLDENS=1 writes it anew")
    print(f"{len(sections)} recipes")


def anchor(title):
    return title.lower().replace(" ", "-").replace("'", "")


main()

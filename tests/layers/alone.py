#!/usr/bin/env python3
"""Whether each source file compiles by itself: a build whose files stand together (ABIDE_TOGETHER)
does not notice that one lacks an include which another before it has.

    alone.py BUILD FOLDER...

Reads BUILD/compile_commands.json, and of the files that stand together which they are. Exits with 1
if a file does not compile, with the compiler's first error of each. About two seconds a file.
"""

import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys


def sources_of(entry):
    """The files that a command compiles: its own, or those that are included together."""
    if "/Unity/" not in entry["file"]:
        return [entry["file"]]
    with open(entry["file"], encoding="utf-8") as together:
        return re.findall(r'^#include "(.*)"$', together.read(), re.MULTILINE)


def alone(entry, source):
    """The command that looks at `source` and writes nothing."""
    words = shlex.split(entry["command"])
    keep = []
    skip = 0
    for word in words:
        if skip:
            skip -= 1
        elif word in ("-o", "-MT", "-MF"):
            skip = 1
        elif word not in ("-MD", "-c", entry["file"]) and not re.fullmatch(r"-O\d|.*ccache", word):
            keep.append(word)
    return [*keep, "-fsyntax-only", source]


def check(task):
    entry, source = task
    done = subprocess.run(alone(entry, source), cwd=entry["directory"], capture_output=True, text=True)
    if done.returncode == 0:
        return None
    errors = [line for line in done.stderr.splitlines() if "error" in line]
    return f"{source}: {(errors or ['does not compile'])[0]}"


def main():
    build, *folders = sys.argv[1:]
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    prefixes = tuple(os.path.abspath(folder) + os.sep for folder in folders)
    tasks = [(entry, source) for entry in entries for source in sources_of(entry)
             if source.startswith(prefixes)]
    if not tasks:
        sys.exit("alone.py: there is nothing to compile")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = [fault for fault in pool.map(check, tasks) if fault]
    for fault in faults:
        print(fault)
    print(f"{len(tasks)} files, {len(faults)} do not compile by themselves")
    sys.exit(1 if faults else 0)


main()

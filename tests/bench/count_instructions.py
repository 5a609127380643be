"""Instructions an event, counted by valgrind, against the budget in instructions.json: a guard that
needs no clock, so that a busy machine does not matter. The count of a short log is taken from that
of a longer one, so that the start does not matter either.

usage: count_instructions.py FOLDER_OF_THE_COMMANDS

Ends with 1 beyond the budget's limit, and with 77 (skipped) where there is no valgrind.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

# pylint: disable=wrong-import-position
from peer_questions import SEVEN

GENERATED = 30
EVENTS = (2000, 6000)
# A window of a day holds 1,440 events of them: it fills and evicts.
GAP = 60_000


def output_of(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    return done


def make_rules(generate):
    """Of every kind of norm that has a line in the table."""
    text = output_of([generate, "rules", str(GENERATED)]).stdout
    for clause, (norm, _) in SEVEN.items():
        text += f'\nclause {clause} "{clause}"\n  {norm.format(spend=20, ceiling=10)}\n'
    return text


def count(abide, rules, log, options=()):
    knows_jobs = "--jobs" in output_of([abide, "check", "--help"]).stdout
    done = output_of(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", abide,
                      "check", "--quiet", "--fail-on", "never", "--max-findings", "100",
                      *(["--jobs", "1"] if knows_jobs else []), *options, "--rules", str(rules),
                      str(log)])
    found = re.search(r"Collected : (\d+)", done.stderr)
    if found is None:
        sys.exit(f"valgrind did not say what it counted\n{done.stderr[-2000:]}")
    return int(found[1])


def main():
    if shutil.which("valgrind") is None:
        print("skipped: there is no valgrind")
        return 77
    programs = pathlib.Path(sys.argv[1]).resolve()
    budget = json.loads(pathlib.Path(__file__).with_name("instructions.json").read_text("utf-8"))
    expected, factor = budget["instructions_an_event"], budget["factor"]
    generate = str(programs / "bench_generate")
    counts = []
    with tempfile.TemporaryDirectory() as folder:
        rules = pathlib.Path(folder, "rules.abide")
        rules.write_text(make_rules(generate), encoding="utf-8")
        for events in EVENTS:
            log = pathlib.Path(folder, f"{events}.ndjson")
            log.write_text(output_of([generate, "log", str(events), "--gap", str(GAP), "--outputs",
                                      "2000", "--users", "2000"]).stdout, encoding="utf-8")
            counts.append(count(str(programs / "abide"), rules, log))
    each = (counts[1] - counts[0]) / (EVENTS[1] - EVENTS[0])
    start = counts[0] - each * EVENTS[0]
    print(f"{each:,.0f} instructions an event with {GENERATED + len(SEVEN)} clauses (budget "
          f"{expected:,}, at most {factor} times that); {start / 1e6:,.0f} million to start")
    if each > factor * expected:
        print("beyond the budget: make it faster, or say why in the commit that raises the budget")
        return 1
    if each * factor < expected:
        print("far below the budget: lower it in instructions.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())

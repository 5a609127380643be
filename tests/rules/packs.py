"""Judges the logs in tests/testdata/sources by the packs of rules, and looks whether

- each pack stands by itself and reads each log by the log's own source;
- each log has the exit, bad records, breaches and undetermined clauses of the golden
  tests/testdata/rules/packs/expected, judged by all packs at once;
- `abide init` has a use for each pack: it is in the project of a consumer or in that of a provider;
- what the engine says agrees with the table in rules/library.md: a clause that is not exercised
  there is neither breached nor undetermined, and a breached one is decided at least in part.

usage: packs.py FOLDER_OF_THE_COMMAND

With ABIDE_UPDATE_GOLDENS=1 in the environment the golden is written anew. Runs the command once for
each pack and once for each log.
"""

import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import decide
import library

LOGS = pathlib.Path("tests/testdata/sources")
GOLDEN = pathlib.Path("tests/testdata/rules/packs/expected")
# Folders of rules that are no packs.
NO_PACKS = {"facts", "sources"}
# Logs that hold bad records on purpose (LOGS/README.md), so that the exit is 4.
BAD = {"azure-apim": 1}


def check(folder, rules, *arguments):
    """The exit and standard output."""
    command = [os.path.join(folder, "abide"), "check", "--quiet", "--rules", rules, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1, 4):
        raise SystemExit(f"{' '.join(command)} exits with {done.returncode}:\n{done.stderr}")
    return done.returncode, done.stdout


def pack_faults(folder, pack, logs):
    code, text = check(folder, str(pack), "--format", "json", *logs)
    report = json.loads(text)
    # A record is bad only for a pack that asks what can't be read in it.
    bad = report["bad_records"]
    faults = [] if bad <= sum(BAD.values()) else [f"{pack}: {bad} bad records, not {sum(BAD.values())}"]
    if (code == 4) != (bad > 0):
        faults.append(f"{pack}: exit {code} with {bad} bad records")
    for log in report["logs"]:
        name = pathlib.Path(log["path"]).parent.name
        if log["source"] != name.replace("-", "_"):
            faults.append(f"{pack} reads {log['path']} by source {log['source']}")
    if not report["clauses"]:
        faults.append(f"{pack} has no clauses")
    return faults


def useless(folder, packs):
    """Packs that no project begins with but that of an auditor, which has all."""
    begun = set()
    with tempfile.TemporaryDirectory() as where:
        for whom in ("consumer", "provider"):
            place = pathlib.Path(where) / whom
            subprocess.run([os.path.join(folder, "abide"), "init", "-q", "--for", whom, str(place)], check=True)
            begun |= {path.name for path in (place / "rules").iterdir()}
    return [f"{pack}: is in the project of nobody (src/cli/init_command.cpp)" for pack in packs
            if pack.name not in begun]


def described(name, code, report):
    """A log's line of the golden, and of each policy with undetermined clauses one more."""
    breached = [clause["id"] for clause in report["clauses"] if clause["breached"]]
    policies = collections.defaultdict(set)
    for clause in report["clauses"]:
        if clause["undetermined"]:
            policies[clause["policy"]].add(clause["id"].partition("/")[2])
    lines = [f"{name}: exit {code}, {report['bad_records']} bad records, "
             f"breached: {', '.join(breached) or 'none'}"]
    return lines + [f"  undetermined in {policy}: {', '.join(sorted(policies[policy]))}"
                    for policy in sorted(policies)]


def disagreements(name, report, held):
    """Where the report contradicts the table."""
    mappings = held.sources[name.replace("-", "_")]
    clauses = {(each.id, each.version): each for each in held.clauses}
    faults = []
    for seen in report["clauses"]:
        clause = clauses[seen["id"], seen["version"]]
        sign, _ = decide.decide(clause, mappings, held.events)
        if sign == decide.SILENT and (seen["breached"] or seen["undetermined"]):
            faults.append(f"{name}: {seen['id']} is {seen['status']}, but not exercised in the table")
        if sign == decide.UNDETERMINED and seen["breached"]:
            faults.append(f"{name}: {seen['id']} is breached, but undetermined in the table")
    return faults


def main():
    folder = sys.argv[1]
    logs = sorted(LOGS.glob("*/log.ndjson"))
    packs = sorted({path.parent for path in pathlib.Path("rules").glob("*/*.abide")
                    if path.parent.name not in NO_PACKS})
    if not packs or not logs:
        raise SystemExit("no packs or no logs: is this the repository's root?")
    faults = [fault for pack in packs for fault in pack_faults(folder, pack, logs)]
    faults += useless(folder, packs)
    held = library.Library(check(folder, "rules", "--dump", "checked")[1])
    lines = []
    for log in logs:
        name = log.parent.name
        code, text = check(folder, "rules", "--format", "json", log)
        report = json.loads(text)
        lines += described(name, code, report)
        faults += disagreements(name, report, held)
        if report["bad_records"] != BAD.get(name, 0):
            faults.append(f"{name}: {report['bad_records']} bad records, not {BAD.get(name, 0)}")
    faults += library.compare(GOLDEN, "".join(line + "\n" for line in lines))
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

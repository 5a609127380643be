"""Asks about the events of every example log, and compares what is told with the findings of the
report: the verdicts of each clause at each event.

usage: examples.py FOLDER_OF_THE_COMMAND

Of a log of more than MOST_LINES lines SOME_LINES, half of them such that have findings.
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

MOST_LINES = 45
SOME_LINES = 20
NO_SUCH_EVENT = "C0172"


def run(words):
    return subprocess.run(["abide", "check", "-q", *words], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=120)


def examples():
    for folder in sorted(pathlib.Path("examples").iterdir()):
        logs = folder / "logs"
        for rules in (folder / "rules", folder / "case.abide", folder / "what-if"):
            if logs.exists() and rules.exists():
                yield [f"--rules={rules}", str(logs)]


def expected_of(words):
    """Verdicts by log and line, then clause; and how many lines each log may have."""
    report = json.loads(run([*words, "--format", "json"]).stdout)
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    for finding in report["findings"]:
        event = finding["event"]
        found[event["log"], event["line"]][finding["clause"]].append(finding["verdict"])
    return found, {log["path"]: log["records"] for log in report["logs"]}


def lines_of(log, records, found):
    lines = range(1, records + 1)
    if records <= MOST_LINES:
        return lines
    with_findings = sorted({line for path, line in found if path == log})
    half = SOME_LINES // 2
    return sorted({*lines[::records // half + 1],
                   *with_findings[::len(with_findings) // half + 1]})


def fault_of(words, log, line, expected):
    """What is wrong, in words; and whether there was an event."""
    done = run([*words, "--explain-event", f"{log}:{line}", "--format", "json"])
    if done.returncode == 2 and NO_SUCH_EVENT in done.stderr:
        return (f"{log}:{line}: no event, and the report has {expected}" if expected else None), 0
    if done.returncode != 0:
        return f"{log}:{line}: exits with {done.returncode}: {done.stderr}", 0
    told = collections.defaultdict(list)
    for event in json.loads(done.stdout)["events"]:
        for clause in event["clauses"]:
            verdicts = [finding["verdict"] for finding in clause["findings"]]
            told[clause["id"]] += verdicts
            if clause["outcome"] == "findings" and not verdicts:
                return f"{log}:{line}: {clause['id']} has no verdict", 1
    for clause in set(told) | set(expected):
        if sorted(told[clause]) != sorted(expected.get(clause, [])):
            return (f"{log}:{line}: {clause}: told {told[clause]}, "
                    f"the report has {expected.get(clause, [])}"), 1
    return None, 1


def main():
    os.environ["PATH"] = os.path.abspath(sys.argv[1]) + ":" + os.environ["PATH"]
    faults, events, findings = [], 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for words in examples():
            found, logs = expected_of(words)
            findings += len(found)
            tasks = [pool.submit(fault_of, words, log, line, found.get((log, line), {}))
                     for log, records in logs.items() for line in lines_of(log, records, found)]
            for task in tasks:
                fault, count = task.result()
                events += count
                faults += [fault] if fault else []
    for fault in faults:
        print(fault)
    print(f"{events} events asked about; the reports have findings at {findings}; {len(faults)} faults")
    return 1 if faults or not events or not findings else 0


sys.exit(main())

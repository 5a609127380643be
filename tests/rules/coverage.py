"""Runs the tests of the rules that ship, and looks whether all pass and whether they have seen the
norm and each exception of each clause true, false and unknown, and each condition that stands in the
clause's own file true and false (of a definition that many share, each clause need not see all).

usage: coverage.py FOLDER_OF_THE_COMMAND
"""

import json
import os
import subprocess
import sys

PARTS = ("norm", "exception")


def unseen(clause):
    """What the tests have not seen of a clause, in words."""
    for point in clause["points"]:
        place = point["place"]
        is_own = place["file"] == clause["place"]["file"]
        truths = ("true", "false", "unknown") if point["part"] in PARTS else ("true", "false") if is_own else ()
        for truth in truths:
            if not point[truth]:
                yield (f"{place['file']}:{place['line']}: {clause['clause']}: the {point['part']} "
                       f"`{point['text']}` was never seen {truth}")


def main():
    command = [os.path.join(sys.argv[1], "abide"), "test", "--coverage", "--format", "json", "rules"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=550)
    if done.returncode not in (0, 1):
        raise SystemExit(f"exits with {done.returncode}:\n{done.stderr}")
    report = json.loads(done.stdout)
    faults = [f"{test['place']['file']}:{test['place']['line']}: test \"{test['title']}\" {test['result']}"
              for test in report["tests"] if test["result"] != "passed"]
    faults += [fault for clause in report["coverage"] for fault in unseen(clause)]
    if done.returncode or report["failed"] or not report["passed"] or not report["coverage"]:
        faults.append(f"exit {done.returncode}, {report['passed']} tests passed, {report['failed']} failed, "
                      f"{len(report['coverage'])} clauses covered")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""Compares what formulas say of logs with the breaches that the language's reference finds.

usage: compare.py WRITE_CASES ARGUMENT…

The cases come from write_cases. Rules that have no formula are counted by what stands in the way.
"""

import collections
import json
import subprocess
import sys

import formula
import monitor


def difference(case, parsed, signature):
    for log in case["logs"]:
        points = monitor.read_log(log["log"], signature)
        found = {numbers for _, numbers in monitor.Monitor(parsed, points).verdicts()}
        expected = {tuple(numbers) for numbers in log["breaches"]}
        if found != expected:
            yield (f"{case['rule']}\n{case['formula']}\n{log['log']}\n"
                   f"the formula holds for {sorted(found)}, the breaches are {sorted(expected)}")
            return


def main():
    done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True, check=True, timeout=300)
    refused, formulas, logs, breaches, failed = collections.Counter(), 0, 0, 0, 0
    for line in done.stdout.splitlines():
        case = json.loads(line)
        if "refused" in case:
            refused[case["refused"].partition("counterpart of ")[2]] += 1
            continue
        formulas += 1
        logs += len(case["logs"])
        breaches += sum(len(log["breaches"]) for log in case["logs"])
        try:
            signature = monitor.read_signature(case["signature"])
            parsed = formula.Parser(case["formula"]).parse()
            formula.check(parsed)
            faults = list(difference(case, parsed, signature))
        except formula.Wrong as wrong:
            faults = [f"{case['rule']}\n{case['formula']}\n{wrong}"]
        for fault in faults:
            failed += 1
            if failed <= 5:
                print(fault + "\n")
    print(f"{formulas} formulas on {logs} logs with {breaches} breaches: {failed} differ")
    for what, count in refused.most_common():
        print(f"  {count} left out: {what}")
    sys.exit(1 if failed or formulas == 0 or breaches == 0 else 0)


main()

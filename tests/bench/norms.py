"""What an event costs, norm by norm, and what a key costs in memory.

usage: norms.py FOLDER_OF_THE_COMMAND [EVENTS [KEYS…]]

For each norm a rule file with one clause, and for each number of keys a log of EVENTS events (one a
second, so that windows fill and evict; a million if not said), of which each speaks of one key.
Printed are nanoseconds an event on one processor, the log's reading in them, and the bytes a key
that the peak memory grew over the run with the fewest keys. What reading alone costs is the line
`nothing`, whose clause looks at no field.
"""

import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

VOCABULARY = """event call
  user   string
  model  string
  cost   number
event grant
  user   string
  model  string
event incident
  ticket string
event notice
  ticket string
event stop
  user   string
  model  string
event go
  user   string
  model  string

state stopped(user, model)
  starts on stop at stop.user, stop.model
  ends   on go   at go.user, go.model

policy bench "Bench"
"""

NORMS = {
    "nothing": "forbid stop where user == \"nobody\"",
    "forbid": "forbid call where cost > 99",
    "before require": "before call require grant within 7 days "
    "where grant.user == call.user and grant.model == call.model",
    "preceded by, no since": "forbid call where not preceded by (grant g where g.user == call.user)"
    " with no (stop s where s.user == g.user) since",
    "after require": "after incident require notice within 30 minutes "
    "where notice.ticket == incident.ticket",
    "after forbid": "after stop within 1 hour forbid call where call.user == stop.user",
    "around require": "around incident require (notice within 30 minutes "
    "where notice.ticket == incident.ticket)",
    "around forbid": "around stop forbid go within 5 minutes where go.user == stop.user",
    "sum in a condition": "forbid call "
    "where sum(c.cost of call c within 24 hours where c.user == call.user) > 1M",
    "limit over": "limit sum(cost of call) to 1M per user over 24 hours",
    "limit each": "limit sum(cost of call) to 1M per user each day",
    "state": "forbid call where stopped(user, model) and cost > 99",
}


def write_log(path, events, keys):
    """One event a second; most are calls."""
    numbers = random.Random(7)
    with open(path, "w", encoding="ascii") as log:
        for i in range(events):
            stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_700_000_000 + i))
            key = numbers.randrange(keys)
            what = numbers.randrange(100)
            both = f'"user":"u{key}","model":"m{key % 5}"'
            if what < 70:
                body = f'"event":"call",{both},"cost":{numbers.randrange(100)}'
            elif what < 80:
                body = f'"event":"grant",{both}'
            elif what < 88:
                body = f'"event":"incident","ticket":"t{key}"'
            elif what < 96:
                body = f'"event":"notice","ticket":"t{key}"'
            else:
                body = f'"event":"{"stop" if what < 98 else "go"}",{both}'
            log.write(f'{{"time":"{stamp}",{body}}}\n')


def run(command, rules, log):
    """Seconds of processor time, and peak memory in bytes."""
    child = subprocess.Popen(
        [command, "check", "--quiet", "--fail-on", "never", "--max-findings", "1000",
         "--rules", rules, log],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"norms.py: the check of {rules} ended with {status}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def main():
    command = str(pathlib.Path(sys.argv[1], "abide"))
    events = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    keys = [int(number) for number in sys.argv[3:]] or [10, 10_000, 1_000_000]
    with tempfile.TemporaryDirectory() as folder:
        logs = {count: os.path.join(folder, f"{count}.ndjson") for count in keys}
        for count, log in logs.items():
            write_log(log, events, count)
        head = "".join(f"{count:>12,} keys" for count in keys)
        print(f"{'nanoseconds an event':<24}{head}{'bytes a key':>14}")
        for name, norm in NORMS.items():
            rules = os.path.join(folder, "rules.abide")
            clause = f'clause c "C"\n  {norm}\n'
            pathlib.Path(rules).write_text(VOCABULARY + clause, encoding="ascii")
            cells, memory = "", {}
            for count, log in logs.items():
                seconds, memory[count] = run(command, rules, log)
                cells += f"{seconds / events * 1e9:>17,.0f}"
            most, least = max(keys), min(keys)
            live = min(most, events)
            bytes_a_key = (memory[most] - memory[least]) / live if most > least else 0
            print(f"{name:<24}{cells}{bytes_a_key:>14,.0f}", flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()

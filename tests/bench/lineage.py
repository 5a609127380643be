"""What lineage costs: many artifacts, many flows.

usage: lineage.py FOLDER_OF_THE_COMMAND [ARTIFACTS [FLOWS]]

Writes a log in which data is born in a tenth of the artifacts and flows on from artifact to artifact
(a million and ten million events, if not said), with amounts, and a training now and then whose
share and path are asked. Printed are the processor time an event, and the peak memory an artifact,
for whether (`derive from`) and for how much (`share`).
"""

import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

VOCABULARY = """event use
  made   list of artifact
  flow   -> made
event move
  inputs  list of artifact
  output  artifact
  amounts list of number
  flow    inputs -> output weighed by amounts
event train
  model    artifact
  datasets list of artifact
  flow     datasets -> model

policy bench "Bench"
"""

CLAUSES = {
    "derive from": "forbid train where datasets derive from use",
    "share": "forbid train where share(datasets from use) > 10%",
}


def write_log(path, artifacts, flows):
    numbers = random.Random(7)
    with open(path, "w", encoding="ascii", buffering=1 << 20) as log:
        for i in range(flows):
            if i % 1000 == 0:
                stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(1_700_000_000 + i // 1000))
            head = f'{{"time":"{stamp}.{i % 1000:03}Z",'
            what = numbers.randrange(1000)
            if what < 100:
                log.write(f'{head}"event":"use","made":["a{numbers.randrange(artifacts // 10)}"]}}\n')
            elif what < 999:
                two = f'"a{numbers.randrange(artifacts)}","a{numbers.randrange(artifacts)}"'
                log.write(f'{head}"event":"move","inputs":[{two}],"amounts":[{i % 7 + 1},{i % 11}],'
                          f'"output":"a{numbers.randrange(artifacts)}"}}\n')
            else:
                log.write(f'{head}"event":"train","model":"m{i}","datasets":'
                          f'["a{numbers.randrange(artifacts)}"]}}\n')


def main():
    command = str(pathlib.Path(sys.argv[1], "abide"))
    artifacts = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    flows = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000_000
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log.ndjson")
        write_log(log, artifacts, flows)
        for name, norm in CLAUSES.items():
            rules = os.path.join(folder, "rules.abide")
            pathlib.Path(rules).write_text(f'{VOCABULARY}clause c "C"\n  {norm}\n', encoding="ascii")
            child = subprocess.Popen(
                [command, "check", "--quiet", "--fail-on", "never", "--max-findings", "1000",
                 "--rules", rules, log], stdout=subprocess.DEVNULL)
            _, status, used = os.wait4(child.pid, 0)
            if status != 0:
                sys.exit(f"lineage.py: the check ended with {status}")
            seconds = used.ru_utime + used.ru_stime
            memory = used.ru_maxrss * 1024
            print(f"{name:<12} {seconds:>6.1f} s, {seconds / flows * 1e9:>6.0f} ns an event, "
                  f"{memory / 2**20:>6.0f} MiB, {memory / artifacts:>5.0f} bytes an artifact",
                  flush=True)


if __name__ == "__main__":
    main()

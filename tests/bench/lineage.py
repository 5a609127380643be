"""What lineage costs: data is born in a tenth of the artifacts and flows on from artifact to
artifact, with amounts, and a training now and then asks whether (`derive from`) and how much
(`share`)."""

import random
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
    stamp = ""
    with open(path, "w", encoding="ascii", buffering=1 << 20) as log:
        for i in range(flows):
            if i % 1000 == 0:
                stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(1_700_000_000 + i // 1000))
            head = f'{{"time":"{stamp}.{i % 1000:03}Z",'
            what = numbers.randrange(1000)
            if what < 100:
                made = f'"a{numbers.randrange(artifacts // 10)}"'
                log.write(f'{head}"event":"use","made":[{made}]}}\n')
            elif what < 999:
                two = f'"a{numbers.randrange(artifacts)}","a{numbers.randrange(artifacts)}"'
                log.write(f'{head}"event":"move","inputs":[{two}],"amounts":[{i % 7 + 1},{i % 11}],'
                          f'"output":"a{numbers.randrange(artifacts)}"}}\n')
            else:
                log.write(f'{head}"event":"train","model":"m{i}","datasets":'
                          f'["a{numbers.randrange(artifacts)}"]}}\n')


def lineage(bench):
    artifacts, flows = bench.options.artifacts, bench.options.flows
    log = bench.folder / "lineage.ndjson"
    write_log(log, artifacts, flows)
    section = bench.section(f"Lineage, {artifacts:,} artifacts, {flows:,} flows", [
        ("line", "question", "text"), ("nanoseconds", "ns an event", "count"),
        ("events", "events/s", "count"), ("memory", "peak, MiB", "mebibytes"),
        ("bytes", "bytes an artifact", "count")])
    for name, norm in CLAUSES.items():
        rules = bench.written("lineage.abide", f'{VOCABULARY}clause c "C"\n  {norm}\n')
        best = bench.best(bench.check(rules, log))
        section.add(line=name, nanoseconds=best.processor / flows * 1e9,
                    events=flows / best.processor, memory=best.memory,
                    bytes=best.memory / artifacts)
    log.unlink()

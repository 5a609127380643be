"""What an event costs, norm by norm, and what a key costs in memory.

Each norm stands alone in its rule file. Two logs of small events are judged: a mixed one, one event
a second of a thousand users and five models; and one event a millisecond in which each key is new,
so that all of them are alive at the end, and every eleventh event asks about one of them.
"""

import random
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

# What is remembered, what asks for it, and the norm.
NORMS = {
    "nothing": ("stop", "call", "forbid stop where user == \"nobody\""),
    "forbid": ("call", "call", "forbid call where cost > 98"),
    "before require, two keys, 7 days": (
        "grant", "call", "before call require grant within 7 days "
        "where grant.user == call.user and grant.model == call.model"),
    "preceded by, no since": (
        "grant", "call", "forbid call where not preceded by (grant g where g.user == call.user)"
        " with no (stop s where s.user == g.user) since"),
    "after require, 30 minutes": (
        "incident", "notice", "after incident require notice within 30 minutes "
        "where notice.ticket == incident.ticket"),
    "after forbid, 1 hour": (
        "stop", "call", "after stop within 1 hour forbid call where call.user == stop.user"),
    "around require, 30 minutes": (
        "incident", "notice", "around incident require (notice within 30 minutes "
        "where notice.ticket == incident.ticket)"),
    "around forbid, 5 minutes": (
        "stop", "go", "around stop forbid go within 5 minutes where go.user == stop.user"),
    "sum per user, 24 hours, judged at every call": (
        "call", "call", "forbid call "
        "where sum(c.cost of call c within 24 hours where c.user == call.user) > 4500"),
    "limit per user over 24 hours": (
        "call", "call", "limit sum(cost of call) to 4500 per user over 24 hours"),
    "limit per user each day": (
        "call", "call", "limit sum(cost of call) to 4500 per user each day"),
    "state of two keys": (
        "stop", "call", "forbid call where stopped(user, model) and cost > 98"),
}

USERS = 1000


def body(kind, key, numbers):
    if kind in ("incident", "notice"):
        return f'"event":"{kind}","ticket":"t{key}"'
    cost = f',"cost":{numbers.randrange(100)}' if kind == "call" else ""
    return f'"event":"{kind}","user":"u{key}","model":"m{key % 5}"{cost}'


# What no rule reads.
REST = '"region":"eu-west-1","trace":"4bf92f3577b34da6"'


def write_mixed(path, events):
    numbers = random.Random(7)
    kinds = ["call"] * 70 + ["grant"] * 10 + ["incident"] * 8 + ["notice"] * 8 + ["stop"] * 2
    kinds += ["go"] * 2
    with open(path, "w", encoding="ascii", buffering=1 << 20) as log:
        for i in range(events):
            stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_700_000_000 + i))
            kind = kinds[numbers.randrange(100)]
            log.write(f'{{"time":"{stamp}","id":"e{i}",'
                      f'{body(kind, numbers.randrange(USERS), numbers)},{REST}}}\n')


def write_live(path, keys, remembered, asks):
    """The number of its events."""
    numbers = random.Random(7)
    events = keys + keys // 10
    key = 0
    stamp = ""
    with open(path, "w", encoding="ascii", buffering=1 << 20) as log:
        for i in range(events):
            if i % 1000 == 0:
                stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(1_700_000_000 + i // 1000))
            if i % 11 == 10:
                what = body(asks, numbers.randrange(key), numbers)
            else:
                what = body(remembered, key, numbers)
                key += 1
            log.write(f'{{"time":"{stamp}.{i % 1000:03}Z","id":"e{i}",{what},{REST}}}\n')
    return events


def rules_of(bench, norm):
    return bench.written("norm.abide", f'{VOCABULARY}clause c "C"\n  {norm}\n')


def measure_live(bench, rows):
    """Nanoseconds an event and bytes a key into the rows; a log for those that share one."""
    keys = bench.options.keys
    nothing = NORMS["nothing"][2]
    log = bench.folder / "live.ndjson"
    for pair in sorted({(remembered, asks) for remembered, asks, _ in NORMS.values()}):
        events = write_live(log, keys, *pair)
        base = bench.best(bench.check(rules_of(bench, nothing), log), seconds=0)
        for name, (remembered, asks, norm) in NORMS.items():
            if (remembered, asks) != pair:
                continue
            best = bench.best(bench.check(rules_of(bench, norm), log), seconds=3)
            rows[name]["live"] = best.processor / events * 1e9
            if name not in ("nothing", "forbid"):
                rows[name]["bytes"] = max(0, best.memory - base.memory) / keys
        log.unlink()


def norms(bench):
    events, keys = bench.options.small_events, bench.options.keys
    log = bench.folder / "mixed.ndjson"
    write_mixed(log, events)
    section = bench.section(
        f"Temporal norms, each alone: {events:,} events of {log.stat().st_size / events:.0f} bytes,"
        f" one a second, {USERS:,} users; then {keys:,} live keys", [
            ("line", "norm", "text"), ("nanoseconds", "ns an event", "count"),
            ("events", "events/s", "count"), ("memory", "peak, MiB", "mebibytes"),
            ("live", f"ns an event, {keys:,} keys", "count"), ("bytes", "bytes a key", "count")])
    rows = {}
    for name, (_, _, norm) in NORMS.items():
        best = bench.best(bench.check(rules_of(bench, norm), log), seconds=4)
        rows[name] = {"line": name, "nanoseconds": best.processor / events * 1e9,
                      "events": events / best.processor, "memory": best.memory}
    log.unlink()
    measure_live(bench, rows)
    for row in rows.values():
        section.add(**row)

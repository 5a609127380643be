"""The line that reads logs through the sources that ship, against events of Abide's own form."""

import datetime
import json
import pathlib
import re

from bench import Failure

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests/testdata/sources"
SOURCES = ROOT / "rules/sources"

COLUMNS = [("source", "source", "text"), ("record", "bytes a record", "count"),
           ("events", "events/s", "count"), ("bytes", "MB/s", "mega"),
           ("canonical_events", "canonical events/s", "count"),
           ("canonical_bytes", "canonical MB/s", "mega"), ("ratio", "MB/s / canonical", "ratio")]


def events_of(bench, rules, record):
    log = bench.written("one.ndjson", record + "\n")
    out = bench.run([bench.abide, "check", "--source", source_name(rules), "--rules", str(rules),
                     "--dump", "events", str(log)])
    return [json.loads(line) for line in out.splitlines()]


def first_taken(bench, rules, name):
    """A record of which the source makes events without a problem, and those events."""
    for record in (FIXTURES / name / "log.ndjson").read_text(encoding="utf-8").splitlines():
        try:
            events = events_of(bench, rules, record)
        except Failure:
            continue
        if events:
            return record, events
    raise Failure(f"{name}: no record of its fixture becomes an event")


def source_name(rules):
    lines = rules.read_text(encoding="utf-8").splitlines()
    return next(line.split()[1] for line in lines if line.startswith("source "))


def judging(bench, rules, events):
    """Rules that ask for every kind of the events, and breach nothing."""
    kinds = sorted({event["event"] for event in events})
    clauses = (f'\nclause c{number} "Nothing"\n  forbid {kind} where id else "some" == "none"\n'
               for number, kind in enumerate(kinds))
    return bench.written("judging.abide", f'import "{rules}"\n' + "".join(clauses))


def drop_last_leaf(value):
    """False if nothing is left of it."""
    if not isinstance(value, (dict, list)) or not value:
        return False
    last = list(value)[-1] if isinstance(value, dict) else len(value) - 1
    if not drop_last_leaf(value[last]):
        del value[last]
    return bool(value)


def dumped(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def canonical_lines(events, record):
    """The events, and in a member of the first as much of the record as makes them of its size; none
    where they are longer."""
    lines = [dumped(event) for event in events]
    rest = json.loads(record)
    room = len(record.encode()) - sum(len(line.encode()) + 1 for line in lines) - len(',"ext":')
    while rest and len(dumped(rest).encode()) > room:
        drop_last_leaf(rest)
    if rest:
        lines[0] = lines[0][:-1] + ',"ext":' + dumped(rest) + "}"
    return lines


# Dates with a time of day, and counts since 1970 in seconds or thousandths of them and less.
TIME = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d:\d\d)"
                  r"|(?<![\w.-])1[4-9]\d{8}(?:\d{3}){0,3}(?!\w)")
# Until the year 2261, which is the last that there is.
MOST_SECONDS = 200 * 365 * 86_400


def later(text, seconds):
    """The text with all of its times so much later."""
    def moved(match):
        if match[1] is None:
            return str(int(match[0]) + seconds * 10 ** (len(match[0]) - 10))
        time = datetime.datetime.fromisoformat(f"{match[1]}T{match[3]}")
        time += datetime.timedelta(seconds=seconds)
        return time.strftime(f"%Y-%m-%d{match[2]}%H:%M:%S")
    return TIME.sub(moved, text)


def seconds_of(events):
    """From the first of the events until behind the last."""
    times = [datetime.datetime.fromisoformat(event["time"][:19]) for event in events]
    return int((max(times) - min(times)).total_seconds()) + 1


def check_moves(bench, rules, record, events):
    """That a record's events are as much later as the record is."""
    moved = [later(event["time"], 86_400) for event in events]
    if [event["time"] for event in events_of(bench, rules, later(record, 86_400))] != moved:
        raise Failure(f"{rules.stem}: the bench does not find all times of its record")


def repeated(bench, name, lines, span):
    """The lines again and again, each time as much later as a log's next record is."""
    block = "".join(line + "\n" for line in lines)
    count = max(1, bench.options.events * 200 // len(block.encode()))
    span = max(1, min(span, MOST_SECONDS // count))
    return bench.written(name, "".join(later(block, span * i) for i in range(count))), count


def sources(bench):
    """One thread, one record of each log again and again, from one to the next as much later as its
    events last. The canonical log has the same events, and as much of the record in a member as makes
    them of the same size."""
    section = bench.section("Sources, one thread", COLUMNS)
    for folder in sorted(path for path in FIXTURES.iterdir() if path.is_dir()):
        rules = SOURCES / f"{folder.name}.abide"
        record, events = first_taken(bench, rules, folder.name)
        check_moves(bench, rules, record, events)
        span = seconds_of(events)
        lines = canonical_lines(events, record)
        raw, raw_count = repeated(bench, "raw.ndjson", [record], span)
        same, same_count = repeated(bench, "canonical.ndjson", lines, span)
        clauses = judging(bench, rules, events)
        best = bench.compare({
            "raw": bench.check(clauses, raw, options=["--source", source_name(rules)]),
            "same": bench.check(clauses, same, options=["--source", "canonical"])}, 2.0)
        seconds, same_seconds = best["raw"].processor, best["same"].processor
        raw_speed = raw.stat().st_size / seconds
        same_speed = same.stat().st_size / same_seconds
        section.add(source=folder.name, record=len(record.encode()),
                    events=raw_count * len(events) / seconds, bytes=raw_speed,
                    canonical_events=same_count * len(events) / same_seconds,
                    canonical_bytes=same_speed, ratio=raw_speed / same_speed)

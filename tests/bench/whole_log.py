"""The lines that judge a whole log by many clauses: speed, memory, strictness, disorder, start."""

from bench import Failure

SPEED = [("line", "command", "text"), ("ratio", "speed / On-Demand", "ratio"),
         ("events", "events/s", "count"), ("bytes", "MB/s", "mega"),
         ("processor", "processor, s", "seconds"), ("seconds", "start to exit, s", "seconds"),
         ("memory", "peak, MiB", "mebibytes"), ("runs", "runs", "count")]


def add_speed(bench, section, line, best, ratio):
    size = bench.log().stat().st_size
    section.add(line=line, ratio=ratio, events=bench.options.events / best.processor,
                bytes=size / best.processor, processor=best.processor, seconds=best.seconds,
                memory=best.memory, runs=best.runs)


def one_window(bench, clauses):
    """The generated rules without all but the first of those that sum over a window."""
    head, *rest = bench.rules(clauses).read_text(encoding="utf-8").split("\nclause ")
    windows = [text for text in rest if "sum(" in text]
    kept = [text for text in rest if "sum(" not in text or text is windows[0]]
    return bench.written(f"window_{clauses}.abide", head + "".join("\nclause " + t for t in kept))


def extraction(bench, what):
    return [str(bench.binaries / "bench_extract"), what, str(bench.log())]


def full_check(bench):
    """Against On-Demand extraction of 15 fields, one thread, processor time."""
    log = bench.log()
    sizes = (10, 100, 1000)
    commands = {"On-Demand, 15 fields": extraction(bench, "fields")}
    for clauses in sizes:
        commands[f"check, {clauses:,} clauses"] = bench.check(bench.rules(clauses), log)
        commands[f"check, {clauses:,} clauses, one with a window"] = bench.check(
            one_window(bench, clauses), log)
    best = bench.compare(commands)
    base = best["On-Demand, 15 fields"].processor
    section = bench.section("Full check, one thread, file read included", SPEED)
    for line, one in best.items():
        add_speed(bench, section, line, one, base / one.processor)
    for kind in ("", ", one with a window"):
        ratio = base / best[f"check, 100 clauses{kind}"].processor
        bench.target(f"full check / On-Demand extraction, 100 clauses{kind}", f"{ratio:.2f}",
                     "0.35", "0.60", ratio >= 0.35)
        ratio = (best[f"check, 100 clauses{kind}"].processor
                 / best[f"check, 1,000 clauses{kind}"].processor)
        bench.target(f"1,000 clauses / 100 clauses{kind}", f"{ratio:.2f}", "0.80", "0.95",
                     ratio >= 0.80)


def threads(bench):
    """By the clock: what is saved is time, not work."""
    if not bench.knows_jobs:
        bench.note("threads: left out, `abide check` has no --jobs")
        return
    rules = one_window(bench, 100)
    best = bench.compare({jobs: bench.check(rules, bench.log(), jobs=jobs) for jobs in (1, 2)})
    ratio = best[1].seconds / best[2].seconds
    bench.target("two threads / one thread", f"{ratio:.2f}", "1.70", "1.95", ratio >= 1.7)
    section = bench.section("Threads, 100 clauses, one with a window", SPEED)
    for jobs, one in best.items():
        add_speed(bench, section, f"--jobs {jobs}", one, None)


def strict(bench):
    """All JSON validated, against a DOM of each line."""
    commands = {"DOM of each line": extraction(bench, "dom")}
    for clauses in (10, 100):
        commands[f"check --strict, {clauses} clauses, one with a window"] = bench.check(
            one_window(bench, clauses), bench.log(), options=["--strict"])
    best = bench.compare(commands)
    base = best["DOM of each line"].processor
    columns = [(key, heading.replace("On-Demand", "DOM"), form) for key, heading, form in SPEED]
    section = bench.section("--strict, one thread", columns)
    for line, one in best.items():
        add_speed(bench, section, line, one, base / one.processor)
    ratio = base / best["check --strict, 100 clauses, one with a window"].processor
    bench.target("--strict / DOM parse, 100 clauses, one with a window", f"{ratio:.2f}", "0.40",
                 "0.60", ratio >= 0.40)


# So few that the shorter log has all of them.
FEW = ("--users", 500, "--accounts", 100, "--outputs", 1000, "--sets", 100, "--models", 50)
# What is remembered of them goes at most six hours back.
MEMORY = """
policy bench "Bench"
clause spend "Spend"
  forbid inference
           where sum(i.cost_usd of inference i within 6 hours where i.user == inference.user) > 90
clause ceiling "Ceiling"
  limit sum(cost_usd of inference) to 60 per account over 6 hours
clause approved "Approved"
  before training require approval within 6 hours where approval.subject == training.model
clause lifted "Lifted"
  after suspension
  require reinstatement within 6 hours where reinstatement.account == suspension.account
clause suspended "Suspended"
  forbid inference where suspended(account)
clause derived "Derived"
  forbid training where datasets derive from (inference where provider == "openai")
"""


def memory(bench):
    """Peak memory over two logs with the same keys and window contents, one so much longer."""
    events, factor = bench.options.memory_events, bench.options.memory_factor
    rules = bench.written("memory.abide", bench.vocabulary() + MEMORY)
    section = bench.section("Peak memory, the same keys and window contents", [
        ("events", "events", "count"), ("bytes", "log, MB", "mega"),
        ("memory", "peak, MiB", "mebibytes"), ("processor", "processor, s", "seconds")])
    peaks = []
    for count in (events, factor * events):
        log = bench.generated("memory.ndjson", "log", count, *FEW,
                              "--gap", max(1, 2 * 86_400_000 // events))
        one = bench.runs_of(bench.check(rules, log), 1)[0]
        peaks.append(one[2])
        section.add(events=count, bytes=log.stat().st_size, memory=one[2], processor=one[1])
        log.unlink()
    growth = peaks[1] / peaks[0] - 1
    bench.target(f"peak memory, a log {factor} times as long", f"{growth:+.1%}", "+10 %", "0",
                 growth <= 0.10)


def start(bench):
    """By the clock: the medians of many runs of what takes milliseconds."""
    section = bench.section("Start and compile, medians from start to exit", [
        ("line", "command", "text"), ("median", "median, ms", "milliseconds"),
        ("least", "least, ms", "milliseconds"), ("memory", "peak, MiB", "mebibytes"),
        ("runs", "runs", "count")])
    ten = bench.generated("ten.ndjson", "log", 10)
    empty = bench.written("empty.ndjson", "")
    commands = {
        "version": [bench.abide, "version"],
        "check, 10 clauses, ten lines": bench.check(bench.rules(10), ten),
        "check, 100 clauses, ten lines": bench.check(bench.rules(100), ten),
        "check, 1,000 clauses, empty log": bench.check(bench.rules(1000), empty),
        "plan, 1,000 clauses": [bench.abide, "plan", "--rules", str(bench.rules(1000))],
    }
    took = {}
    for line, command in commands.items():
        best = bench.median(command)
        took[line] = best.median
        section.add(line=line, median=best.median, least=best.seconds, memory=best.memory,
                    runs=best.runs)
    compile_time = took["check, 1,000 clauses, empty log"] - took["version"]
    bench.target("parse, check and compile 1,000 clauses", f"{compile_time * 1e3:.0f} ms",
                 "200 ms", "50 ms", compile_time <= 0.2)
    whole = took["check, 100 clauses, ten lines"]
    bench.target("start to exit on a ten-line log, 100 clauses", f"{whole * 1e3:.1f} ms", "20 ms",
                 "5 ms", whole <= 0.02)


PLACES = {"log", "line", "offset", "length", "place"}


def without_places(value):
    if isinstance(value, dict):
        return {key: without_places(each) for key, each in value.items() if key not in PLACES}
    if isinstance(value, list):
        return [without_places(each) for each in value]
    return value


def disorder(bench):
    """The same log in order, shuffled within a minute, and shuffled wholly: one second an event."""
    rules = bench.rules(10)
    events = bench.options.events
    logs = {"in order": [], "shuffled within a minute": ["--disorder", 60],
            "shuffled wholly": ["--disorder", "whole"]}
    paths = {name: bench.generated(f"{name.replace(' ', '_')}.ndjson", "log", events, "--outputs",
                                   events, *options) for name, options in logs.items()}
    best = bench.compare({name: bench.check(rules, path) for name, path in paths.items()})
    section = bench.section("Disorder, 10 clauses", [
        ("line", "log", "text"), ("ratio", "time / in order", "ratio"),
        ("processor", "processor, s", "seconds"), ("seconds", "start to exit, s", "seconds"),
        ("memory", "peak, MiB", "mebibytes"), ("findings", "findings", "count")])
    expected = None
    for name, path in paths.items():
        report = bench.report(rules, path)
        found = without_places([report["findings"], report["clauses"]])
        expected = expected or found
        if found != expected:
            raise Failure(f"disorder: the findings of the log {name} are not those of the log in "
                          "order")
        one = best[name]
        section.add(line=name, ratio=one.processor / best["in order"].processor,
                    processor=one.processor, seconds=one.seconds, memory=one.memory,
                    findings=len(report["findings"]))
        path.unlink()

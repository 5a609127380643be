"""The same questions put to Abide, DuckDB, SQLite and jq, one thread each. The answers, the ids of
the events that breach each clause, must be the same, or the run fails."""

import json
import pathlib
import shutil
import subprocess
import sys

from bench import Failure
from peer_questions import DAY, FIELDS, HUNDRED, SEVEN, asked_together

JQ = """select(.event == "inference") | . as $e
| (if .region == "eu-west-1" and .minors then ["minors", .id] else empty end),
  (if .usage.output_tokens > 1800 and .model == "gpt-4" and .purpose == "annotate"
     then ["long-answers", .id] else empty end),
  (if (.user | startswith("user-17")) and (.stream | not)
      and (.provider == "openai" or .provider == "azure-openai")
     then ["batch-only", .id] else empty end)
| "\\(.[0]) \\(.[1])"
"""


# As somebody writes it who has all clauses before him, and knows what they have in common.
TOGETHER = "DuckDB, shared windows made once"


def limits(events):
    """So that some hundredths of the events are over them, whatever their number is."""
    return {"spend": max(3, 30 * events // 100_000), "ceiling": 460}


def log_of(bench):
    """Forty days; as few accounts and models as make a duty be met about as often as not."""
    events = bench.options.events
    path = bench.folder / "peers.ndjson"
    if not path.exists():
        bench.generated(path.name, "log", events, "--gap", max(1, 40 * DAY // events),
                        "--accounts", max(10, events // 400), "--models", max(10, events // 100))
    return path


def rules_of(bench, questions, name):
    numbers = limits(bench.options.events)
    text = bench.vocabulary() + '\npolicy peers "The same questions"\n'
    for clause, (norm, _) in questions.items():
        text += f'\nclause {clause} "{clause}"\n  {norm.format(**numbers)}\n'
    return bench.written(name, text)


def abide_answers(bench, rules):
    answers = {}
    for finding in bench.report(rules, log_of(bench))["findings"]:
        if finding["verdict"] == "breach":
            clause = finding["clause"].split("/")[-1]
            answers.setdefault(clause, []).append(finding["event"]["id"])
    return answers


def read_answers(path):
    answers = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        clause, event = line.split(" ")
        answers.setdefault(clause, []).append(event)
    return answers


def must_be_same(peer, expected, found, clauses):
    for clause in clauses:
        ours, theirs = sorted(expected.get(clause, [])), sorted(found.get(clause, []))
        if ours != theirs:
            only_ours = sorted(set(ours) - set(theirs))[:3]
            only_theirs = sorted(set(theirs) - set(ours))[:3]
            raise Failure(f"peers: abide has {len(ours)} answers to {clause} and {peer} has "
                          f"{len(theirs)}; only abide's: {only_ours}; only {peer}'s: {only_theirs}")


def python_with_duckdb(bench):
    """A Python that has DuckDB: an environment of its own, made once; None if it can't be had."""
    folder = bench.folder / "venv"
    python = str(folder / "bin" / "python")
    has_it = [python, "-c", "import duckdb"]
    if works(has_it):
        return python
    made = (works([sys.executable, "-m", "venv", str(folder)])
            and works([python, "-m", "pip", "install", "--quiet", "duckdb"]) and works(has_it))
    return python if made else None


def works(command):
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def sql_peer(bench, python, engine, questions, together=False):
    """The command that puts the questions to an SQL engine, and where it writes the answers."""
    numbers = limits(bench.options.events)
    prepared, asked = [], {clause: sql for clause, (_, sql) in questions.items()}
    if together:
        prepared, asked = asked_together(asked)
    asked = {clause: sql.format(**numbers) for clause, sql in asked.items()}
    name = f"{len(questions)}_together" if together else str(len(questions))
    job = bench.written(f"questions_{name}.json",
                        json.dumps({"prepared": prepared, "questions": asked}))
    out = bench.folder / f"{engine}_{name}.answers"
    script = pathlib.Path(__file__).with_name("peer_sql.py")
    return [python, str(script), engine, str(job), str(log_of(bench)), str(out)], out


def jq_peer(bench):
    out = bench.folder / "jq.answers"
    script = bench.written("questions.jq", JQ)
    return ["sh", "-c", 'exec jq -r -f "$1" "$2" >"$3"', "sh", str(script), str(log_of(bench)),
            str(out)], out


def wanted_peers(bench):
    """(name, command, file of answers, questions) of each peer that is there."""
    left_out = bench.options.leave_out
    if "sqlite" not in left_out:
        yield ("SQLite", *sql_peer(bench, sys.executable, "sqlite", SEVEN), SEVEN)
    if "duckdb" not in left_out:
        python = python_with_duckdb(bench)
        if python is None:
            bench.note("DuckDB: left out, its Python package can't be installed")
        else:
            for questions in (SEVEN, HUNDRED):
                yield ("DuckDB", *sql_peer(bench, python, "duckdb", questions), questions)
            yield (TOGETHER, *sql_peer(bench, python, "duckdb", HUNDRED, together=True), HUNDRED)
    if "jq" not in left_out:
        if shutil.which("jq") is None:
            bench.note("jq: left out, it is not installed")
        else:
            yield ("jq", *jq_peer(bench), FIELDS)


def add_peer(bench, section, name, one, ours, questions):
    section.add(line=name, questions=len(questions), ratio=one.processor / ours.processor,
                memory_ratio=one.memory / ours.memory, processor=one.processor,
                seconds=one.seconds, memory=one.memory,
                answers="" if one is ours else "the same")
    if name.startswith("DuckDB"):
        ratio, memory = one.processor / ours.processor, one.memory / ours.memory
        what = f"{name}, on {len(questions)} questions"
        bench.target(f"against {what}, one thread each", f"{ratio:.1f} x", "4 x", "8 x", ratio >= 4)
        bench.target(f"peak memory against {what}", f"1/{memory:.1f}", "1/4", "1/8", memory >= 4)


def peers(bench):
    jobs = {len(questions): questions for questions in (FIELDS, SEVEN, HUNDRED)}
    rules = {size: rules_of(bench, questions, f"questions_{size}.abide")
             for size, questions in jobs.items()}
    expected = {size: abide_answers(bench, path) for size, path in rules.items()}
    found = ", ".join(f"{clause} {len(expected[7].get(clause, [])):,}" for clause in SEVEN)
    section = bench.section(f"The same questions, one thread each (answers: {found})", [
        ("line", "program", "text"), ("questions", "questions", "count"),
        ("ratio", "time / abide", "ratio"), ("memory_ratio", "memory / abide", "ratio"),
        ("processor", "processor, s", "seconds"), ("seconds", "start to exit, s", "seconds"),
        ("memory", "peak, MiB", "mebibytes"), ("answers", "answers", "text")])
    asked = list(wanted_peers(bench))
    # As the peers do, Abide writes all that it finds; and the evidence, which they do not.
    options = ["--format", f"json={bench.folder / 'peers.json'}"]
    commands = {size: bench.check(path, log_of(bench), findings=1_000_000, options=options)
                for size, path in rules.items()}
    theirs = {(name, len(questions)): command for name, command, _, questions in asked}
    best = bench.compare(commands | theirs)
    for size, questions in jobs.items():
        add_peer(bench, section, "abide", best[size], best[size], questions)
    for name, _, out, questions in asked:
        size = len(questions)
        must_be_same(name, expected[size], read_answers(out), questions)
        add_peer(bench, section, name, best[name, size], best[size], questions)

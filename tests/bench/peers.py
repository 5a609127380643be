"""The same questions put to Abide, DuckDB, SQLite and jq, one thread each. The answers, the ids of
the events that breach each clause, must be the same, or the run fails."""

import json
import pathlib
import shutil
import subprocess
import sys

from bench import Failure

DAY = 86_400_000

# Clause by clause: the norm, and the SQL over a table `e` of events and views of each kind (`ms`
# are milliseconds since 1970, `cost` ten-thousandths). {spend} and {ceiling} are numbers.
FIELDS = {
    "minors": (
        'forbid inference where region == "eu-west-1" and minors',
        "select id from inference where region = 'eu-west-1' and minors"),
    "long-answers": (
        'forbid inference where usage.output_tokens > 1800 and model == "gpt-4" '
        'and purpose == "annotate"',
        "select id from inference where output_tokens > 1800 and model = 'gpt-4' "
        "and purpose = 'annotate'"),
    "batch-only": (
        'forbid inference where user starts with "user-17" and not stream '
        'and provider in ["openai", "azure-openai"]',
        "select id from inference where user_name like 'user-17%' and not stream "
        "and provider in ('openai', 'azure-openai')"),
}
OVER_TIME = {
    "user-spend": (
        "forbid inference where sum(i.cost_usd of inference i within 24 hours "
        "where i.user == inference.user) > {spend}",
        "select id from (select id, sum(cost) over (partition by user_name order by ms "
        f"range between {DAY} preceding and current row) as spent from inference) "
        "where spent > {spend} * 10000"),
    "account-spend": (
        "forbid inference where sum(i.cost_usd of inference i within 30 days "
        "where i.account == inference.account) > {ceiling}",
        "select id from (select id, sum(cost) over (partition by account order by ms "
        f"range between {30 * DAY} preceding and current row) as spent from inference) "
        "where spent > {ceiling} * 10000"),
    "approved-training": (
        "before training require approval within 30 days "
        "where approval.subject == training.model",
        "select id from training t where not exists (select 1 from approval a "
        f"where a.subject = t.model and a.ms < t.ms and a.ms >= t.ms - {30 * DAY})"),
    "suspension-ends": (
        "after suspension require reinstatement within 7 days "
        "where reinstatement.account == suspension.account",
        "select id from suspension s where not exists (select 1 from reinstatement r "
        f"where r.account = s.account and r.ms > s.ms and r.ms <= s.ms + {7 * DAY}) "
        f"and s.ms + {7 * DAY} < (select max(ms) from e)"),
}
QUESTIONS = FIELDS | OVER_TIME

JQ = """select(.event == "inference") | . as $e
| (if .region == "eu-west-1" and .minors then ["minors", .id] else empty end),
  (if .usage.output_tokens > 1800 and .model == "gpt-4" and .purpose == "annotate"
     then ["long-answers", .id] else empty end),
  (if (.user | startswith("user-17")) and (.stream | not)
      and (.provider == "openai" or .provider == "azure-openai")
     then ["batch-only", .id] else empty end)
| "\\(.[0]) \\(.[1])"
"""


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


def sql_peer(bench, python, engine):
    """The command that puts the questions to an SQL engine, and where it writes the answers."""
    numbers = limits(bench.options.events)
    questions = {clause: sql.format(**numbers) for clause, (_, sql) in QUESTIONS.items()}
    asked = bench.written("questions.json", json.dumps(questions))
    out = bench.folder / f"{engine}.answers"
    script = pathlib.Path(__file__).with_name("peer_sql.py")
    return [python, str(script), engine, str(asked), str(log_of(bench)), str(out)], out


def jq_peer(bench):
    out = bench.folder / "jq.answers"
    script = bench.written("questions.jq", JQ)
    return ["sh", "-c", 'exec jq -r -f "$1" "$2" >"$3"', "sh", str(script), str(log_of(bench)),
            str(out)], out


def wanted_peers(bench):
    """(name, command, file of answers, questions) of each peer that is there."""
    left_out = bench.options.leave_out
    if "sqlite" not in left_out:
        yield ("SQLite", *sql_peer(bench, sys.executable, "sqlite"), QUESTIONS)
    if "duckdb" not in left_out:
        python = python_with_duckdb(bench)
        if python is None:
            bench.note("DuckDB: left out, its Python package can't be installed")
        else:
            yield ("DuckDB", *sql_peer(bench, python, "duckdb"), QUESTIONS)
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
    if name == "DuckDB":
        ratio, memory = one.processor / ours.processor, one.memory / ours.memory
        bench.target("against DuckDB, one thread each", f"{ratio:.1f} x", "4 x", "8 x", ratio >= 4)
        bench.target("peak memory against DuckDB", f"1/{memory:.1f}", "1/4", "1/8", memory >= 4)


def peers(bench):
    rules = rules_of(bench, QUESTIONS, "questions.abide")
    fields = rules_of(bench, FIELDS, "fields.abide")
    expected = abide_answers(bench, rules)
    found = ", ".join(f"{clause} {len(expected.get(clause, [])):,}" for clause in QUESTIONS)
    section = bench.section(f"The same questions, one thread each (answers: {found})", [
        ("line", "program", "text"), ("questions", "questions", "count"),
        ("ratio", "time / abide", "ratio"), ("memory_ratio", "memory / abide", "ratio"),
        ("processor", "processor, s", "seconds"), ("seconds", "start to exit, s", "seconds"),
        ("memory", "peak, MiB", "mebibytes"), ("answers", "answers", "text")])
    asked = list(wanted_peers(bench))
    # As the peers do, Abide writes all that it finds; and the evidence, which they do not.
    options = ["--format", f"json={bench.folder / 'peers.json'}"]
    commands = {len(of): bench.check(path, log_of(bench), findings=1_000_000, options=options)
                for of, path in ((QUESTIONS, rules), (FIELDS, fields))}
    best = bench.compare(commands | {name: command for name, command, _, _ in asked})
    for questions in (QUESTIONS, FIELDS):
        ours = best[len(questions)]
        add_peer(bench, section, "abide", ours, ours, questions)
    for name, _, out, questions in asked:
        must_be_same(name, expected, read_answers(out), questions)
        add_peer(bench, section, name, best[name], best[len(questions)], questions)

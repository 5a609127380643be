"""Puts questions to DuckDB or SQLite, and writes a line "QUESTION ID" for each answer.

usage: peer_sql.py duckdb|sqlite JOB.json LOG ANSWERS

A job is what is prepared, and the questions by name.
"""

import json
import sys

KINDS = ("inference", "training", "approval", "suspension", "reinstatement")

DUCKDB = """
create table e as
select epoch_ms(time) as ms, id, event, account, user as user_name, provider, model, purpose,
       region, stream, minors, usage.output_tokens as output_tokens,
       cast(cost_usd * 10000 as bigint) as cost, subject, org, "by" as approver
from read_json(?, format = 'newline_delimited', columns = {
  time: 'TIMESTAMP', id: 'VARCHAR', event: 'VARCHAR', account: 'VARCHAR', user: 'VARCHAR',
  provider: 'VARCHAR', model: 'VARCHAR', purpose: 'VARCHAR', region: 'VARCHAR', stream: 'BOOLEAN',
  minors: 'BOOLEAN', usage: 'STRUCT(output_tokens BIGINT)', cost_usd: 'DECIMAL(18,4)',
  subject: 'VARCHAR', org: 'VARCHAR', "by": 'VARCHAR'})
"""

# Of `line`.
SQLITE = """
select cast(round((julianday(json_extract(line, '$.time')) - 2440587.5) * 86400000) as integer)
         as ms,
       json_extract(line, '$.id') as id, json_extract(line, '$.event') as event,
       json_extract(line, '$.account') as account, json_extract(line, '$.user') as user_name,
       json_extract(line, '$.provider') as provider, json_extract(line, '$.model') as model,
       json_extract(line, '$.purpose') as purpose, json_extract(line, '$.region') as region,
       json_extract(line, '$.stream') as stream, json_extract(line, '$.minors') as minors,
       json_extract(line, '$.usage.output_tokens') as output_tokens,
       cast(round(json_extract(line, '$.cost_usd') * 10000) as integer) as cost,
       json_extract(line, '$.subject') as subject, json_extract(line, '$.org') as org,
       json_extract(line, '$.by') as approver
"""


def open_duckdb(log):
    import duckdb  # pylint: disable=import-outside-toplevel

    base = duckdb.connect(config={"threads": 1})
    base.execute(DUCKDB, [log])
    return base


def open_sqlite(log):
    import sqlite3  # pylint: disable=import-outside-toplevel

    base = sqlite3.connect(":memory:")
    base.execute(f"create table e as {SQLITE} from (select '{{}}' as line) where 0")
    with open(log, encoding="utf-8") as lines:
        base.executemany(f"insert into e {SQLITE} from (select ? as line)",
                         ((line,) for line in lines))
    base.execute("create index by_subject on e(event, subject, ms)")
    base.execute("create index by_account on e(event, account, ms)")
    return base


def main():
    engine, job, log, out = sys.argv[1:]
    base = open_duckdb(log) if engine == "duckdb" else open_sqlite(log)
    for kind in KINDS:
        base.execute(f"create view {kind} as select * from e where event = '{kind}'")
    with open(job, encoding="utf-8") as file:
        asked = json.load(file)
    for statement in asked["prepared"]:
        base.execute(statement)
    with open(out, "w", encoding="utf-8") as answers:
        for name, question in asked["questions"].items():
            for (event,) in base.execute(question).fetchall():
                answers.write(f"{name} {event}\n")


if __name__ == "__main__":
    main()

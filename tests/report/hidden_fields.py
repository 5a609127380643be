"""Hidden fields stay hidden: a log whose every field holds a token of its own is judged with each
field redacted, and then pseudonymised, and no form of the report, and no story that `explain` tells
of it, holds the token, as it is or escaped. What is not hidden has to be there, so that the search
is known to find. A run fails, too, if hiding changes a verdict or a second run writes other bytes.

usage: hidden_fields.py FOLDER_OF_THE_COMMAND
"""

import base64
import html
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

# Those with a place to say which fields are hidden; `json` has a member of its own.
SAYING = ["text", "sarif", "junit", "github", "markdown", "html"]
FORMS = ["text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv", "html"]

RULES = r'''
policy hidden.terms "Terms"
  version   "1"
  effective 2024-01-01

event call
  user      string
  team      string
  region    string?
  cost      number?
  flag      boolean?
  due_in    duration?
  seen      time?
  tags      list of string
  usage.key string?
  parts[].arn string?
  outputs   list of artifact
  flow      -> outputs

event merge
  sources   list of artifact
  target    artifact
  flow      sources -> target

event train
  model     artifact
  owner     string
  flow      model -> model

event notice
  ref       string

state blocked(user)
  starts on notice at notice.ref

parameter watched = "nobody"

clause places "Calls stay at home"
  severity high
  forbid   call where region != "home"
  about    call.user, call.team as crew, lower(call.user) as folded, call.tags, call.cost, call.seen,
           call.usage.key, call.outputs, call.flag, call.due_in, call.region
  message  "x{user}{team}y {call.tags} {cost} {seen} {usage.key} {lower(call.user)} {capture(call.user, /^(.*)$/)} {call.due_in} {flag}, {region}"

clause arns "No part is foreign"
  forbid   call where any p in parts: p.arn != "home"
  about    [p.arn for p in call.parts] as arns
  message  "a part is foreign"

clause spend "Little is spent"
  limit    sum(cost of call) to 10 per user over 30 days

clause last "The last one is known"
  forbid   call where latest(cost of call c within 30 days where c.user == call.user) > 1
  message  "before: {latest(cost of call c within 30 days where c.user == call.user)}"

clause derived "No model comes from calls"
  severity critical
  forbid   train where model derives from call
  message  "{train.owner} trained {train.model}: {share(train.model from call)}"

clause told "Calls are told of"
  after    call require notice within call.due_in where notice.ref == call.user

clause bare "Nothing is known of it"
  forbid   train where owner != "x"
  about    train.model

clause state-of "Nobody blocked calls"
  forbid   call where blocked(call.user)
  message  "blocked {call.user}"

waive hidden.terms/bare
  where    owner == "Owner-Qx71"
  until    2030-01-01
  because  "asked by Owner-Qx71"
  by       "Owner-Qx71@example"
'''

# Each field's token, and the texts under which a report could show it.
TOKENS = {
    "call.user": ["Alice-Zq17"],
    "team": ["\u00fc<T&m>\"Xw31"],
    "region": ["Reg-Kp55"],
    "cost": ["8675309.25", "8675309"],
    "due_in": ["3971 seconds", "2024-03-01T01:06:11Z"],
    "seen": ["2023-11-17T06:53:11Z"],
    "call.tags": ["Tag-Aa91", "Tag-Bb92"],
    "usage.key": ["Key-Yy44"],
    "parts[].arn": ["arn-Mm63"],
    "outputs": ["ds:raw-Vv28"],
    "target": ["ds:mix-Gg39"],
    "model": ["ds:mix-Gg39", "ds:mod-Hh40"],
    "owner": ["Owner-Qx71"],
    "id": ["Id-Ww86"],
}

CALL = {"event": "call", "user": "Alice-Zq17", "team": "\u00fc<T&m>\"Xw31", "region": "Reg-Kp55",
        "cost": 8675309.25, "flag": True, "due_in": "3971 seconds", "seen": "2023-11-17T06:53:11Z",
        "tags": ["Tag-Aa91", "Tag-Bb92"], "usage": {"key": "Key-Yy44"}, "parts": [{"arn": "arn-Mm63"}],
        "outputs": ["ds:raw-Vv28"]}

EVENTS = [
    {"event": "notice", "time": "2024-02-01T00:00:00Z", "ref": "Alice-Zq17"},
    {**CALL, "time": "2024-03-01T00:00:00Z", "id": "Id-Ww86"},
    {**CALL, "time": "2024-03-02T00:00:00Z", "id": "Id-Ww86"},
    {"event": "merge", "time": "2024-03-03T00:00:00Z", "sources": ["ds:raw-Vv28"],
     "target": "ds:mix-Gg39"},
    # The artifact's name stands within another one.
    {"event": "train", "time": "2024-03-04T00:00:00Z", "id": "Id-Ww86/2", "model": "ds:mix-Gg39",
     "owner": "Owner-Qx71"},
    {"event": "train", "time": "2024-03-05T00:00:00Z", "model": "s3/ds:mod-Hh40/x", "owner": "o"},
    {"event": "train", "time": "2024-03-05T00:00:01Z", "model": "ds:mod-Hh40", "owner": "o"},
]

# Values that can't be read as their field's, and lines that can't be read at all.
BAD = [
    json.dumps({**CALL, "time": "2024-03-06T00:00:00Z", "cost": "Bad-Cost-Token"}),
    json.dumps({**CALL, "time": "2024-03-06T00:00:00Z", "cost": 8675309e99}),
    json.dumps({**CALL, "time": "2024-03-06T00:00:00Z", "seen": "Bad-`Seen`-Token"}),
    json.dumps({**CALL, "time": "Bad-Time-Token"}),
    '{"event":"call","time":"2024-03-06T00:00:00Z","Bad-Key-Token":1,"Bad-Key-Token":2,"user":"u"}',
    '{"event":"call","user":"Bad-Line-Token"',
    "Bad-Text-Token",
]
BAD_TOKENS = ["Bad-Cost-Token", "8675309e99", "8675309e+99", "-`Seen`-Token", "Bad-Time-Token",
              "Bad-Key-Token", "Bad-Line-Token", "Bad-Text-Token"]


def spellings(token):
    """Every way in which a form could write the text."""
    yield token
    yield json.dumps(token)[1:-1]
    yield json.dumps(token, ensure_ascii=False)[1:-1]
    yield html.escape(token)
    yield html.escape(token, quote=False)
    yield token.encode("ascii", "xmlcharrefreplace").decode()
    yield urllib.parse.quote(token)
    yield token.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    yield "".join("\\" + c if c in "\\`*_{}[]()<>#+-.!|~&@:\"$'=" else c for c in token)
    for cut in range(3):
        raw = token.encode()[cut:]
        coded = base64.b64encode(raw[:len(raw) // 3 * 3]).decode()
        if len(coded) >= 8:
            yield coded


def holds(text, token):
    folded = text.casefold()
    return any(spelling.casefold() in folded for spelling in spellings(token))


def run(folder, *words):
    return subprocess.run(list(map(str, words)), cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=300, check=False)


class Runs:
    def __init__(self, abide, folder):
        self.abide, self.folder, self.failed = abide, folder, 0
        (folder / "rules.abide").write_text(RULES, encoding="utf-8")
        lines = [json.dumps(event) for event in EVENTS] + BAD
        (folder / "log.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (folder / "key").write_text("a key of more than sixteen bytes\n")

    def forms_of(self, *words):
        """All forms of a run, by name, and the folder in which they stand."""
        place = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        forms = [f"--format={form}={place / form}" for form in FORMS]
        done = run(self.folder, self.abide, "check", "--rules", "rules.abide", "--details",
                   "--set", "watched=Alice-Zq17", "--hash", "sha256", *forms, *words, "log.ndjson")
        if done.returncode != 4:
            sys.exit(f"{words}: exits {done.returncode}: {done.stderr.decode()}")
        texts = {form: (place / form).read_bytes().decode() for form in FORMS}
        texts["errors"] = done.stderr.decode()
        return texts, place

    def check(self, *words):
        """The same, and the stories of its findings; `report` writes the same forms."""
        texts, place = self.forms_of(*words)
        for finding in json.loads(texts["json"])["findings"]:
            told = run(self.folder, self.abide, "explain", place / "json", finding["fingerprint"])
            texts["story"] = texts.get("story", "") + told.stdout.decode()
        for form in FORMS:
            again = run(self.folder, self.abide, "report", "--details", place / "json", "--format", form)
            if again.stdout.decode() != texts[form]:
                print(f"{words}: {form}: `report` writes other bytes")
                self.failed += 1
        return texts


def verdicts(texts):
    return [(f["clause"], f["verdict"], f["time"], f["event"]["line"])
            for f in json.loads(texts["json"])["findings"]]


def main():
    abide = pathlib.Path(sys.argv[1], "abide").resolve()
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        runs = Runs(abide, pathlib.Path(place))
        plain = runs.check()
        wanted = {clause.split("/")[1] for clause, *_ in verdicts(plain)}
        for clause in ("places", "arns", "spend", "last", "derived", "told", "bare", "state-of"):
            if clause not in wanted:
                failed += 1
                print(f"no finding of {clause}: the test tests less than it says")
        for field, tokens in TOKENS.items():
            if not any(holds(plain["json"], token) for token in tokens):
                failed += 1
                print(f"{field}: not in the plain report, so nothing is tested")
            for option in ("--redact", "--pseudonymise"):
                words = [option, field, "--pseudonym-key-file", "key"]
                hidden = runs.check(*words)
                if verdicts(hidden) != verdicts(plain):
                    failed += 1
                    print(f"{option} {field}: other verdicts")
                for form, text in hidden.items():
                    for token in tokens + BAD_TOKENS:
                        if holds(text, token):
                            failed += 1
                            print(f"{option} {field}: `{token}` in {form}")
                word = {"--redact": "redacted: ", "--pseudonymise": "pseudonymised: "}[option]
                for form in SAYING:
                    if word + field not in hidden[form].replace("\\", ""):
                        failed += 1
                        print(f"{option} {field}: {form} does not say what it hides")
                if any(hidden[form] != text for form, text in runs.forms_of(*words)[0].items()):
                    failed += 1
                    print(f"{option} {field}: a second run writes other bytes")
                if any(f["length"] or f["offset"] for f in
                       (finding["event"] for finding in json.loads(hidden["json"])["findings"])):
                    failed += 1
                    print(f"{option} {field}: lengths of records are told")
                if any(log["xxh3_128"] or log["sha256"] for log in json.loads(hidden["json"])["logs"]):
                    failed += 1
                    print(f"{option} {field}: hashes of logs are told")
        failed += runs.failed
    print(f"{len(TOKENS)} fields, {2 * len(TOKENS)} ways to hide them: {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Every form of a report, of a plain run and of a hostile one, by a reader that is not Abide's: what
`report` makes of the saved JSON is what `check` wrote, and no text of a log or a rule file executes,
breaks a form, or hides a finding. Exits 77 (skipped) where xmllint is missing.

usage: validate_forms.py FOLDER_OF_THE_COMMAND
"""

import csv
import html.parser
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree

try:
    import jsonschema
    SCHEMA = jsonschema.Draft202012Validator(
        json.loads(pathlib.Path("src/report/abide.report.schema.json").read_text(encoding="utf-8")))
except ImportError:
    SCHEMA = None

FORMS = ["text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv", "html"]

# Each run, and how the forms point at what they tell.
ANCHORS = [[], ["--anchor", "clause"], ["--anchor", "event"]]

HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'\" onmouseover='alert(1)",
    "</script><script>alert(1)</script>",
    "<!-- ", "--> ]]> <![CDATA[", "&lt;b&gt; &#x3c;",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07", "\x00\x01\x08\x0b\x0c\x1f\x7f\x85",
    "a\u202eevil\u202c \u2066x\u2069 \u200b\ufeff\u2028\u2029",
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1",
    "x;=1+1", "x\";=1+1;\"", "x;  \"'=HYPERLINK(\"http://x\")", "\uff1d1+1",
    "a,b\",\"c\r\nnext,row",
    "x\n::error::owned", "::error file=a::owned", "##[error]owned", "::stop-commands::x",
    "::add-mask::x", "%0A::error::owned", "x,line=1::y",
    "| a | b |\n|---|---|", "[click](javascript:alert(1))", "![x](https://evil.example/x.png)",
    "https://evil.example/ www.evil.example", "@everyone #1 a@b.example",
    "`code` ``x`` *b* _i_ ~s~ \\", "# heading", "> quote", "- item", "$x^2$", "&amp; &#64;",
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
    "\U0001f600 \u4f60\u597d e\u0301",
    "{{constructor}} ${x} {0} {} %s %n",
    "y" * 1_000_000,
]

RULES = r'''
policy hostile.terms "Terms <b>of</b> use | =1+1 \u{1b}[31m"
  by        "<script>alert(1)</script>"
  url       "javascript:alert(1)"
  version   "1 | ;=1+1"
  effective 2024-01-01

event say "Something said"
  text   string
  extra  string?

clause quiet "Nobody says <script>alert(1)</script> | ;=1+1 \u{202e}"
  cites    "section <1> | @all"
  severity high
  tags     ["<tag>", "=1"]
  forbid   say where text != ""
  about    text as said, extra
  message  "said {text}"
  remedy   "=HYPERLINK(\"http://evil.example\") <b>do</b> ::error::x"

clause later "Nobody says it twice"
  after say require say other within 2 hours where other.text == "never"

clause unsure "Extras are plain"
  forbid say where extra != "plain"

waive hostile.terms/quiet
  where   text == "# heading"
  until   2030-01-01
  because "<script>alert(1)</script> | ;=1"
  by      "@everyone"

waive hostile.terms/quiet
  where   text == "said by nobody"
  until   2023-01-01
  because "]]> <![CDATA[ \u{1b}[31m ::error::x %0A::error::y | [a](javascript:b) #1"
  by      "<b>@everyone</b>"
'''

PLAIN = "tests/testdata/cli/forms"


def is_plain(text):
    """Whether nothing in it is without a visible shape of its own, but for line ends."""
    return all(c in "\n\r\t" or unicodedata.category(c)[0] not in "C" or unicodedata.category(c) == "Cn"
               for c in text)


def check_text(text, findings):
    if not is_plain(text) or "\t" in text or "\r" in text:
        yield "a character without a shape is shown"


def check_json(text, findings):
    if SCHEMA is not None:
        for fault in SCHEMA.iter_errors(json.loads(text)):
            yield f"by the schema, {fault.json_path}: {fault.message[:200]}"
    if json.loads(text)["findings"] != findings:
        yield "the findings are others"


def check_jsonl(text, findings):
    if [json.loads(line) for line in text.splitlines()] != findings:
        yield "the lines are not the findings"


def check_sarif(text, findings):
    run, = json.loads(text)["runs"]
    wanted = [f["fingerprint"] for f in findings if f["verdict"] != "excused"]
    got = [r["partialFingerprints"]["abideFinding/v1"] for r in run["results"]]
    if sorted(wanted) != sorted(got):
        yield f"{len(got)} results for {len(wanted)} findings"
    rules = run["tool"]["driver"]["rules"]
    if len({rule["id"] for rule in rules}) != len(rules):
        yield "two rules have one id"
    levels = [["error", "warning", "note", "none"].index(r["level"]) for r in run["results"]
              if r["kind"] == "fail" and not r.get("suppressions")]
    if levels != sorted(levels):
        yield "the gravest are not the first"
    for result in run["results"]:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield "ruleIndex leads to another rule"
        if (result["kind"] == "fail") == (result["level"] == "none"):
            yield "level and kind do not fit"
        for location in result["locations"] + result.get("relatedLocations", []):
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            if not re.fullmatch(r"[A-Za-z0-9._~/%-]*", uri):
                yield f"no URI: {uri}"
        flows = [flow["threadFlows"][0]["locations"] for flow in result.get("codeFlows", [])]
        if any(not flow for flow in flows) or sum(map(len, flows)) > 100:
            yield "a code flow without steps, or too many steps"
        if bool(result.get("suppressions")) != (result["properties"]["verdict"] == "waived"):
            yield "what is waived is not what is suppressed"


def check_junit(text, findings):
    suites = ElementTree.fromstring(text)
    cases = list(suites.iter("testcase"))
    if int(suites.get("tests")) != len(cases):
        yield "the count of tests is wrong"
    if int(suites.get("failures")) != len(list(suites.iter("failure"))):
        yield "the count of failures is wrong"
    if not is_plain("".join(suites.itertext())):
        yield "a character without a shape is shown"
    if shutil.which("xmllint"):
        done = subprocess.run(["xmllint", "--noout", "--schema", "tests/report/junit.xsd", "-"],
                              input=text, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        if done.returncode != 0:
            yield done.stdout


def check_github(text, findings):
    kinds = {"error": 0, "warning": 0, "notice": 0}
    for line in text.splitlines():
        if line.startswith("::"):
            command = re.match(r"::(error|warning|notice) (file=[^:,]*,line=\d+,)?title=[^:,]*::", line)
            if not command:
                yield f"no annotation: {line[:80]}"
            else:
                kinds[command[1]] += 1
        elif not re.match(r"(passed|failed|incomplete): |[\d,]+ more finding", line):
            yield f"a line of its own: {line[:80]}"
    if max(kinds.values()) > 10:
        yield f"more than GitHub shows: {kinds}"
    if not is_plain(text):
        yield "a character without a shape is shown"


def check_gitlab(text, findings):
    issues = json.loads(text)
    wanted = [f for f in findings if f["verdict"] in ("breach", "pending", "undetermined")]
    if len(issues) != len(wanted):
        yield f"{len(issues)} issues for {len(wanted)} findings"
    if len({issue["fingerprint"] for issue in issues}) != len(issues):
        yield "two issues have one fingerprint"
    for issue in issues:
        if set(issue) != {"description", "check_name", "fingerprint", "severity", "location"}:
            yield f"other members: {set(issue)}"
        if issue["severity"] not in ("info", "minor", "major", "critical", "blocker"):
            yield f"severity {issue['severity']}"
        if not isinstance(issue["location"]["lines"]["begin"], int):
            yield "no line"
        if not issue["location"]["path"] or issue["location"]["path"].startswith("./"):
            yield "no path from the root"


def check_markdown(text, findings):
    if len(text.encode()) > 1 << 20:
        yield "longer than 1 MiB"
    if not is_plain(text):
        yield "a character without a shape is shown"
    bare = re.sub(r"\\.", "", text)  # without what is escaped
    for tag in re.findall(r"<[^>]*>", bare):
        if tag not in ("<br>", "<!-- -->"):
            yield f"markup {tag[:60]}"
    if re.search(r"https?:/|www\.|\]\(|@\w|(?<!&)#\d", bare):
        yield "a link, a mention or a reference"
    cells = {len(re.findall(r"\|", line)) for line in bare.splitlines() if line.startswith("|")}
    if len(cells) > 1:
        yield f"rows of {cells} bars"
    if sum(line.startswith(("- **", "- …")) for line in bare.splitlines()) == 0 and findings:
        yield "no finding is told"


def check_csv(text, findings):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if len(rows) != len(findings) + 1 or len({len(row) for row in rows}) != 1:
        yield f"{len(rows)} rows of {sorted({len(row) for row in rows})} cells"
    if [row[0] for row in rows[1:]] != [f["fingerprint"] for f in findings]:
        yield "the findings are others"
    if not is_plain(text) or "\t" in text or text.count("\n") != len(rows):
        yield "a control character or a line end in a cell"
    for row in rows:
        for cell in row:
            for part in [cell, *cell.split(";")]:
                if part.lstrip(" \"").startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20")):
                    yield f"a formula: {part[:60]}"


class Page(html.parser.HTMLParser):
    TAGS = set("""html head meta title style body a header h1 h2 h3 p main section ul li b span figure
        figcaption svg rect line text circle path div table thead tbody tr th td br code details summary
        pre dl dt dd time form label kbd input select option fieldset legend button footer script""".split())
    VOID = {"meta", "br", "input", "rect", "line", "circle", "path"}

    def __init__(self):
        super().__init__()
        self.open, self.faults, self.findings, self.scripts, self.ids = [], [], 0, 0, set()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag not in self.TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs.items():
            if name.startswith("on") or name in ("src", "style", "srcset", "action"):
                self.faults.append(f"attribute {name}")
            if name == "href" and not re.match(r"#|https?://", value):
                self.faults.append(f"link {value[:60]}")
        if "id" in attrs:
            if attrs["id"] in self.ids:
                self.faults.append(f"id {attrs['id']} twice")
            self.ids.add(attrs["id"])
        self.findings += tag == "details" and attrs.get("class") == "finding"
        self.scripts += tag == "script"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in self.VOID:
            self.faults.append(f"<{tag}/>")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes another")


def check_html(text, findings):
    page = Page()
    page.feed(text)
    page.close()
    yield from page.faults[:5]
    if page.open:
        yield f"not closed: {page.open}"
    if page.findings != len(findings) or page.scripts != 1:
        yield f"{page.findings} findings, {page.scripts} scripts"
    if not is_plain(text):
        yield "a character without a shape is shown"
    if re.search(r"(?i)url\(|@import|fetch\(|XMLHttp|innerHTML", text.split("<body>")[0]):
        yield "the style loads something"


CHECKS = {name: globals()[f"check_{name}"] for name in FORMS}


def run(folder, *command):
    return subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, cwd=folder,
                          stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=300, check=False)


def write_hostile(folder):
    (folder / "rules.abide").write_text(RULES, encoding="utf-8")
    log = folder / "=1+1 <img src=x onerror=alert(1)> | ;@a,b:c%0A.ndjson"
    lines = []
    for number, text in enumerate(HOSTILE):
        event = {"event": "say", "time": f"2024-03-01T08:{number // 60:02}:{number % 60:02}Z",
                 "id": text[:1000], "text": text}
        if number % 3:
            event["extra"] = text
        lines.append(json.dumps(event))
    lines.append("<script>no json</script> \x1b[31m")
    log.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return log.name


def check_runs(abide, folder, log, rules, scratch):
    """What is wrong with the forms of one run, in words, with each anchor."""
    for anchor in ANCHORS:
        for fault in check_run(abide, folder, log, rules, scratch, anchor):
            yield f"{' '.join(anchor)} {fault}"


def check_run(abide, folder, log, rules, scratch, anchor, known=()):
    words = [f"--format={form}={scratch / form}" for form in FORMS] + anchor
    if known:
        words += ["--baseline", known]
    done = run(folder, abide, "check", "--rules", rules, "--color=never", "--hash=sha256", *words, log)
    if done.returncode not in (1, 4):
        yield f"check exits {done.returncode}: {done.stderr.decode(errors='replace')[:2000]}"
        return
    findings = json.loads((scratch / "json").read_text(encoding="utf-8"))["findings"]
    for form in FORMS:
        written = (scratch / form).read_bytes()
        again = run(folder, abide, "report", scratch / "json", "--color=never", *anchor, "--format", form)
        if again.returncode != 0 or again.stdout != written:
            yield f"{form}: `report` writes other bytes {again.stderr.decode(errors='replace')[:500]}"
        for fault in CHECKS[form](written.decode("utf-8"), findings):
            yield f"{form}: {fault}"
    if known:
        yield from check_remarks(scratch)
    elif len(findings) > len(HOSTILE):
        yield from check_round_trip(findings)


def check_remarks(scratch):
    """That what has vanished and what is to be said of waivers is told where a form has a place for it."""
    report = json.loads((scratch / "json").read_text(encoding="utf-8"))
    if not report["vanished"] or not any(w["status"] == "expired" for w in report["waivers"]):
        yield "nothing has vanished, or no waiver has expired"
    for form in ("text", "html", "markdown", "github", "junit", "sarif"):
        text = (scratch / form).read_text(encoding="utf-8")
        for word in ("Vanished since the baseline", "Waivers", "expired"):
            if word.lower() not in text.replace("\\", "").lower():
                yield f"{form}: nothing of `{word}`"


def check_known(abide, folder, log, rules, scratch):
    """The same, held against what was known of the log when it had more."""
    known = scratch / "known.json"
    run(folder, abide, "check", "--rules", rules, "--write-baseline", known, log)
    lines = (folder / log).read_bytes().splitlines(keepends=True)
    less = folder / "less.ndjson"
    less.write_bytes(b"".join(lines[12:]))
    yield from check_run(abide, folder, less.name, rules, scratch, [], known)


def check_round_trip(findings):
    said = {f["about"]["said"] for f in findings if "said" in f["about"]}
    if said and said != {text for text in HOSTILE if text}:
        yield "json: texts do not come back as they were"


def check_odd_path(abide, folder, scratch):
    """A path that is no UTF-8."""
    path = bytes(folder) + b"/log\xff.ndjson"
    with open(path, "wb") as log:
        log.write(b'{"event":"say","time":"2024-03-01T08:00:00Z","text":"x"}\nno json\n')
    yield from check_runs(abide, folder, path.decode(errors="surrogateescape"), "rules.abide", scratch)


def main():
    abide = pathlib.Path(sys.argv[1], "abide").resolve()
    failed = 0
    for name in ("plain", "hostile"):
        with tempfile.TemporaryDirectory() as place:
            scratch = pathlib.Path(place, "forms")
            scratch.mkdir()
            folder = pathlib.Path(PLAIN) if name == "plain" else pathlib.Path(place)
            log = "log.ndjson" if name == "plain" else write_hostile(folder)
            for fault in check_runs(abide, folder, log, "rules.abide", scratch):
                failed += 1
                print(f"{name}: {fault}")
            if name == "hostile":
                for what, check in (("odd path", check_odd_path), ("known", check_known)):
                    rest = (log, "rules.abide") if check is check_known else ()
                    for fault in check(abide, folder, *rest, scratch):
                        failed += 1
                        print(f"{what}: {fault}")
    print(f"{len(FORMS)} forms, {failed} faults")
    if failed:
        return 1
    if not shutil.which("xmllint"):
        print("skipped: xmllint not installed")
        return 77
    return 0


if __name__ == "__main__":
    sys.exit(main())

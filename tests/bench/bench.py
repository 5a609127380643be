"""What every line of the table uses: commands that are measured, logs that are made once, and the
sections of the table."""

import dataclasses
import json
import pathlib
import statistics
import subprocess
import sys


class Failure(Exception):
    """A line that could not be measured, or an answer that is wrong."""


@dataclasses.dataclass
class Best:
    """The least of some runs of one command, and the peak memory of the largest."""

    seconds: float  # from start to exit
    processor: float  # seconds
    memory: int  # bytes
    runs: int
    median: float  # seconds from start to exit


FORMATS = {
    "text": str,
    "count": lambda value: f"{value:,.0f}",
    "seconds": lambda value: f"{value:.3f}",
    "milliseconds": lambda value: f"{value * 1e3:.1f}",
    "mebibytes": lambda value: f"{value / 2**20:,.1f}",
    "mega": lambda value: f"{value / 1e6:,.1f}",
    "ratio": lambda value: f"{value:.2f}",
}


class Section:
    """A heading, columns as (key, heading, format), and rows that hold plain values by key."""

    def __init__(self, title, columns):
        self.title = title
        self.columns = columns
        self.rows = []

    def add(self, **values):
        self.rows.append(values)

    def markdown(self):
        lines = [f"## {self.title}", ""]
        lines.append("| " + " | ".join(heading for _, heading, _ in self.columns) + " |")
        marks = ("---" if form == "text" else "---:" for _, _, form in self.columns)
        lines.append("| " + " | ".join(marks) + " |")
        for row in self.rows:
            cells = (
                "" if row.get(key) is None else FORMATS[form](row[key])
                for key, _, form in self.columns
            )
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines) + "\n"

    def data(self):
        return {"title": self.title, "rows": self.rows}


TARGETS = [("line", "figure", "text"), ("value", "measured", "text"),
           ("least", "at least", "text"), ("aim", "aim", "text"), ("met", "met", "text")]


class Bench:
    """One run: its options, its folder, the commands, and what was measured so far."""

    def __init__(self, options, binaries, folder):
        self.options = options
        self.binaries = pathlib.Path(binaries).resolve()
        self.folder = pathlib.Path(folder).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.abide = str(self.binaries / "abide")
        self.sections = [Section("The figures of the design", TARGETS)]
        self.notes = []
        self.knows_jobs = "--jobs" in self.run([self.abide, "check", "--help"])

    def clear(self):
        """Takes away what was made for a run: logs are large."""
        for path in self.folder.iterdir():
            if path.is_file():
                path.unlink()

    # What is written.

    def section(self, title, columns):
        self.sections.append(Section(title, columns))
        return self.sections[-1]

    def target(self, line, value, least, aim, met):
        """A figure that the design names; `met` says whether it is at least what it has to be."""
        self.sections[0].add(line=line, value=value, least=least, aim=aim,
                             met="yes" if met else "no")

    def note(self, text):
        self.notes.append(text)
        self.say(text)

    @staticmethod
    def say(text):
        print(text, file=sys.stderr, flush=True)

    # What is run.

    @staticmethod
    def run(command, **options):
        done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
        if done.returncode != 0:
            said = done.stderr[-2000:]
            raise Failure(f"{' '.join(command)}: exit code {done.returncode}\n{said}")
        return done.stdout

    def check(self, rules, *logs, jobs=1, findings=1000, options=()):
        """The command that judges; all findings are counted, and so many are kept."""
        command = [self.abide, "check", "--quiet", "--fail-on", "never",
                   "--max-findings", str(findings)]
        if self.knows_jobs:
            command += ["--jobs", str(jobs)]
        return [*command, *options, "--rules", str(rules), *map(str, logs)]

    def runs_of(self, command, times):
        """As bench_measure says: (seconds, seconds of processor time, bytes) of each run."""
        out = self.folder / "measured"
        command = [str(self.binaries / "bench_measure"), str(out), str(times), *command]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              check=False)
        runs = []
        for line in out.read_text().splitlines():
            wall, processor, kilobytes, code = map(int, line.split())
            if code != 0:
                said = done.stderr[-2000:].decode(errors="replace")
                raise Failure(f"{' '.join(command)}: exit code {code}\n{said}")
            runs.append((wall / 1e9, processor / 1e6, kilobytes * 1024))
        if len(runs) != times:
            raise Failure(f"{' '.join(command)}: could not be run")
        return runs

    def compare(self, commands, seconds=8.0):
        """The best of some runs of each command, in turn, so that what slows the machine for a
        while slows all of them. A command that has taken so many seconds is not run again."""
        runs = {name: [] for name in commands}
        for _ in range(self.options.repeats):
            for name, command in commands.items():
                if sum(wall for wall, _, _ in runs[name]) <= seconds:
                    runs[name] += self.runs_of(command, 1)
        return {name: best_of(those) for name, those in runs.items()}

    def best(self, command, seconds=8.0):
        return self.compare({"": command}, seconds)[""]

    def median(self, command):
        """Of many short runs, after one that warms up."""
        return best_of(self.runs_of(command, 1 + 7 * self.options.repeats)[1:])

    # What is read by what is run.

    def generated(self, name, *arguments):
        """A file that bench_generate writes."""
        path = self.folder / name
        with open(path, "wb") as out:
            command = [str(self.binaries / "bench_generate"), *map(str, arguments)]
            if subprocess.run(command, stdout=out, check=False).returncode != 0:
                raise Failure(f"{' '.join(command)} failed")
        return path

    def written(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def log(self):
        """The log of most lines: forty days, so that windows of a month fill and evict."""
        path = self.folder / "log.ndjson"
        if not path.exists():
            events = self.options.events
            self.generated(path.name, "log", events, "--gap", max(1, 40 * 86_400_000 // events),
                           "--outputs", events)
        return path

    def rules(self, clauses):
        path = self.folder / f"rules_{clauses}.abide"
        return path if path.exists() else self.generated(path.name, "rules", clauses)

    def vocabulary(self):
        return self.run([str(self.binaries / "bench_generate"), "vocabulary"])

    def report(self, rules, log):
        """The JSON report, read."""
        path = self.folder / "report.json"
        self.run([self.abide, "check", "--quiet", "--fail-on", "never", "--rules", str(rules),
                  "--format", f"json={path}", str(log)])
        return json.loads(path.read_text(encoding="utf-8"))


def best_of(runs):
    walls, processors, memory = zip(*runs)
    return Best(min(walls), min(processors), max(memory), len(runs), statistics.median(walls))

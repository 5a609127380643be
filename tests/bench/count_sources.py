"""Instructions a byte through each source that ships, counted by valgrind, against the same events in
Abide's own form, as in the line `sources` of the table: for comparing versions on a busy machine.

usage: count_sources.py ABIDE [SOURCE…]

The first thousand records of a log are also looked at otherwise, so that the count of a log that
is longer than them is taken from that of one that is longer still.
"""

import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

# pylint: disable=wrong-import-position
import sources
from bench import Failure
from count_instructions import count

LEAST_RECORDS = 1100
MORE_BYTES = 1_500_000
FEWEST, MOST = 300, 1500  # records more


class Folder:
    """What the functions of the table need of a bench: a place to write, and the command."""

    def __init__(self, path, abide):
        self.path = path
        self.abide = abide

    def written(self, name, text):
        path = self.path / name
        path.write_text(text, encoding="utf-8")
        return path

    @staticmethod
    def run(command):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failure(done.stderr)
        return done.stdout


def each(folder, clauses, source, lines, span):
    """Instructions a block of lines, each block so much later than the one before."""
    block = "".join(line + "\n" for line in lines)
    more = max(FEWEST, min(MOST, MORE_BYTES // len(block.encode())))
    span = min(span, sources.MOST_SECONDS // (LEAST_RECORDS + more))
    counts = []
    for blocks in (LEAST_RECORDS, LEAST_RECORDS + more):
        text = "".join(sources.later(block, span * i) for i in range(blocks))
        counts.append(count(folder.abide, clauses, folder.written("log.ndjson", text),
                            ["--source", source]))
    return (counts[1] - counts[0]) / more / len(block.encode())


def count_source(folder, name):
    rules = sources.SOURCES / f"{name}.abide"
    record, events = sources.first_taken(folder, rules, name)
    clauses = sources.judging(folder, rules, events)
    span = sources.seconds_of(events)
    raw = each(folder, clauses, sources.source_name(rules), [record], span)
    same = each(folder, clauses, "canonical", sources.canonical_lines(events, record), span)
    print(f"{name:16} {len(record.encode()):7,} bytes a record {len(events):3} events "
          f"{raw:7.2f} instructions a byte, canonical {same:6.2f}: {same / raw:.2f}", flush=True)


def main():
    abide = str(pathlib.Path(sys.argv[1]).resolve())
    names = sys.argv[2:] or sorted(path.name for path in sources.FIXTURES.iterdir() if path.is_dir())
    with tempfile.TemporaryDirectory() as path:
        for name in names:
            count_source(Folder(pathlib.Path(path), abide), name)


if __name__ == "__main__":
    main()

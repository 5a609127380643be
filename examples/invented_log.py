"""What the make_log.py of the examples share: fixed numbers, stamps, and logs that are written or checked.

The sequence of numbers is the same on every machine, and the packed files carry neither a name nor a
time, so that a log that is made again is the log that was there.
"""

import datetime as dt
import gzip
import json
import pathlib
import sys


class Numbers:
    """A small fixed sequence of numbers, the same on every machine and version."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound

    def between(self, least, most):
        return least + self.below(most - least + 1)

    def one_of(self, values):
        return values[self.below(len(values))]

    def hex(self, digits):
        return "".join("0123456789abcdef"[self.below(16)] for _ in range(digits))


def at(text):
    """A time from "2026-02-01" or "2026-02-01T08:00:00", in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.timezone.utc)


def seconds(count):
    return dt.timedelta(seconds=count)


def stamp(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def lines(records):
    """JSON lines, one record a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def document(member, records):
    """One JSON document that holds the records in a member, each on its line."""
    inner = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    return f'{{"{member}":[\n{inner}\n]}}\n'


def finish(script, files):
    """Writes {path: text} beside the script; with --check, exits 1 where a file is not what it would be.

    Packed files are compared unpacked, for what packs them may differ from one version to the next.
    """
    folder = pathlib.Path(script).parent
    stale = []
    for name, text in files.items():
        path, data = folder / name, text.encode()
        packed = path.suffix == ".gz"
        if "--check" not in sys.argv[1:]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(gzip.compress(data, 9, mtime=0) if packed else data)
            continue
        present = path.read_bytes() if path.exists() else b""
        if (gzip.decompress(present) if packed and present else present) != data:
            stale.append(str(path))
    for path in stale:
        print(f"{path} is not what {script} makes", file=sys.stderr)
    sys.exit(1 if stale else 0)

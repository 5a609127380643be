#!/usr/bin/env python3
"""Makes the logs of the case of keys: a LiteLLM gateway's payloads, OpenAI's audit log, the desk's notes.

    ./make_log.py           writes the files
    ./make_log.py --check   exits 1 if they are not what this file makes

Everything is made up.
"""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from invented_log import Numbers, at, finish, lines, seconds  # noqa: E402


class Gateway:
    """The payloads of a LiteLLM gateway."""

    def __init__(self):
        self.numbers, self.records = Numbers(20260302), []

    def add(self, time, org, key, workload, refused=False):
        time = at(time) if isinstance(time, str) else time
        read, written = self.numbers.between(300, 2400), 0 if refused else self.numbers.between(60, 900)
        self.records.append({
            "id": f"chatcmpl-{self.numbers.hex(10)}", "call_type": "acompletion", "stream": False,
            "status": "failure" if refused else "success", "custom_llm_provider": "openai",
            "startTime": time.timestamp(), "endTime": time.timestamp() + 2.5, "model": "gpt-5-mini",
            "metadata": {"user_api_key_hash": key, "user_api_key_org_id": org, "user_api_key_team_id": f"proj_{org}",
                         "user_api_key_user_id": None, "requester_ip_address": "198.51.100.7"},
            "prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written,
            "response_cost": round(written * 0.000002, 6), "end_user": "",
            "request_tags": [f"workload:{workload}"] if workload else [],
            "error_information": {"error_code": "429" if refused else "", "error_class": "RateLimitError" if refused else ""},
        })


def gateway():
    log = Gateway()
    for day in range(27):
        morning = at("2026-03-02T07:00:00") + seconds(86400 * day)
        for org, workload, calls in (("cedar", "search", 6), ("birch", "letters", 5)):
            for _ in range(calls):
                log.add(morning + seconds(log.numbers.below(36000)), org, f"key-{org}-1", workload)
    # Birch borrows Cedar's key for three days in the middle of the month.
    for day in (14, 15, 16):
        for hour in (9, 11):
            log.add(f"2026-03-{day}T{hour:02}:20:00", "birch", "key-cedar-1", "letters")
    # Cedar's nightly index reaches its limit, and goes on under a key that was made six minutes later.
    for minute in (0, 1, 2):
        log.add(f"2026-03-10T21:0{minute}:00", "cedar", "key-cedar-2", "nightly-index", refused=True)
    for minute in range(9, 30, 3):
        log.add(f"2026-03-10T21:{minute:02}:00", "cedar", "key-cedar-3", "nightly-index")
    log.add("2026-03-10T21:31:00", "cedar", "key-cedar-3", None)  # nobody tagged this one
    log.add("2026-03-10T21:35:00", "cedar", "key-cedar-1", "search")  # another workload
    log.add("2026-03-10T22:50:00", "cedar", "key-cedar-3", "nightly-index")  # later than an hour
    # Birch reaches a limit, too, and waits.
    log.add("2026-03-20T10:00:00", "birch", "key-birch-1", "letters", refused=True)
    log.add("2026-03-20T10:02:00", "birch", "key-birch-1", "letters")
    for hour in (9, 10, 11):  # of Alder's contract nobody knows the texts
        log.add(f"2026-03-24T{hour:02}:30:00", "alder", "key-alder-1", "drafts")
    log.records.sort(key=lambda record: record["startTime"])
    return log.records


def audit(number, time, kind, project, key):
    """A record of OpenAI's audit log."""
    return {
        "id": f"audit_log-{number:04}", "type": kind, "effective_at": int(at(time).timestamp()),
        "project": {"id": project, "name": project.removeprefix("proj_")},
        "actor": {"type": "session", "session": {"user": {"id": "user-7", "email": "ops@house.example"},
                                                 "ip_address": "198.51.100.7", "user_agent": "Mozilla/5.0"}},
        kind: {"id": key, "data": {"scopes": ["model.request"]}},
    }


def main():
    audits = [
        audit(1, "2026-03-01T09:00:00", "api_key.created", "proj_cedar", "key-cedar-2"),
        audit(2, "2026-03-10T21:08:00", "api_key.created", "proj_cedar", "key-cedar-3"),
        audit(3, "2026-03-18T09:00:00", "api_key.created", "proj_birch", "key-birch-2"),
        audit(4, "2026-03-22T17:00:00", "api_key.deleted", "proj_birch", "key-birch-2"),
    ]
    desk = [
        {"time": "2026-03-22T10:00:00Z", "event": "key_transfer", "key": "key-birch-2", "org": "birch", "to_org": "elm",
         "account": "proj_birch", "provider": "openai"},
        {"time": "2026-03-28T14:00:00Z", "event": "key_transfer", "key": "key-alder-1", "org": "alder", "to_org": "elm",
         "account": "proj_alder", "provider": "openai"},
    ]
    finish(__file__, {"logs/gateway.ndjson.gz": lines(gateway()), "logs/openai-audit.ndjson.gz": lines(audits),
                      "logs/desk.ndjson": lines(desk)})


if __name__ == "__main__":
    main()

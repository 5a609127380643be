#!/usr/bin/env python3
"""Makes the logs of the reseller's case: OpenTelemetry spans of an editor, and the developer's letters.

    ./make_log.py           writes the files
    ./make_log.py --check   exits 1 if they are not what this file makes

Everything is made up.
"""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from invented_log import Numbers, at, finish, lines, seconds  # noqa: E402

MODEL = "claude-sonnet-4-5"


def attribute(key, value):
    kind = "intValue" if isinstance(value, int) else "stringValue"
    return {"key": key, "value": {kind: str(value)}}


def span(numbers, time, customer, purpose, output_tokens=None, provider="anthropic", model=MODEL):
    """One call of a model, as OTLP/JSON writes a span."""
    fields = {
        "gen_ai.operation.name": "chat", "gen_ai.provider.name": provider, "gen_ai.request.model": model,
        "gen_ai.response.model": model, "gen_ai.response.id": f"msg_{numbers.hex(12)}",
        "gen_ai.usage.input_tokens": numbers.between(900, 9000),
        "gen_ai.usage.output_tokens": output_tokens or numbers.between(80, 1600), "editor.key": "key-lantern-1",
        "editor.customer.org": customer, "editor.purpose": purpose,
    }
    start = int(time.timestamp()) * 10**9 + numbers.below(10**9)
    return {
        "traceId": numbers.hex(32), "spanId": numbers.hex(16), "name": f"chat {model}", "kind": 3,
        "startTimeUnixNano": str(start), "endTimeUnixNano": str(start + numbers.between(1, 9) * 10**9),
        "attributes": [attribute(key, value) for key, value in fields.items() if value is not None],
        "status": {},
    }


def export(service, spans):
    """What the collector writes as one line."""
    resource = {"attributes": [attribute("service.name", service), attribute("editor.account", "lantern-prod")]}
    return {"resourceSpans": [{"resource": resource,
                               "scopeSpans": [{"scope": {"name": "editor.llm", "version": "4.2"}, "spans": spans}]}]}


def main():
    numbers, exports = Numbers(20260107), []
    for day in range(24):
        morning = at("2025-12-22T08:00:00") + seconds(86400 * day)
        # Ordinary customers at ordinary work. The editor's own telemetry hardly ever knows a purpose.
        spans = [span(numbers, morning + seconds(numbers.below(30000)), "baker-street", "coding")
                 for _ in range(numbers.between(2, 5))]
        # The lab writes code for its own model: declared as what it is, until somebody asks.
        if day < 16:
            purpose = "product-development" if day % 3 else "evaluation"
            spans += [span(numbers, morning + seconds(numbers.below(30000)), "quarry-lab", purpose)
                      for _ in range(1 + day % 2)]
        if day in (5, 12):  # what the developer lets pass
            spans.append(span(numbers, morning + seconds(31000), "quarry-lab", "safety-evaluation"))
        if day in (8, 9):  # a call that does not say what for, and a customer whom no table knows
            spans.append(span(numbers, morning + seconds(32000), "quarry-lab", None))
            spans.append(span(numbers, morning + seconds(32100), "mill-and-sons", "product-development"))
        if day == 10:  # another maker's model is under other terms
            spans.append(span(numbers, morning + seconds(33000), "quarry-lab", "product-development",
                              provider="openai", model="gpt-5"))
        if day in (18, 21):  # after the ban, once under the old name and once without any
            spans.append(span(numbers, morning + seconds(32000), "quarry-lab" if day == 18 else None, "coding"))
        exports.append(export("editor-agent", spans))
    letters = [
        {"time": "2026-01-06T17:00:00Z", "event": "request", "id": "rq-1", "kind": "information", "org": "lantern-editor",
         "subject": "lantern-prod", "by": "anthropic"},
        {"time": "2026-01-07T16:00:00Z", "event": "termination", "org": "quarry-lab", "provider": "anthropic"},
        {"time": "2026-01-12T09:00:00Z", "event": "reply", "request": "rq-1", "org": "lantern-editor"},
        {"time": "2026-01-13T09:00:00Z", "event": "request", "id": "rq-2", "kind": "information", "org": "lantern-editor",
         "subject": "quarry-lab", "by": "anthropic"},
    ]
    finish(__file__, {"logs/spans.ndjson.gz": lines(exports), "logs/letters.ndjson": lines(letters)})


if __name__ == "__main__":
    main()

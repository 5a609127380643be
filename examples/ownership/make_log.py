#!/usr/bin/env python3
"""Makes the logs of the case of owners: Bedrock's invocation log, and the register of customers.

    ./make_log.py           writes the files
    ./make_log.py --check   exits 1 if they are not what this file makes

Everything is made up.
"""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from invented_log import Numbers, at, finish, lines, seconds, stamp  # noqa: E402

CLAUDE, OTHER = "anthropic.claude-sonnet-4-20250514-v1:0", "amazon.nova-lite-v1:0"
ACCOUNTS = {  # account: the role that calls, the region
    "111122223333": ("heron-quests", "eu-central-1"), "222233334444": ("finch-desk", "eu-west-1"),
    "333344445555": ("swift-routes", "eu-central-1"), "444455556666": ("wren-letters", "eu-west-1"),
    "555566667777": ("plover-tiles", "eu-central-1"), "666677778888": ("notebook", "eu-west-1"),
}


def record(numbers, time, account, model):
    """A record of Bedrock's model invocation log, bodies left out."""
    role, region = ACCOUNTS[account]
    return {
        "schemaType": "ModelInvocationLog", "schemaVersion": "1.0", "timestamp": stamp(time), "accountId": account,
        "identity": {"arn": f"arn:aws:sts::{account}:assumed-role/{role}/app"}, "region": region,
        "requestId": f"{numbers.hex(8)}-{numbers.hex(4)}", "operation": "Converse", "modelId": model,
        "input": {"inputContentType": "application/json", "inputTokenCount": numbers.between(60, 4000)},
        "output": {"outputContentType": "application/json", "outputTokenCount": numbers.between(20, 900)},
    }


def main():
    numbers, records = Numbers(20250905), []
    for day in range(0, 175, 3):
        for account in ACCOUNTS:
            # Two accounts came late: one in December, one that nobody entered, for a week in January.
            if account == "444455556666" and day < 105 or account == "666677778888" and not 138 <= day < 145:
                continue
            time = at("2025-08-20T06:00:00") + seconds(86400 * day + numbers.below(50000))
            # The heron stopped on 20 November, and came back when a part of it had been sold.
            model = OTHER if account == "111122223333" and 92 <= day < 148 else CLAUDE
            records.append((time, account, model))
    records.sort()
    register = [
        {"time": "2025-11-03T09:00:00Z", "event": "ownership_change", "org": "swift-freight", "owner": "ocean-holding",
         "share": 0.51},
        {"time": "2025-12-11T15:00:00Z", "event": "review", "subject": "swift-freight", "method": "ownership",
         "by": "compliance", "outcome": "more than half, from an unsupported region"},
        {"time": "2026-01-15T09:00:00Z", "event": "ownership_change", "org": "heron-games", "owner": "heron-staff",
         "share": 0.25},
    ]
    finish(__file__, {
        "logs/bedrock.ndjson.gz": lines(record(numbers, *call) for call in records),
        "logs/register.ndjson": lines(register),
    })


if __name__ == "__main__":
    main()

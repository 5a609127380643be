#!/usr/bin/env python3
"""Makes logs/ and rules/facts of the account farm: thousands of accounts, two cards, one purpose.

    ./make_log.py           writes the files
    ./make_log.py --check   exits 1 if they are not what this file makes

Everything is made up. Addresses are of the blocks that are kept for documentation, and of the block
198.18.0.0/15 that is kept for measurements.
"""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from invented_log import Numbers, at, finish, lines, seconds, stamp  # noqa: E402

OLD, NEW = "claude-sonnet-4-5", "claude-opus-4-6"
RELEASE = at("2026-02-05T18:00:00")


def row(numbers, number, time, account, ip, model, output_tokens):
    """A row of LiteLLM's spend log."""
    return {
        "request_id": f"chatcmpl-{number:06x}", "call_type": "acompletion", "api_key": f"hash-{account}",
        "startTime": time.strftime("%Y-%m-%d %H:%M:%S.000000"), "model": model, "model_group": model,
        "custom_llm_provider": "anthropic", "organization_id": "", "team_id": account, "end_user": "",
        "user": "", "requester_ip_address": ip, "prompt_tokens": numbers.between(200, 1200),
        "completion_tokens": output_tokens, "spend": round(output_tokens * 0.000015, 6),
        "metadata": "{}", "request_tags": "[]", "cache_hit": "None", "status": "success",
    }


def farm(numbers, cards, blocks, count, name, calls, after_release):
    """Accounts that one hand opened: each of them small, all of them awake at the same hours."""
    accounts = [f"{name}-{numbers.hex(9)}" for _ in range(count)]
    for index, account in enumerate(accounts):
        ip = f"{blocks[index % len(blocks)]}.{index % 48 + 10}"
        for _ in range(calls):
            # Four hours a day, and half of them after the new model came.
            late = numbers.below(100) < 45
            day = numbers.between(5, 6) if late else numbers.between(1, 4)
            time = at(f"2026-02-0{day}T19:00:00") + seconds(numbers.below(4 * 3600))
            model = NEW if time > RELEASE and numbers.below(100) < after_release else OLD
            yield time, account, ip, model, numbers.between(1500, 2600)
    cards.extend((account, numbers.one_of(["card-7f3a", "card-91c0"]), "") for account in accounts)


def ordinary(numbers, cards):
    """Customers of their own: an account, a card and mostly an address each; one office behind a gate."""
    for index in range(160):
        account = f"acct-{index:03}"
        office = index < 4
        block = "203.0.113" if index % 2 else "198.51.100"
        ip = "192.0.2.7" if office else f"{block}.{index + 1}" if index < 150 else None
        cards.append((account, "card-office" if office else f"card-{index:03}", ""))
        for _ in range(numbers.between(3, 9)):
            time = at("2026-02-01T07:00:00") + seconds(numbers.below(6 * 86400))
            model = NEW if time > RELEASE and numbers.below(100) < 15 else OLD
            yield time, account, ip, model, numbers.between(40, 900)
    for index in range(3):  # nobody knows who pays for these
        for _ in range(4):
            time = at("2026-02-03T08:00:00") + seconds(numbers.below(2 * 86400))
            yield time, f"acct-gift-{index}", f"203.0.113.{200 + index}", OLD, numbers.between(200, 700)


def case_file():
    """What no gateway knows: the developer's releases and what its trust team did."""
    return lines([
        {"time": "2026-01-20T09:00:00Z", "event": "termination", "account": "north-001", "org": "north-lab",
         "provider": "anthropic"},
        {"time": stamp(RELEASE), "event": "model_release", "model": NEW, "by": "anthropic"},
    ])


def main():
    numbers, cards = Numbers(20260201), []
    calls = list(farm(numbers, cards, ["198.18.4", "198.18.5"], 2300, "u", 3, 62))
    calls += list(farm(numbers, cards, ["198.18.77"], 100, "w", 4, 20))
    calls += list(ordinary(numbers, cards))
    # One account of the farm is known: it belongs to a company under the hand of one that was banned.
    known = cards[0][0]
    calls.sort(key=lambda call: call[0])
    rows = [row(numbers, index, *call) for index, call in enumerate(calls, 1)]
    payments = "account,card,note\n" + "".join(f"{a},{c},{n}\n" for a, c, n in cards)
    accounts = ("account,contract,org,serves,from,until,note\n"
                f"{known},,north-tools,north-tools,2026-01-25,,made up: the person who opened it signs for that company\n")
    finish(__file__, {
        "logs/gateway.ndjson.gz": lines(rows),
        "logs/trust-team.ndjson": case_file(),
        "rules/facts/payments.csv": payments,
        "rules/facts/accounts.csv": accounts,
    })


if __name__ == "__main__":
    main()

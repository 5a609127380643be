#!/usr/bin/env python3
"""Makes log.ndjson: the scenario's events by hand, ordinary use around them from a fixed sequence.

    ./make_log.py           writes log.ndjson beside this file
    ./make_log.py --check   exits 1 if log.ndjson is not what this file makes

Every line says what in it is made up. `"invented": true`: the whole event. `"invented": [fields]`:
those fields; the event itself follows a report, which README.md names by the number in `scenario`.
Nothing here is a measurement of anybody's use.
"""

import datetime as dt
import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from invented_log import Numbers  # noqa: E402

LOG = pathlib.Path(__file__).with_name("log.ndjson")

# Model, dollars for a thousand output tokens: round figures, invented like everything that is
# computed from them.
PRICES = {"gpt-3.5-turbo": 0.002, "gpt-4": 0.06, "text-davinci-003": 0.02}


class Log:
    def __init__(self):
        self.events = []

    def add(self, time, event, invented, scenario=None, **fields):
        record = {"time": time, "event": event, **fields}
        if scenario:
            record["scenario"] = scenario
        if invented is not True:
            numbers = [name for name, value in fields.items() if holds_number(value)]
            invented = list(invented) + [name for name in numbers if name not in invented]
        record["invented"] = invented
        self.events.append(record)

    def lines(self):
        self.events.sort(key=lambda record: record["time"])
        for number, record in enumerate(self.events, 1):
            yield json.dumps({"id": f"e{number:04}", **record}, ensure_ascii=False)


def holds_number(value):
    values = value if isinstance(value, list) else [value]
    return any(isinstance(v, (int, float)) and not isinstance(v, bool) for v in values)


def stamp(day, seconds):
    return (day + dt.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def call(numbers, model, requests):
    """The amounts of a call, or of a batch of calls that the log holds as one."""
    output_tokens = requests * numbers.between(120, 480)
    return {
        "requests": requests,
        "input_tokens": requests * numbers.between(200, 900),
        "output_tokens": output_tokens,
        "cost_usd": round(output_tokens * PRICES.get(model, 0.001) / 1000, 4),
    }


CUSTOMERS = [  # org, account, contract, provider, keys, workloads, regions, models
    ("acme-retail", "openai-acme", "acme-direct", "openai", ["acme-key-1"],
     ["search", "product-texts"], ["us-east"], ["gpt-3.5-turbo", "text-davinci-003"]),
    ("lumen-health", "azure-lumen-weu", "lumen-azure", "azure", ["lumen-key-1", "lumen-key-2"],
     ["triage-notes", "letters"], ["westeurope"], ["gpt-4", "gpt-3.5-turbo"]),
    ("orbit-games", "openai-orbit", "orbit-direct", "openai", ["orbit-key-1"],
     ["npc-dialogue"], ["us-west"], ["gpt-3.5-turbo"]),
    ("customer-b", "azure-b-sea", "b-azure", "azure", ["b-az-key-1"],
     ["shop-assistant", "video-captions"], ["southeastasia"], ["gpt-3.5-turbo", "gpt-4"]),
]


def ordinary_use(log, numbers):
    """Product traffic of four customers, two or three calls a week."""
    day = dt.datetime(2022, 12, 5)
    while day < dt.datetime(2024, 3, 29):
        for org, account, contract, provider, keys, workloads, regions, models in CUSTOMERS:
            # After the suspension only a few calls of the suspended customer, to keep that part short.
            if org == "customer-b" and day > dt.datetime(2023, 12, 14) and day.day > 7:
                continue
            model = numbers.one_of(models)
            log.add(stamp(day, numbers.between(0, 6 * 86400)), "inference", True, org=org,
                    account=account, contract=contract, provider=provider, developer="openai",
                    model=model, key=numbers.one_of(keys), workload=numbers.one_of(workloads),
                    purpose="product", region=regions[0],
                    **call(numbers, model, numbers.between(1, 40)))
        day += dt.timedelta(days=7)

    for month in range(15):
        first = dt.datetime(2023 + month // 12, month % 12 + 1, 1)
        for org, account, contract, provider in (CUSTOMERS[0][:4], CUSTOMERS[1][:4]):
            log.add(stamp(first, 3600), "invoice", True, org=org, account=account,
                    contract=contract, provider=provider, developer="openai",
                    amount_usd=numbers.between(900, 9000), period=first.strftime("%Y-%m"))


def ordinary_events(log):
    """What else happens around models, at fixed times."""
    def say(time, event, **fields):
        log.add(time, event, True, **fields)

    say("2022-12-01T09:00:00Z", "key_creation", key="acme-key-1", account="openai-acme",
        org="acme-retail", provider="openai")
    say("2022-12-02T09:00:00Z", "key_creation", key="b-az-key-1", account="azure-b-sea",
        org="customer-b", provider="azure")
    say("2022-12-02T09:05:00Z", "key_creation", key="b-key-1", account="openai-b",
        org="customer-b", provider="openai")
    say("2023-03-02T09:00:00Z", "key_creation", key="b-key-2", account="openai-b",
        org="customer-b", provider="openai")
    # A limit is reached and the same key goes on: that is waiting, not evading.
    say("2023-05-03T10:00:00Z", "rate_limit_hit", org="acme-retail", account="openai-acme",
        key="acme-key-1", contract="acme-direct", provider="openai", developer="openai",
        model="gpt-3.5-turbo", workload="search")
    say("2023-05-03T10:06:00Z", "inference", org="acme-retail", account="openai-acme",
        key="acme-key-1", contract="acme-direct", provider="openai", developer="openai",
        model="gpt-3.5-turbo", workload="search", purpose="product", requests=1,
        input_tokens=310, output_tokens=150, cost_usd=0.0003)
    # A customer who does not compete trains on output.
    say("2023-06-05T09:00:00Z", "inference", org="acme-retail", account="openai-acme",
        key="acme-key-1", contract="acme-direct", provider="openai", developer="openai",
        model="gpt-3.5-turbo", workload="product-texts", purpose="training-data", requests=800,
        input_tokens=240000, output_tokens=310000, cost_usd=0.62,
        outputs=["responses:acme/2023-06"])
    say("2023-06-06T09:00:00Z", "dataset_write", org="acme-retail", by="texts-team",
        inputs=["responses:acme/2023-06"], dataset="acme_texts_v1", amounts=[310000])
    say("2023-06-08T09:00:00Z", "training", org="acme-retail", by="texts-team",
        model="ft:gpt-3.5-turbo:acme-texts", base_model="gpt-3.5-turbo", purpose="fine-tune",
        family="gpt-3.5", platform="openai", distributed=False, datasets=["acme_texts_v1"],
        amounts=[310000])
    say("2023-06-09T09:00:00Z", "evaluation", org="acme-retail", by="texts-team",
        model="ft:gpt-3.5-turbo:acme-texts", datasets=["acme_texts_holdout"],
        results="acme_eval_1", method="human")
    say("2023-06-20T09:00:00Z", "deployment", org="acme-retail", by="texts-team",
        model="ft:gpt-3.5-turbo:acme-texts", service="acme-product-texts",
        environment="production", region="us-east")
    # A key passes to a subsidiary with consent.
    say("2023-07-03T09:00:00Z", "approval", subject="orbit-key-1", org="orbit-games",
        by="openai", reference="case 1 (invented)")
    say("2023-07-05T09:00:00Z", "key_transfer", key="orbit-key-1", account="openai-orbit",
        org="orbit-games", to_org="orbit-mobile", provider="openai")
    say("2023-09-04T09:00:00Z", "review", subject="triage-notes", org="lumen-health",
        by="clinical-board", method="sample", outcome="in order")
    say("2023-10-02T09:00:00Z", "incident", org="lumen-health", kind="wrong recipient",
        severity="low", personal_data=True)
    say("2023-10-03T15:00:00Z", "notice", subject="wrong recipient", org="lumen-health",
        recipient="data protection authority")


def annotation(log, numbers):
    """Row 2: January to March 2023, most of it through the reseller; the limit is hit often."""
    weeks = []
    for week in range(1, 11):
        monday = dt.datetime(2023, 1, 2) + dt.timedelta(days=7 * (week - 1))
        outputs = f"responses:azure/2023-w{week:02}"
        weeks.append(outputs)
        for _ in range(2):
            at = numbers.between(0, 5 * 86400)
            log.add(stamp(monday, at), "inference", ["time"], "2", org="customer-b",
                    account="azure-b-sea", contract="b-azure", provider="azure",
                    developer="openai", model="gpt-3.5-turbo" if week > 8 else "text-davinci-003",
                    key="b-az-key-1", workload="annotate", purpose="annotation",
                    region="southeastasia", outputs=[outputs],
                    **call(numbers, "text-davinci-003", numbers.between(2000, 9000)))
            log.add(stamp(monday, at + numbers.between(60, 3000)), "rate_limit_hit", ["time"], "2",
                    org="customer-b", account="azure-b-sea", contract="b-azure", provider="azure",
                    developer="openai", model="text-davinci-003", key="b-az-key-1",
                    workload="annotate")
    for day in (14, 28):
        outputs = f"responses:openai/2023-02-{day}"
        weeks.append(outputs)
        log.add(f"2023-02-{day}T04:20:00Z", "inference", ["time"], "2", org="customer-b",
                account="openai-b", contract="b-direct", provider="openai", developer="openai",
                model="text-davinci-003", key="b-key-1", workload="annotate",
                purpose="annotation", region="us-west", outputs=[outputs],
                **call(numbers, "text-davinci-003", 600))
    return weeks


def spring(log, numbers, response_sets):
    """Rows 1 and 3 to 10: from the contract to the deletion."""
    log.add("2022-12-01T00:00:00Z", "contract_start", ["time"], "1", contract="b-azure",
            org="customer-b", provider="azure",
            terms=["microsoft.product-terms", "openai.business-terms"])
    log.add("2022-12-01T00:00:01Z", "contract_start", ["time"], "1", contract="b-direct",
            org="customer-b", provider="openai", terms=["openai.terms-of-use"])
    # Row 3: a limit, then the same workload under a second key.
    log.add("2023-03-16T03:10:00Z", "rate_limit_hit", True, "3", org="customer-b",
            account="openai-b", contract="b-direct", provider="openai", developer="openai",
            model="gpt-3.5-turbo", key="b-key-1", workload="annotate")
    log.add("2023-03-16T03:14:00Z", "inference", True, "3", org="customer-b", account="openai-b",
            contract="b-direct", provider="openai", developer="openai", model="gpt-3.5-turbo",
            key="b-key-2", workload="annotate", purpose="annotation", region="us-west",
            outputs=["responses:openai/2023-03-16"], **call(numbers, "gpt-3.5-turbo", 500))
    # Rows 4 to 6: raw, desensitised, renamed, merged.
    sets = response_sets + ["responses:openai/2023-03-16"]
    log.add("2023-03-17T02:00:00Z", "dataset_write", ["time"], "4", org="customer-b",
            by="data-team", inputs=sets, dataset="gpt_raw_v1", mode="append",
            amounts=[numbers.between(900000, 3000000) for _ in sets])
    log.add("2023-03-18T02:00:00Z", "transformation", ["time"], "5", org="customer-b",
            by="data-team", method="desensitise", inputs=["gpt_raw_v1"], output="sft_clean_v1",
            amounts=[18000000])
    log.add("2023-03-18T06:00:00Z", "rename", ["time"], "5", org="customer-b", by="data-team",
            old_name="sft_clean_v1", new_name="cn_qa_v1")
    log.add("2023-03-19T02:00:00Z", "collection", ["time"], "6", org="customer-b",
            dataset="own_dialogue_v1", origin="written by staff", tokens=42000000)
    log.add("2023-03-19T08:00:00Z", "merge", ["time"], "6", org="customer-b", by="data-team",
            inputs=["cn_qa_v1", "own_dialogue_v1"], output="sft_mix_v1",
            amounts=[18000000, 42000000])
    log.add("2023-03-20T01:00:00Z", "training", ["time"], "7", org="customer-b", by="model-team",
            model="harbor-small-v0", purpose="chat-model", family="harbor", platform="own",
            distributed=False, datasets=["sft_mix_v1"], amounts=[60000000])
    log.add("2023-04-02T01:00:00Z", "training", True, "control: a classifier", org="customer-b",
            by="safety-team", model="harbor-filter-v1", purpose="classifier", family="harbor",
            platform="own", distributed=False, datasets=["cn_qa_v1"], amounts=[18000000])
    log.add("2023-04-15T00:00:00Z", "policy_change", ["time"], "8", org="customer-b",
            policy="customer-b.model-data", version="2023-04", by="compliance")
    log.add("2023-05-08T01:00:00Z", "merge", ["time"], "9", org="customer-b", by="data-team",
            inputs=["cn_qa_v1", "own_dialogue_v2"], output="sft_mix_v2",
            amounts=[18000000, 130000000])
    log.add("2023-05-10T01:00:00Z", "training", ["time"], "9", org="customer-b", by="model-team",
            model="harbor-base-v1", purpose="foundation-model", family="harbor", platform="own",
            distributed=False, datasets=["own_pretrain_v1", "sft_mix_v2"],
            amounts=[300000000000, 148000000])
    log.add("2023-06-30T12:00:00Z", "deletion", ["time"], "10", org="customer-b", by="data-team",
            artifacts=["gpt_raw_v1", "cn_qa_v1"], reason="internal check")


def summer_to_winter(log, numbers):
    """Rows 11 to 18: the product, the stop order, the suspension and what came after."""
    log.add("2023-08-15T00:00:00Z", "policy_change", ["time"], "11", org="customer-b",
            policy="customer-b.model-data", version="2023-08", by="compliance")
    log.add("2023-08-15T02:00:00Z", "approval", ["time"], "11", subject="harbor-chat",
            org="customer-b", by="regulator")
    log.add("2023-08-15T04:00:00Z", "deployment", ["time"], "11", org="customer-b",
            by="product", model="harbor-base-v1", service="harbor-chat",
            environment="production")
    log.add("2023-09-15T08:00:00Z", "review", ["time"], "12", subject="harbor-base-v1",
            org="customer-b", by="compliance", method="similarity sampling",
            outcome="not reported")
    log.add("2023-09-20T01:00:00Z", "training", True, "control: after the deletion",
            org="customer-b", by="model-team", model="harbor-base-v2",
            base_model="harbor-base-v1", purpose="foundation-model", family="harbor",
            platform="own", distributed=False, datasets=["own_dialogue_v3"],
            amounts=[160000000])
    evaluation = dict(org="customer-b", account="openai-b", contract="b-direct",
                      provider="openai", developer="openai", model="gpt-4", key="b-key-1",
                      region="us-west")
    log.add("2023-10-20T05:00:00Z", "inference", ["time"], "13", **evaluation,
            workload="model-eval", purpose="evaluation", assessed_model="harbor-base-v2",
            **call(numbers, "gpt-4", 1200))
    log.add("2023-10-22T05:00:00Z", "inference", True, "control: no purpose in the log",
            **evaluation, workload="model-eval", **call(numbers, "gpt-4", 300))
    log.add("2023-11-01T09:00:00Z", "approval", True, "control: cleared", subject="safety-bench",
            org="customer-b", by="compliance@customer-b.example")
    log.add("2023-11-05T05:00:00Z", "inference", True, "control: cleared", **evaluation,
            workload="safety-bench", purpose="evaluation", assessed_model="harbor-base-v2",
            **call(numbers, "gpt-4", 200))
    log.add("2023-11-15T01:00:00Z", "training", True, "control: clean data", org="customer-b",
            by="model-team", model="harbor-clean-v1", purpose="foundation-model",
            family="harbor", platform="own", distributed=False, datasets=["own_pretrain_v2"],
            amounts=[250000000000])
    log.add("2023-11-20T01:00:00Z", "deployment", True, "control: clean data", org="customer-b",
            by="product", model="harbor-clean-v1", service="harbor-notes",
            environment="production")
    log.add("2023-12-15T21:00:00Z", "suspension", ["time of day"], "14", account="openai-b",
            org="customer-b", provider="openai", reason="investigation")
    after = dict(org="customer-b", developer="openai", model="gpt-3.5-turbo",
                 workload="shop-assistant", purpose="product")
    log.add("2023-12-16T02:00:00Z", "inference", True, "15", **after, account="openai-b",
            contract="b-direct", provider="openai", key="b-key-1", region="us-west",
            **call(numbers, "gpt-3.5-turbo", 12))
    log.add("2023-12-16T02:05:00Z", "inference", True, "16", **after, account="azure-b-sea",
            contract="b-azure", provider="azure", key="b-az-key-1", region="southeastasia",
            **call(numbers, "gpt-3.5-turbo", 30))
    log.add("2023-12-19T12:00:00Z", "statement", ["time of day"], "17", org="customer-b",
            by="spokesperson", subject="use of GPT and other models of third parties",
            text="to a very limited extent, in evaluation and testing")
    # What the same reseller charges all others: so that the one invoice is near a quarter, as reported.
    for number in range(1, 6):
        log.add(f"2024-03-31T22:{number}0:00Z", "invoice", True, "18", org=f"others-{number}",
                account=f"azure-others-{number}", contract=f"others-{number}-azure", provider="azure",
                developer="openai", amount_usd=12500000, period="2024-03")
    log.add("2024-03-31T23:00:00Z", "invoice", ["time", "account", "period"], "18",
            org="customer-b", account="azure-b-sea", contract="b-azure", provider="azure",
            developer="openai", amount_usd=20000000, period="2024-03")


def controls(log, numbers):
    """Rows 19 and 20: other companies, other developers' texts."""
    def chain(day, org, scenario, developer, model, outputs, dataset, tokens):
        log.add(f"{day}T08:00:00Z", "inference", True, scenario, org=org, account=f"own-{org}",
                contract=f"{org}-{developer}", provider=developer, developer=developer,
                model=model, workload="synthetic-data", purpose="training-data",
                outputs=[outputs], **call(numbers, model, 4000))
        log.add(f"{day}T18:00:00Z", "dataset_write", True, scenario, org=org, inputs=[outputs],
                dataset=dataset, amounts=[tokens])

    def training(time, org, scenario, model, family, dataset, tokens, **more):
        log.add(time, "training", True, scenario, org=org, model=model, purpose="fine-tune",
                family=family, platform="own", distributed=True, datasets=[dataset],
                amounts=[tokens], **more)

    chain("2024-04-18", "meadow-labs", "19", "meta", "llama-3-70b-instruct",
          "responses:meadow/llama-3", "meadow_qa_v1", 9000000)
    training("2024-04-19T08:00:00Z", "meadow-labs", "19", "meadow-7b", "meadow", "meadow_qa_v1",
             9000000)
    training("2024-04-22T08:00:00Z", "meadow-labs", "19", "llama-3-8b-meadow", "llama-3",
             "meadow_qa_v1", 9000000, base_model="llama-3-8b")
    chain("2024-07-23", "meadow-labs", "19", "meta", "llama-3.1-405b-instruct",
          "responses:meadow/llama-3.1", "meadow_qa_v2", 12000000)
    training("2024-07-24T08:00:00Z", "meadow-labs", "19", "lantern-8b", "meadow", "meadow_qa_v2",
             12000000)
    for time, name in (("2024-07-25T08:00:00Z", "Llama-Lantern-8B"),
                       ("2024-07-26T08:00:00Z", "Lantern-8B")):
        log.add(time, "distribution", True, "19", org="meadow-labs", model="lantern-8b",
                name=name, notices=["NOTICE"])
    chain("2025-10-01", "brook-labs", "20", "deepseek", "deepseek-chat",
          "responses:brook/deepseek", "brook_qa_v1", 7000000)
    training("2025-10-02T08:00:00Z", "brook-labs", "20", "brook-3b", "brook", "brook_qa_v1",
             7000000)


def make():
    log, numbers = Log(), Numbers(20231215)
    ordinary_use(log, numbers)
    ordinary_events(log)
    spring(log, numbers, annotation(log, numbers))
    summer_to_winter(log, numbers)
    controls(log, numbers)
    return "".join(line + "\n" for line in log.lines())


def main():
    text = make()
    if sys.argv[1:] == ["--check"]:
        return 0 if LOG.read_text(encoding="utf-8") == text else f"{LOG} is not what this file makes"
    LOG.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

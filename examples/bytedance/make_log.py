#!/usr/bin/env python3
"""Makes logs/: the scenario's events by hand, ordinary use around them from a fixed sequence.

    ./make_log.py           writes the files
    ./make_log.py --check   exits 1 if they are not what this file makes

The story is told here as plain events, and forms.py writes each as the system does that would hold it.
The numbers in comments are the rows of the story in README.md. The months follow reports; all names,
amounts, days and hours are made up, and nothing here is a measurement of anybody's use.
"""

import datetime as dt
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from forms import written  # noqa: E402
from invented_log import Numbers, finish  # noqa: E402


class Log:
    def __init__(self):
        self.events = []

    def add(self, time, event, org=None, **fields):
        who = {} if org is None else {"org": org}
        self.events.append({"time": time, "event": event, **who, **fields})

    def b(self, time, event, **fields):
        self.add(time, event, "customer-b", **fields)


def stamp(day, seconds):
    return (day + dt.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def amounts(numbers, requests):
    """What some calls of one kind took and gave."""
    return {
        "requests": requests,
        "output_tokens": requests * numbers.between(120, 480),
        "input_tokens": requests * numbers.between(200, 900),
    }


DIRECT = {"provider": "openai"}
AZURE = {"provider": "azure", "account": "azure-b-sea", "key": "b-az-key-1", "region": "Southeast Asia"}

CUSTOMERS = [  # org, the seller, keys, workloads, models
    ("acme-retail", DIRECT, ["acme-key-1"], ["search", "product-texts"],
     ["gpt-3.5-turbo", "text-davinci-003"]),
    ("lumen-health", {"provider": "azure", "account": "azure-lumen-weu", "region": "West Europe"},
     ["lumen-key-1", "lumen-key-2"], ["triage-notes", "letters"], ["gpt-4", "gpt-35-turbo"]),
    ("orbit-games", DIRECT, ["orbit-key-1"], ["npc-dialogue"], ["gpt-3.5-turbo"]),
    ("customer-b", AZURE, ["b-az-key-1"], ["shop-assistant", "video-captions"],
     ["gpt-35-turbo", "gpt-4"]),
]


def ordinary_use(log, numbers):
    """Product traffic of four customers, and what two of them are charged."""
    day = dt.datetime(2022, 12, 5)
    while day < dt.datetime(2024, 3, 29):
        for org, seller, keys, workloads, models in CUSTOMERS:
            # After the suspension only a few calls of the suspended customer, to keep that part short.
            if org == "customer-b" and day > dt.datetime(2023, 12, 14) and day.day > 7:
                continue
            model = numbers.one_of(models)
            log.add(stamp(day, numbers.between(0, 6 * 86400)), "inference", org,
                    **{**seller, "key": numbers.one_of(keys)}, model=model, purpose="product",
                    workload=numbers.one_of(workloads), **amounts(numbers, numbers.between(1, 40)))
        day += dt.timedelta(days=7)
    for month in range(15):
        first = dt.datetime(2023 + month // 12, month % 12 + 1, 1)
        for org, provider in (("acme-retail", "openai"), ("lumen-health", "azure")):
            log.add(stamp(first, 3600), "invoice", org, provider=provider,
                    amount_usd=numbers.between(900, 9000))


def ordinary_events(log):
    """What else happens around models, at fixed times."""
    # A limit is reached and the same key goes on: that is waiting, not evading.
    acme = {**DIRECT, "key": "acme-key-1", "model": "gpt-3.5-turbo"}
    log.add("2023-05-03T10:00:00Z", "rate_limit_hit", "acme-retail", **acme, workload="search")
    log.add("2023-05-03T10:06:00Z", "inference", "acme-retail", **acme, workload="search",
            purpose="product", requests=1, input_tokens=310, output_tokens=150)
    # A customer who does not compete trains on output.
    log.add("2023-06-05T09:00:00Z", "inference", "acme-retail", **acme, workload="product-texts",
            purpose="training-data", requests=800, input_tokens=240000, output_tokens=310000)
    log.add("2023-06-06T09:00:00Z", "dataset_write", "acme-retail", by="texts-team",
            inputs=["answers:acme-retail/2023-06-05"], output="acme_texts_v1", rows=[1550])
    log.add("2023-06-08T09:00:00Z", "training", "acme-retail", by="texts-team", model="acme-texts",
            base_model="gpt-3.5-turbo", purpose="fine-tune", family="gpt-3.5", platform="openai",
            distributed=False, datasets=["acme_texts_v1"], rows=[1550])
    log.add("2023-06-20T09:00:00Z", "deployment", "acme-retail", by="texts-team", model="acme-texts",
            service="acme-product-texts", environment="production")
    # A key passes to a subsidiary with consent.
    log.add("2023-07-03T09:00:00Z", "approval", "orbit-games", subject="orbit-key-1", by="openai",
            reference="case 1 (invented)")
    log.add("2023-07-05T09:00:00Z", "key_transfer", "orbit-games", key="orbit-key-1",
            account="openai-orbit-games", to_org="orbit-mobile", provider="openai")


def annotation(log, numbers):
    """Row 2: January to March 2023, most of it through the reseller; the limit is hit often."""
    sets = []
    job = {"workload": "annotate", "purpose": "annotation"}
    for week in range(1, 11):
        monday = dt.datetime(2023, 1, 2) + dt.timedelta(days=7 * (week - 1))
        sets.append(f"answers:azure/2023-w{week:02}")
        model = "gpt-35-turbo" if week > 8 else "text-davinci-003"
        for _ in range(2):
            at = numbers.between(0, 5 * 86400)
            log.b(stamp(monday, at), "inference", **AZURE, **job, model=model, answers=sets[-1],
                  **amounts(numbers, numbers.between(2000, 9000)))
            log.b(stamp(monday, at + numbers.between(60, 3000)), "rate_limit_hit", **AZURE, **job,
                  model=model)
    for day in (14, 28):
        sets.append(f"answers:customer-b/2023-02-{day}")
        log.b(f"2023-02-{day}T04:20:00Z", "inference", **DIRECT, **job, key="b-key-1",
              model="text-davinci-003", **amounts(numbers, 600))
    return sets


def spring(log, numbers, sets):
    """Rows 1 and 3 to 10: from the contract to the deletion."""
    log.b("2022-12-01T00:00:00Z", "contract_start", contract="customer-b-azure", provider="azure",
          terms=["microsoft.product-terms", "openai.business-terms"])
    log.b("2022-12-01T00:00:01Z", "contract_start", contract="customer-b-direct", provider="openai",
          terms=["openai.terms-of-use"])
    # Row 3: a limit, then the same workload under a second key.
    log.b("2023-03-16T03:10:00Z", "rate_limit_hit", **DIRECT, model="gpt-3.5-turbo", key="b-key-1",
          workload="annotate")
    log.b("2023-03-16T03:14:00Z", "inference", **DIRECT, model="gpt-3.5-turbo", key="b-key-2",
          workload="annotate", purpose="annotation", **amounts(numbers, 500))
    # Rows 4 to 6: raw, desensitised, renamed, merged.
    sets = sets + ["answers:customer-b/2023-03-16"]
    log.b("2023-03-17T02:00:00Z", "dataset_write", by="data-team", inputs=sets, output="gpt_raw_v1",
          rows=[numbers.between(4500, 15000) for _ in sets])
    log.b("2023-03-18T02:00:00Z", "dataset_write", by="data-team", job="desensitise",
          inputs=["gpt_raw_v1"], output="sft_clean_v1", rows=[90000])
    log.b("2023-03-18T06:00:00Z", "rename", by="data-team", old_name="sft_clean_v1",
          new_name="cn_qa_v1")
    log.b("2023-03-19T08:00:00Z", "dataset_write", by="data-team", job="merge",
          inputs=["cn_qa_v1", "own_dialogue_v1"], output="sft_mix_v1", rows=[90000, 210000])
    own = {"family": "harbor", "platform": "own", "distributed": False}
    log.b("2023-03-20T01:00:00Z", "training", by="model-team", model="harbor-small-v0", **own,
          purpose="chat-model", datasets=["sft_mix_v1"], rows=[300000])
    # Control: a classifier.
    log.b("2023-04-02T01:00:00Z", "training", by="safety-team", model="harbor-filter-v1", **own,
          purpose="classifier", datasets=["cn_qa_v1"], rows=[90000])
    log.b("2023-04-15T00:00:00Z", "policy_change", policy="customer-b.model-data", version="2023-04",
          by="compliance")
    log.b("2023-05-08T01:00:00Z", "dataset_write", by="data-team", job="merge",
          inputs=["cn_qa_v1", "own_dialogue_v2"], output="sft_mix_v2", rows=[90000, 650000])
    log.b("2023-05-10T01:00:00Z", "training", by="model-team", model="harbor-base-v1", **own,
          purpose="foundation-model", datasets=["own_pretrain_v1", "sft_mix_v2"],
          rows=[1500000000, 740000])
    log.b("2023-06-30T12:00:00Z", "deletion", by="data-team", artifacts=["gpt_raw_v1", "cn_qa_v1"])


def summer(log):
    """Rows 11 and 12, and what was trained after the deletion."""
    log.b("2023-08-15T00:00:00Z", "policy_change", policy="customer-b.model-data", version="2023-08",
          by="compliance")
    log.b("2023-08-15T02:00:00Z", "approval", subject="harbor-chat", by="regulator")
    log.b("2023-08-15T04:00:00Z", "deployment", by="product", model="harbor-base-v1",
          service="harbor-chat", environment="production")
    log.b("2023-09-15T08:00:00Z", "review", subject="harbor-base-v1", by="compliance",
          method="similarity sampling", outcome="not reported")
    own = {"by": "model-team", "purpose": "foundation-model", "family": "harbor", "platform": "own",
           "distributed": False}
    log.b("2023-09-20T01:00:00Z", "training", model="harbor-base-v2", base_model="harbor-base-v1",
          **own, datasets=["own_dialogue_v3"], rows=[800000])
    # Control: clean data.
    log.b("2023-11-15T01:00:00Z", "training", model="harbor-clean-v1", **own,
          datasets=["own_pretrain_v2"], rows=[1250000000])
    log.b("2023-11-20T01:00:00Z", "deployment", by="product", model="harbor-clean-v1",
          service="harbor-notes", environment="production")


def autumn_and_winter(log, numbers):
    """Rows 13 to 18: the evaluations, the suspension and what came after."""
    gpt_4 = {**DIRECT, "model": "gpt-4", "key": "b-key-1"}
    judged = {"purpose": "evaluation", "assessed_model": "harbor-base-v2"}
    log.b("2023-10-20T05:00:00Z", "inference", **gpt_4, workload="model-eval", **judged,
          **amounts(numbers, 1200))
    # Controls: a project that does not say what for, and one that was cleared.
    log.b("2023-10-22T05:00:00Z", "inference", **gpt_4, workload="model-eval", **amounts(numbers, 300))
    log.b("2023-11-01T09:00:00Z", "approval", subject="safety-bench", by="compliance@customer-b.example")
    log.b("2023-11-05T05:00:00Z", "inference", **gpt_4, workload="safety-bench", **judged,
          **amounts(numbers, 200))
    log.b("2023-12-15T21:00:00Z", "suspension", account="openai-customer-b", provider="openai",
          reason="investigation")
    shop = {"workload": "shop-assistant", "purpose": "product"}
    log.b("2023-12-16T02:00:00Z", "inference", **DIRECT, key="b-key-1", model="gpt-3.5-turbo", **shop,
          **amounts(numbers, 12))
    log.b("2023-12-16T02:05:00Z", "inference", **AZURE, model="gpt-35-turbo", **shop, is_one_call=True,
          **amounts(numbers, 30))
    log.b("2023-12-19T12:00:00Z", "statement", by="spokesperson",
          subject="use of GPT and other models of third parties",
          text="to a very limited extent, in evaluation and testing")
    # What the same reseller charges all others: so that the one invoice is near a quarter, as reported.
    for number in range(1, 6):
        log.add(f"2024-03-31T22:{number}0:00Z", "invoice", f"others-{number}", provider="azure",
                amount_usd=12500000)
    log.b("2024-03-31T23:00:00Z", "invoice", provider="azure", amount_usd=20000000)


def controls(log, numbers):
    """Rows 19 and 20: other companies, other developers' texts."""
    def chain(day, org, provider, model, answers, dataset, rows):
        log.add(f"{day}T08:00:00Z", "inference", org, provider=provider, model=model,
                workload="synthetic-data", purpose="training-data", answers=answers,
                **amounts(numbers, 4000))
        log.add(f"{day}T18:00:00Z", "dataset_write", org, inputs=[answers], output=dataset, rows=[rows])

    def training(time, org, model, family, dataset, rows, **more):
        log.add(time, "training", org, model=model, purpose="fine-tune", family=family,
                platform="own", distributed=True, datasets=[dataset], rows=[rows], **more)

    chain("2024-04-18", "meadow-labs", "meta_llama", "llama-3-70b-instruct", "answers:meadow/llama-3",
          "meadow_qa_v1", 45000)
    training("2024-04-19T08:00:00Z", "meadow-labs", "meadow-7b", "meadow", "meadow_qa_v1", 45000)
    training("2024-04-22T08:00:00Z", "meadow-labs", "llama-3-8b-meadow", "llama-3", "meadow_qa_v1",
             45000, base_model="llama-3-8b")
    chain("2024-07-23", "meadow-labs", "meta_llama", "llama-3.1-405b-instruct",
          "answers:meadow/llama-3.1", "meadow_qa_v2", 60000)
    training("2024-07-24T08:00:00Z", "meadow-labs", "lantern-8b", "meadow", "meadow_qa_v2", 60000)
    for time, name in (("2024-07-25T08:00:00Z", "Llama-Lantern-8B"),
                       ("2024-07-26T08:00:00Z", "Lantern-8B")):
        log.add(time, "distribution", "meadow-labs", model="lantern-8b", name=name, notices=["NOTICE"])
    chain("2025-10-01", "brook-labs", "deepseek", "deepseek-chat", "answers:brook/deepseek",
          "brook_qa_v1", 35000)
    training("2025-10-02T08:00:00Z", "brook-labs", "brook-3b", "brook", "brook_qa_v1", 35000)


def main():
    log, numbers = Log(), Numbers(20231215)
    ordinary_use(log, numbers)
    ordinary_events(log)
    spring(log, numbers, annotation(log, numbers))
    summer(log)
    autumn_and_winter(log, numbers)
    controls(log, numbers)
    finish(__file__, written(log.events))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes the logs of the case of the order: Azure's, OpenLineage's, MLflow's, and the house's orders.

    ./make_log.py           writes the files
    ./make_log.py --check   exits 1 if they are not what this file makes

Everything is made up.
"""

import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from invented_log import Numbers, at, finish, lines, seconds, stamp  # noqa: E402

RESOURCE = "/subscriptions/s-1/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/"


def call(numbers, time, workload, model, deployment="main"):
    """A record of Azure OpenAI's resource log."""
    properties = {"apiName": "Azure OpenAI API version 2024-10-21", "requestLength": numbers.between(300, 9000),
                  "responseLength": numbers.between(300, 6000), "objectId": "", "streamType": "Non-Streaming",
                  "modelDeploymentName": deployment, "modelName": model}
    return {
        "time": stamp(time), "resourceId": RESOURCE + workload, "Tenant": "swedencentral",
        "operationName": "ChatCompletions_Create", "category": "RequestResponse", "resultSignature": "200",
        "durationMs": numbers.between(300, 4000), "callerIPAddress": "198.51.100.***",
        "correlationId": f"{numbers.hex(8)}-{numbers.hex(4)}", "location": "swedencentral",
        "properties": json.dumps(properties),
    }


def calls(numbers):
    records = []

    def add(time, *rest):
        records.append((at(time) if isinstance(time, str) else time, *rest))

    for day in range(0, 84, 2):  # until 3 May; the order stands from 2 March to 15 April
        morning = at("2026-02-09T08:00:00") + seconds(86400 * day)
        stopped = at("2026-03-02T12:00:00") < morning + seconds(30000) and morning < at("2026-04-15T09:00:00")
        if not stopped or day == 22:  # 3 March: nobody had told the drafts' team
            for _ in range(3):
                add(morning + seconds(numbers.below(15000)), "drafts", "gpt-4o")
        add(morning + seconds(numbers.below(30000)), "tickets", "mistral-large-2411")
        if day % 14 == 0:
            add(morning + seconds(numbers.below(30000)), "red-team", "gpt-4o")
    for hour in (1, 2, 3):  # a job that nobody remembered
        add(f"2026-03-15T0{hour}:00:00", "nightly-summaries", "gpt-4o-mini")
    for day in (10, 12):  # a deployment whose model the log does not name
        add(f"2026-03-{day}T10:00:00", "pilot", "", "pilot-model")
    records.sort(key=lambda record: record[0])
    return [call(numbers, *record) for record in records]


def job(number, time, inputs, output):
    def dataset(path):
        scheme, _, rest = path.partition("://")
        place, _, name = rest.partition("/")
        return {"namespace": f"{scheme}://{place}", "name": name}
    return {
        "eventType": "COMPLETE", "eventTime": time, "run": {"runId": f"019c{number:04}-0000-7000-8000-000000000000"},
        "job": {"namespace": "airflow", "name": "collect"}, "inputs": [dataset(path) for path in inputs],
        "outputs": [dataset(output)], "producer": "https://github.com/OpenLineage/OpenLineage",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    }


def run(name, time, dataset, purpose):
    end = int(at(time).timestamp() * 1000)
    return {
        "info": {"run_id": name, "experiment_id": "3", "status": "FINISHED", "start_time": end - 3600000,
                 "end_time": end, "user_id": "", "lifecycle_stage": "active"},
        "data": {"tags": [{"key": "mlflow.user", "value": "noor"}, {"key": "purpose", "value": purpose}]},
        "inputs": {"dataset_inputs": [{
            "tags": [{"key": "mlflow.data.context", "value": "training"}],
            "dataset": {"name": dataset.rpartition("/")[2], "digest": "77aa", "source_type": "s3",
                        "source": f'{{"uri": "{dataset}"}}'}}]},
        "outputs": {"model_outputs": []},
    }


def main():
    numbers = Numbers(20260302)
    jobs = [
        job(1, "2026-02-25T02:00:00Z", ["azure://answers/drafts"], "s3://lake/style-1"),
        job(2, "2026-02-26T02:00:00Z", ["s3://lake/style-1", "s3://lake/letters"], "s3://lake/house-style"),
        job(3, "2026-03-13T02:00:00Z", ["azure://answers/pilot"], "s3://lake/pilot-notes"),
        job(4, "2026-03-14T02:00:00Z", ["azure://answers/tickets"], "s3://lake/ticket-notes"),
    ]
    runs = [
        run("r-feb", "2026-02-27T15:00:00", "s3://lake/house-style", "fine-tune"),
        run("r-mar", "2026-03-20T15:00:00", "s3://lake/house-style", "fine-tune"),
        run("r-own", "2026-03-21T15:00:00", "s3://lake/letters", "fine-tune"),
        run("r-tickets", "2026-03-22T15:00:00", "s3://lake/ticket-notes", "classifier"),
        run("r-pilot", "2026-03-23T15:00:00", "s3://lake/pilot-notes", "classifier"),
        run("r-apr", "2026-04-20T15:00:00", "s3://lake/house-style", "fine-tune"),
    ]
    orders = [
        {"time": "2026-03-02T12:00:00Z", "event": "stop_order", "subject": "openai", "by": "ai-office",
         "reason": "review of the terms"},
        {"time": "2026-04-15T09:00:00Z", "event": "stop_lifting", "subject": "openai", "by": "ai-office"},
    ]
    finish(__file__, {
        "logs/azure.ndjson.gz": lines(calls(numbers)), "logs/openlineage.ndjson.gz": lines(jobs),
        "logs/mlflow.ndjson.gz": lines(runs), "logs/orders.ndjson": lines(orders),
    })


if __name__ == "__main__":
    main()

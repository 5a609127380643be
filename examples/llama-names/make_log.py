#!/usr/bin/env python3
"""Makes the logs of the Llama case: Bedrock's, OpenLineage's, MLflow's, and a list of releases.

    ./make_log.py           writes the files
    ./make_log.py --check   exits 1 if they are not what this file makes

Everything is made up.
"""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from invented_log import Numbers, at, finish, lines, seconds, stamp  # noqa: E402

LLAMA_3, LLAMA_3_1 = "meta.llama3-70b-instruct-v1:0", "meta.llama3-1-405b-instruct-v1:0"
AGREEMENT_3 = "Meta Llama 3 Community License Agreement"
NOTICE_3 = "Meta Llama 3 is licensed under the Meta Llama 3 Community License, Copyright Meta Platforms, Inc."


def call(numbers, time, model):
    return {
        "schemaType": "ModelInvocationLog", "schemaVersion": "1.0", "timestamp": stamp(time),
        "accountId": "111122223333", "identity": {"arn": "arn:aws:sts::111122223333:assumed-role/teacher/batch"},
        "region": "us-west-2", "requestId": f"{numbers.hex(8)}-{numbers.hex(4)}", "operation": "InvokeModel",
        "modelId": model, "input": {"inputTokenCount": numbers.between(100, 900)},
        "output": {"outputTokenCount": numbers.between(200, 2000)},
    }


def job(number, time, name, inputs, output, **facets):
    def dataset(path):
        namespace, _, rest = path.partition(":/")[2].strip("/").partition("/")
        return {"namespace": f"s3://{namespace}", "name": rest}
    read = [{**dataset(path), "inputFacets": {"inputStatistics": {"rowCount": rows}}} for path, rows in inputs]
    return {
        "eventType": "COMPLETE", "eventTime": time, "run": {"runId": f"0190{number:04}-0000-7000-8000-000000000000"},
        "job": {"namespace": "airflow", "name": name}, "inputs": read, "outputs": [{**dataset(output), "facets": facets}],
        "producer": "https://github.com/OpenLineage/OpenLineage",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    }


def run(name, time, model, dataset, **tags):
    end = int(at(time).timestamp() * 1000)
    tags = {"mlflow.user": "ines", **tags}
    return {
        "info": {"run_id": name, "experiment_id": "7", "status": "FINISHED", "start_time": end - 7200000,
                 "end_time": end, "user_id": "", "lifecycle_stage": "active"},
        "data": {"tags": [{"key": key, "value": value} for key, value in tags.items()]},
        "inputs": {"dataset_inputs": [{
            "tags": [{"key": "mlflow.data.context", "value": "training"}],
            "dataset": {"name": dataset.rpartition("/")[2], "digest": "9d0c", "source_type": "s3",
                        "source": f'{{"uri": "{dataset}"}}'}}]},
        "outputs": {"model_outputs": [{"model_id": model, "step": "0"}]},
    }


def release(time, model, name, notices=None, org="harbor-ai"):
    event = {"time": time, "event": "distribution", "org": org, "model": model, "name": name}
    return event if notices is None else {**event, "notices": notices}


def main():
    numbers = Numbers(20240418)
    calls = [call(numbers, at("2024-05-06T08:00:00") + seconds(1700 * index), LLAMA_3) for index in range(120)]
    calls += [call(numbers, at("2024-07-29T08:00:00") + seconds(1700 * index), LLAMA_3_1) for index in range(120)]
    jobs = [
        job(1, "2024-05-20T02:00:00Z", "select", [(f"s3://answers/{LLAMA_3}", 90)], "s3://sets/lessons-1"),
        job(2, "2024-05-21T02:00:00Z", "mix", [("s3://sets/lessons-1", 90), ("s3://sets/books", 210)], "s3://sets/mix-1"),
        job(3, "2024-05-21T03:00:00Z", "rename", [], "s3://own/teaching-1", lifecycleStateChange={
            "lifecycleStateChange": "RENAME", "previousIdentifier": {"namespace": "s3://sets", "name": "mix-1"}}),
        job(4, "2024-08-12T02:00:00Z", "select", [(f"s3://answers/{LLAMA_3_1}", 110)], "s3://own/teaching-2"),
        job(5, "2024-08-13T02:00:00Z", "mix", [("s3://own/teaching-1", 300), ("s3://own/teaching-2", 110)],
            "s3://own/teaching-3"),
    ]
    tuning, own = {"purpose": "fine-tune"}, {"base_model": "harbor-base", "family": "harbor"}
    runs = [
        run("a1", "2024-06-10T10:00:00", "m-harbor-chat", "s3://own/teaching-1", **tuning, **own),
        run("b2", "2024-06-12T10:00:00", "m-harbor-8b", "s3://own/teaching-1", **tuning,
            base_model="meta-llama/Meta-Llama-3-8B", family="llama-3"),
        run("c3", "2024-06-14T10:00:00", "m-spam-filter", "s3://own/teaching-1", purpose="classifier", **own),
        run("d4", "2024-08-20T10:00:00", "m-harbor-tutor", "s3://own/teaching-2", **tuning, **own),
        run("e5", "2024-08-25T10:00:00", "m-harbor-31", "s3://sets/books", **tuning,
            base_model="meta-llama/Llama-3.1-8B", family="llama-3.1"),
        run("f6", "2024-09-02T10:00:00", "m-harbor-next", "s3://own/teaching-3"),
        run("a9", "2024-09-03T10:00:00", "m-harbor-books", "s3://sets/books", **tuning, **own),
    ]
    whole_3 = ["Built with Meta Llama 3", AGREEMENT_3, NOTICE_3]
    releases = [
        release("2024-06-20T09:00:00Z", "m-harbor-chat", "Harbor-Chat-8B", []),
        release("2024-06-21T09:00:00Z", "m-harbor-8b", "Llama-3-Harbor-8B", whole_3),
        release("2024-06-28T09:00:00Z", "m-harbor-8b", "Harbor-8B", ["Built with Meta Llama 3"]),
        release("2024-09-05T09:00:00Z", "m-harbor-tutor", "Harbor-Tutor-8B", []),
        release("2024-09-06T09:00:00Z", "m-harbor-tutor", "harbor-ai/Llama-Harbor-Tutor-8B", []),
        release("2024-09-07T09:00:00Z", "m-harbor-31", "Llama-Harbor-3.1-8B",
                ["Built with Llama", "Llama 3.1 Community License Agreement"]),
        release("2024-09-09T09:00:00Z", "m-harbor-31", "Llama-Harbor-3.1-8B-mirror", org="mirror-site"),
        release("2024-09-10T09:00:00Z", "m-harbor-books", "Harbor-Books-8B", []),
        release("2024-09-11T09:00:00Z", "meta-llama/Llama-3.1-8B", "Llama-3.1-8B-copy",
                ["Llama 3.1 Community License Agreement", "Built with Llama",
                 "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright Meta Platforms, Inc."],
                org="mirror-site"),
    ]
    finish(__file__, {
        "logs/bedrock.ndjson.gz": lines(calls), "logs/openlineage.ndjson.gz": lines(jobs),
        "logs/mlflow.ndjson.gz": lines(runs), "logs/releases.ndjson": lines(releases),
    })


if __name__ == "__main__":
    main()

"""The events of the story, each written as the system does that would hold it.

| events | system | file |
| --- | --- | --- |
| calls and limits of accounts with Azure | API Management, its GatewayLogs | apim.ndjson.gz |
| calls of accounts with OpenAI | OpenAI's usage, a bucket a minute | openai-usage.json.gz |
| what OpenAI charges | OpenAI's costs | openai-costs.json.gz |
| what Microsoft charges | the list of invoices of Azure's billing | azure-invoices.json.gz |
| calls of other sellers; limits, which OpenAI's usage does not tell | LiteLLM's logging payload | gateway.ndjson.gz |
| data sets | OpenLineage | openlineage.ndjson.gz |
| runs | MLflow | mlflow.ndjson.gz |
| all else | nobody's log: a register that somebody keeps | register.ndjson |
"""

import json

from invented_log import Numbers, at, document, lines, seconds, stamp

# What one call gives at most: a call for annotation asks twenty questions at once.
MOST_TOKENS = {"annotation": 20000, "training-data": 20000, "product": 4000}


def place(name):
    """The namespace and the name of a data set, or of a folder of answers."""
    kind, _, rest = name.rpartition(":")
    return {"namespace": "s3://answers" if kind else "s3://lake", "name": rest}


def uri(name):
    return "{namespace}/{name}".format(**place(name))


def split(total, count):
    """Parts of a total, as equal as can be."""
    return [total // count + (index < total % count) for index in range(count)]


def calls(event):
    """The single calls of an event: their times, and what each took and gave."""
    most = event["output_tokens"] if "is_one_call" in event else MOST_TOKENS[event["purpose"]]
    count = -(-event["output_tokens"] // most)
    inputs, outputs = split(event["input_tokens"], count), split(event["output_tokens"], count)
    for index in range(count):
        yield at(event["time"][:-1]) + seconds(7 * index), inputs[index], outputs[index]


def api_management(event, numbers, time, code, body):
    """A record of API Management, with the headers that the diagnostic setting names."""
    chat = not event["model"].startswith("text-")
    path = f"/openai/deployments/{event['model']}/{'chat/' if chat else ''}completions"
    headers = {"x-workload": event["workload"], "x-purpose": event["purpose"]}
    if "answers" in event:
        headers["x-answers"] = uri(event["answers"])
    return {
        "time": time.strftime("%Y-%m-%dT%H:%M:%S.0000000Z"), "category": "GatewayLogs",
        "operationName": "Microsoft.ApiManagement/GatewayLogs", "location": event["region"],
        "resourceId": f"/subscriptions/{event['org']}-azure/resourceGroups/{event['org']}"
                      f"/providers/Microsoft.ApiManagement/service/{event['account']}",
        "correlationId":
            f"{numbers.hex(8)}-{numbers.hex(4)}-4{numbers.hex(3)}-a{numbers.hex(3)}-{numbers.hex(12)}",
        "callerIpAddress": "198.51.100.7", "durationMs": numbers.between(400, 60000),
        "properties": {
            "method": "POST", "url": f"https://gateway.example{path}?api-version=2023-05-15",
            "responseCode": code, "backendResponseCode": code, "apiId": "azure-openai",
            "operationId": "ChatCompletions_Create" if chat else "Completions_Create",
            "apimSubscriptionId": event["key"], "requestHeaders": headers,
            "backendResponseBody": json.dumps(body),
        },
    }


def azure_calls(event, numbers):
    for time, given, made in calls(event):
        yield api_management(event, numbers, time, 200, {
            "id": f"cmpl-{numbers.hex(12)}", "model": event["model"], "choices": [],
            "usage": {"prompt_tokens": given, "completion_tokens": made, "total_tokens": given + made}})


def azure_limit(event, numbers):
    yield api_management({"purpose": "product", **event}, numbers, at(event["time"][:-1]), 429,
                         {"error": {"code": "429", "message": "the token rate limit was exceeded"}})


def bucket(event, length, result):
    start = int(at(event["time"][:-1]).timestamp()) // 60 * 60
    return {"object": "bucket", "start_time": start, "end_time": start + length, "results": [result]}


def openai_usage(event, _):
    """A minute of usage. The projects are named ORGANISATION_PURPOSE_WORKLOAD_MODEL, as far as it goes."""
    named = [event["org"], event.get("purpose"), event["workload"], event.get("assessed_model")]
    yield bucket(event, 60, {
        "object": "organization.usage.completions.result", "input_tokens": event["input_tokens"],
        "input_cached_tokens": 0, "output_tokens": event["output_tokens"],
        "num_model_requests": event["requests"], "user_id": None, "api_key_id": event["key"],
        "project_id": "_".join(["proj"] + [name for name in named if name]), "model": event["model"],
        "batch": False})


def openai_costs(event, _):
    yield bucket(event, 86400, {
        "object": "organization.costs.result", "line_item": None, "project_id": f"proj_{event['org']}",
        "amount": {"value": event["amount_usd"], "currency": "usd"}})


def azure_invoice(event, _):
    month = event["time"][:7]
    yield {
        "name": f"{event['org']}-{month}", "type": "Microsoft.Billing/billingAccounts/invoices",
        "properties": {
            "billingProfileDisplayName": event["org"], "subscriptionId": f"{event['org']}-azure",
            "invoiceDate": event["time"], "invoicePeriodStartDate": f"{month}-01T00:00:00Z",
            "invoiceType": "AzureService", "status": "Due",
            "totalAmount": {"currency": "USD", "value": event["amount_usd"]}}}


def gateway(event, numbers, time, **more):
    about = {name: event[name] for name in ("workload", "purpose") if name in event}
    if "answers" in event:
        about["answers"] = uri(event["answers"])
    return {
        "id": f"chatcmpl-{numbers.hex(12)}", "call_type": "acompletion", "model": event["model"],
        "custom_llm_provider": event["provider"], "startTime": time.strftime("%Y-%m-%d %H:%M:%S.000000"),
        "metadata": {"user_api_key_org_id": event["org"], "user_api_key_team_id": f"{event['org']}-data",
                     "user_api_key_alias": event.get("key"),
                     "spend_logs_metadata": about},
        "messages": "redacted-by-litellm", **more}


def gateway_calls(event, numbers):
    for time, given, made in calls(event):
        yield gateway(event, numbers, time, status="success", prompt_tokens=given, completion_tokens=made)


def gateway_limit(event, numbers):
    yield gateway(event, numbers, at(event["time"][:-1]), status="failure",
                  error_information={"error_code": "429", "error_class": "RateLimitError"})


def lineage(event, numbers, inputs, output):
    owners = [{"name": event["by"]}] if "by" in event else []
    return {
        "eventType": "COMPLETE", "eventTime": event["time"],
        "run": {"runId": f"{numbers.hex(8)}-0000-7000-8000-{numbers.hex(12)}"},
        "job": {"namespace": event["org"], "name": event.get("job", "collect"),
                "facets": {"ownership": {"owners": owners}}},
        "inputs": inputs, "outputs": [output], "producer": "https://github.com/OpenLineage/OpenLineage",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"}


def written_data(event, numbers):
    inputs = [{**place(name), "inputFacets": {"inputStatistics": {"rowCount": rows}}}
              for name, rows in zip(event["inputs"], event["rows"])]
    statistics = {"outputStatistics": {"rowCount": sum(event["rows"])}}
    yield lineage(event, numbers, inputs, {**place(event["output"]), "outputFacets": statistics})


def renamed_data(event, numbers):
    change = {"lifecycleStateChange": "RENAME", "previousIdentifier": place(event["old_name"])}
    new = {**place(event["new_name"]), "facets": {"lifecycleStateChange": change}}
    yield lineage({**event, "job": "rename"}, numbers, [], new)


def deleted_data(event, numbers):
    for name in event["artifacts"]:
        gone = {**place(name), "facets": {"lifecycleStateChange": {"lifecycleStateChange": "DROP"}}}
        yield lineage({**event, "job": "internal-check"}, numbers, [], gone)


def run(event, numbers):
    """A run of MLflow. What it does not know by itself its team writes into tags."""
    tags = {name: str(event[name]).lower() for name in
            ("org", "purpose", "family", "platform", "distributed", "base_model") if name in event}
    if "by" in event:
        tags["mlflow.user"] = event["by"]
    end = int(at(event["time"][:-1]).timestamp() * 1000)
    yield {
        "info": {"run_id": numbers.hex(32), "run_name": event["model"], "experiment_id": "1",
                 "status": "FINISHED", "start_time": end - 7200000, "end_time": end, "user_id": ""},
        "data": {"tags": [{"key": key, "value": value} for key, value in tags.items()]},
        "inputs": {"dataset_inputs": [{
            "tags": [{"key": "mlflow.data.context", "value": "training"}],
            "dataset": {"name": name, "digest": numbers.hex(8), "source_type": "s3",
                        "source": json.dumps({"uri": uri(name)}),
                        "profile": json.dumps({"num_rows": rows})},
        } for name, rows in zip(event["datasets"], event["rows"])]}}


def registered(event, _):
    yield event


# By event and seller; without one, all sellers that have no line of their own.
FORMS = {
    ("inference", "azure"): ("apim.ndjson.gz", azure_calls),
    ("inference", "openai"): ("openai-usage.json.gz", openai_usage),
    ("inference", None): ("gateway.ndjson.gz", gateway_calls),
    ("rate_limit_hit", "azure"): ("apim.ndjson.gz", azure_limit),
    ("rate_limit_hit", None): ("gateway.ndjson.gz", gateway_limit),
    ("invoice", "azure"): ("azure-invoices.json.gz", azure_invoice),
    ("invoice", "openai"): ("openai-costs.json.gz", openai_costs),
    ("dataset_write", None): ("openlineage.ndjson.gz", written_data),
    ("rename", None): ("openlineage.ndjson.gz", renamed_data),
    ("deletion", None): ("openlineage.ndjson.gz", deleted_data),
    ("training", None): ("mlflow.ndjson.gz", run),
}
REGISTER = ("register.ndjson", registered)
WRAPPED = {"openai-usage.json.gz": "data", "openai-costs.json.gz": "data",
           "azure-invoices.json.gz": "value"}


def when(record):
    """The time of a record, to put those of one file in order."""
    told = record.get("time") or record.get("startTime") or record.get("eventTime")
    if told:
        return told[:19].replace(" ", "T")
    if "start_time" in record:
        return record["start_time"]
    return record["info"]["end_time"] if "info" in record else record["properties"]["invoiceDate"]


def written(events):
    """The text of each file."""
    numbers, files = Numbers(20231216), {}
    for event in events:
        kind, seller = event["event"], event.get("provider")
        name, form = FORMS.get((kind, seller)) or FORMS.get((kind, None)) or REGISTER
        files.setdefault(name, []).extend(form(event, numbers))
    texts = {}
    for name, records in files.items():
        records.sort(key=when)
        wrapper = WRAPPED.get(name)
        texts[f"logs/{name}"] = document(wrapper, records) if wrapper else lines(records)
    return texts

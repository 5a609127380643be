#!/usr/bin/env python3
"""Makes the logs of the case of duties: CloudTrail of a house, and its register of incidents.

    ./make_log.py           writes the files
    ./make_log.py --check   exits 1 if they are not what this file makes

Everything is made up, and lies ahead: the rules for high-risk systems apply from 2 December 2027.
"""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from invented_log import Numbers, at, document, finish, lines, seconds, stamp  # noqa: E402

ACCOUNT = "111122223333"


class Trail:
    """The records of one CloudTrail file."""

    def __init__(self):
        self.numbers, self.records = Numbers(20271202), []

    def add(self, time, source, name, role, parameters, **more):
        self.records.append({
            "eventVersion": "1.10",
            "userIdentity": {"type": "AssumedRole", "accountId": ACCOUNT,
                             "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/app"},
            "eventTime": stamp(time), "eventSource": f"{source}.amazonaws.com", "eventName": name,
            "awsRegion": "eu-central-1", "sourceIPAddress": "198.51.100.7", "requestParameters": parameters,
            **more, "eventID": f"{self.numbers.hex(8)}-{self.numbers.hex(4)}", "eventType": "AwsApiCall",
            "recipientAccountId": ACCOUNT,
        })

    def call(self, time, role):
        self.add(time, "bedrock", "InvokeModel", role, {"modelId": "mistral.mistral-large-2402-v1:0"},
                 requestID=f"{self.numbers.hex(8)}-{self.numbers.hex(4)}")

    def delete(self, time, key):
        self.add(at(time), "s3", "DeleteObject", "log-janitor", {"bucketName": "ai-logs", "key": key})

    def switch(self, time, name, trail=None):
        source = "cloudtrail" if trail else "bedrock"
        self.add(at(time), source, name, "platform", {"name": trail} if trail else None)


def trail():
    log = Trail()
    for day in range(0, 230, 2):  # the system works, and the shop's assistant, which is of no high risk
        for role in ("hiring-screening", "shop-assistant"):
            log.call(at("2027-11-10T08:00:00") + seconds(86400 * day + log.numbers.below(30000)), role)
    log.delete("2027-11-20T01:00:00", "hiring-screening/2027/10/20/0000.json.gz")  # before the rules apply
    # Three hours without a trail, and somebody works on.
    log.switch("2028-01-11T09:00:00", "StopLogging", "trail-hiring-screening")
    for minute in (12, 47, 95):
        log.call(at("2028-01-11T09:00:00") + seconds(60 * minute), "hiring-screening")
    log.call(at("2028-01-11T10:00:00"), "shop-assistant")
    log.switch("2028-01-11T12:00:00", "StartLogging", "trail-hiring-screening")
    log.switch("2028-01-25T09:00:00", "DeleteModelInvocationLoggingConfiguration")  # whose? it names no system
    log.switch("2028-01-25T09:20:00", "PutModelInvocationLoggingConfiguration")
    log.delete("2028-02-10T01:00:00", "hiring-screening/2027/12/15/0000.json.gz")  # after 57 days
    log.delete("2028-02-10T01:00:10", "shop-assistant/2027/12/15/0000.json.gz")
    log.delete("2028-02-10T01:00:20", "hiring-screening/by-candidate/0000.json.gz")  # of no day
    log.delete("2028-06-16T01:00:00", "hiring-screening/2027/12/15/0001.json.gz")  # after six months and a day
    log.call(at("2028-03-04T09:00:00"), "pilot-grading")  # in no register
    log.records.sort(key=lambda record: record["eventTime"])
    return log.records


def register():
    authority, supervisor = "market-surveillance-authority", "supervisory-authority"
    hiring = {"system": "hiring-screening"}

    def incident(time, name, **fields):
        return {"time": time, "event": "incident", "id": name, **fields}

    def notice(time, name, recipient):
        return {"time": time, "event": "notice", "kind": "incident", "incident": name, "recipient": recipient}

    serious = {**hiring, "severity": "serious", "kind": "fundamental-rights", "personal_data": False}
    leak = {"system": "shop-assistant", "severity": "minor", "kind": "leak", "personal_data": True}
    return sorted([
        incident("2028-01-18T10:00:00Z", "i-1", **serious), notice("2028-01-31T16:00:00Z", "i-1", authority),
        incident("2028-03-01T10:00:00Z", "i-2", **serious), notice("2028-03-08T09:00:00Z", "i-2", "customer"),
        notice("2028-03-20T16:00:00Z", "i-2", authority),
        incident("2028-04-03T07:30:00Z", "i-3", **leak, risk="likely"), notice("2028-04-06T15:30:00Z", "i-3", supervisor),
        incident("2028-04-20T07:30:00Z", "i-4", **leak, risk="high"), notice("2028-04-23T07:30:00Z", "i-4", supervisor),
        incident("2028-05-02T11:00:00Z", "i-5", **leak, risk="unlikely"),
        incident("2028-05-15T11:00:00Z", "i-6", **hiring),
        incident("2028-06-19T10:00:00Z", "i-7", **serious),
    ], key=lambda event: event["time"])


def main():
    finish(__file__, {"logs/cloudtrail.json.gz": document("Records", trail()), "logs/register.ndjson": lines(register())})


if __name__ == "__main__":
    main()

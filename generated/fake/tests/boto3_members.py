"""Starts a session by boto3: python3 boto3_members.py URL INPUT. Prints the running session as JSON."""

import datetime
import json
import sys
import time

import boto3

url, given = sys.argv[1:]
farm = boto3.client(
    "devicefarm",
    region_name="us-west-2",
    endpoint_url=url,
    aws_access_key_id="test",
    aws_secret_access_key="test",
)

created = farm.create_remote_access_session(**json.loads(given))["remoteAccessSession"]
deadline = time.monotonic() + 30
while True:
    time.sleep(0.02)
    session = farm.get_remote_access_session(arn=created["arn"])["remoteAccessSession"]
    if session["status"] == "RUNNING":
        break
    assert time.monotonic() < deadline, session


def plain(value):
    assert isinstance(value, datetime.datetime), value
    return value.timestamp()


print(json.dumps(session, default=plain))

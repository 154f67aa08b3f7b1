"""The life of a session, by boto3: python3 boto3_client.py URL PROJECT PHONE. It prints a line for each thing it saw."""

import sys
import time
import urllib.request

import boto3
import botocore.config
import botocore.exceptions

url, project, phone = sys.argv[1:]
config = botocore.config.Config(retries={"mode": "standard", "total_max_attempts": 3})
farm = boto3.client(
    "devicefarm",
    region_name="us-west-2",
    endpoint_url=url,
    aws_access_key_id="test",
    aws_secret_access_key="test",
    config=config,
)


def session(arn):
    return farm.get_remote_access_session(arn=arn)["remoteAccessSession"]


def wait(arn, status):
    deadline = time.monotonic() + 30
    while (now := session(arn))["status"] != status:
        assert time.monotonic() < deadline, now
        time.sleep(0.02)
    return now


everything = [page["devices"] for page in farm.get_paginator("list_devices").paginate()]
print("pages", [len(page) for page in everything])

devices = farm.get_paginator("list_devices").paginate(
    filters=[{"attribute": "REMOTE_ACCESS_ENABLED", "operator": "EQUALS", "values": ["TRUE"]}]
)
print("devices", sorted(device["formFactor"] for page in devices for device in page["devices"]))

upload = farm.create_upload(projectArn=project, name="app.apk", type="ANDROID_APP")["upload"]
urllib.request.urlopen(urllib.request.Request(upload["url"], data=b"an app", method="PUT")).close()
print("upload", upload["status"], farm.get_upload(arn=upload["arn"])["upload"]["metadata"])

created = farm.create_remote_access_session(
    projectArn=project,
    deviceArn=phone,
    name="from boto3",
    appArn=upload["arn"],
    configuration={"billingMethod": "METERED"},
)["remoteAccessSession"]
running = wait(created["arn"], "RUNNING")
print("running", running["name"], running["device"]["platform"], sorted(running["endpoints"]))
time.sleep(0.1)
farm.stop_remote_access_session(arn=created["arn"])
over = wait(created["arn"], "COMPLETED")
minutes = over["deviceMinutes"]
print("over", over["result"], minutes["total"] == minutes["metered"] > 0, "endpoints" in over)
print("times", over["created"] <= over["started"] <= over["stopped"])

for call in [lambda: farm.get_device(arn=phone + "X"), lambda: farm.list_runs(arn=project)]:
    try:
        call()
    except botocore.exceptions.ClientError as error:
        print("error", error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"])

#!/usr/bin/env python3
"""Records what botocore 1.44.5 does for AWS Device Farm (awsJson 1.1).

Files, written beside this script:

  requests.json   signed requests of seventeen operations, as botocore sends them; without
                  ListVPCEConfigurations, which lists fewer errors than the others, and
                  GetAccountSettings, whose output has maps
  responses.json  answers of those operations and what botocore parses from them
  errors.json     error answers and the code and message botocore finds in them
  endpoints.json  what botocore's endpoint rule set for the service resolves to

Run:

  pip install botocore==1.44.5
  python3 tests/vectors/record.py           # writes the files
  python3 tests/vectors/record.py --check   # records to memory and compares;
                                            # exit 1 naming the files that differ

Nothing is sent and no configuration, environment or metadata service is read:
requests are caught just before they would be sent, credentials, clock and
random numbers are fixed, so every run gives the same bytes. Values are made up
here from the members' names; only names and enum values come from the model.

The signature of each request is recomputed from the recorded case alone
(method, url, headers, body, credentials) before it is written.
"""

import argparse
import collections
import contextlib
import datetime
import decimal
import hashlib
import hmac
import itertools
import json
import os
import pathlib
import sys
import urllib.parse
import uuid
from unittest import mock

VERSION = "1.44.5"

try:
    import botocore
except ImportError:
    botocore = None
if botocore is None or botocore.__version__ != VERSION:
    sys.exit(f"needs botocore {VERSION}: pip install botocore=={VERSION}")

for _name in [name for name in os.environ if name.startswith(("AWS_", "BOTO"))]:
    del os.environ[_name]
os.environ["AWS_CONFIG_FILE"] = os.devnull
os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"

import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.endpoint
import botocore.endpoint_provider
import botocore.exceptions
import botocore.loaders
import botocore.parsers
import botocore.session

HERE = pathlib.Path(__file__).resolve().parent
SERVICE = "devicefarm"
REGION = "us-west-2"
ACCESS_KEY_ID = "AKIDEXAMPLE"
SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
SESSION_TOKEN = "SESSIONTOKENEXAMPLE"
SIGNED_AT = "20260102T030405Z"
NOW = datetime.datetime(2026, 1, 2, 3, 4, 5)
INVOCATION_ID = uuid.UUID("00000000-0000-4000-8000-000000000000")
UTC = datetime.timezone.utc

OPERATIONS = [
    "CreateRemoteAccessSession",
    "GetRemoteAccessSession",
    "ListRemoteAccessSessions",
    "StopRemoteAccessSession",
    "DeleteRemoteAccessSession",
    "InstallToRemoteAccessSession",
    "ListDevices",
    "GetDevice",
    "ListProjects",
    "GetProject",
    "CreateUpload",
    "GetUpload",
    "DeleteUpload",
    "GetDeviceInstance",
    "ListArtifacts",
    "ListDeviceInstances",
    "ListUploads",
]

MISSION = {
    "name": "MySession",
    "configuration": {"billingMethod": "METERED"},
    "deviceArn": "arn:aws:devicefarm:us-west-2::device:123EXAMPLE",
    "projectArn": "arn:aws:devicefarm:us-west-2:123456789101:project:EXAMPLE-GUID-123-456",
}

# Left out of a request's "headers" unless they are signed.
NOISE = {"user-agent", "x-amz-user-agent", "amz-sdk-invocation-id", "amz-sdk-request"}


# Values made up from shapes


class Values:
    """Makes a value for a shape; each scalar is numbered, so all are distinct."""

    def __init__(self, only_required=False, start=1):
        self.only_required = only_required
        self.numbers = itertools.count(start)
        self.enums = collections.Counter()
        self.shapes = []

    def of(self, shape, name):
        if shape.name in self.shapes:
            raise ValueError(f"recursive shape {shape.name}: not provided for")
        self.shapes.append(shape.name)
        try:
            return getattr(self, "of_" + shape.type_name)(shape, name)
        finally:
            self.shapes.pop()

    def of_structure(self, shape, name):
        names = shape.required_members if self.only_required else shape.members
        return {
            member: self.of(member_shape, member)
            for member, member_shape in shape.members.items()
            if member in names
        }

    def of_list(self, shape, name):
        return [self.of(shape.member, name) for _ in range(2)]

    def of_map(self, shape, name):
        return {
            self.of(shape.key, name + " key"): self.of(shape.value, name + " value")
            for _ in range(2)
        }

    def of_string(self, shape, name):
        if shape.enum:
            # Starts elsewhere in the enum for each name, then takes turns.
            taken = len(name) + self.enums[shape.name]
            self.enums[shape.name] += 1
            return shape.enum[taken % len(shape.enum)]
        number = next(self.numbers)
        if name.lower().endswith(("arn", "arns")):
            text = f"arn:aws:devicefarm:{REGION}:123456789101:{name}:EXAMPLE-{number}"
        else:
            text = f"{name} {number}"
        if self.only_required:
            return text
        return text + [
            "",
            ' "quoted" \\ back\\slash',
            " Prüfstand 測試 🙂",
            " first line\nsecond\tline\r\n",
            " / <&> 'x' \u0001\u007f\u2028 e\u0301",
        ][number % 5]

    def of_boolean(self, shape, name):
        return next(self.numbers) % 2 == 0

    def of_integer(self, shape, name):
        return 1000 + next(self.numbers)

    def of_long(self, shape, name):
        # Past 32 bits, every other one past what a double can hold exactly.
        number = next(self.numbers)
        return (2**53 + 1 if number % 2 else 2**33) + 2 * number

    def of_double(self, shape, name):
        number = next(self.numbers)
        return [number + 0.1, number / 1e9, number * 1e18, -number - 0.625][number % 4]

    of_float = of_double

    def of_timestamp(self, shape, name):
        number = next(self.numbers)
        whole = 1700000000 + number * 86400
        return whole if number % 4 == 0 else float(decimal.Decimal(f"{whole}.{(122 + number) % 1000:03}"))


# requests.json


def new_session():
    session = botocore.session.Session()
    # Only the models that come with botocore, none from the home directory.
    builtin = os.path.join(os.path.dirname(botocore.__file__), "data")
    session.register_component(
        "data_loader",
        botocore.loaders.Loader(extra_search_paths=[builtin], include_default_search_paths=False),
    )
    return session


@contextlib.contextmanager
def fixed_clock_and_random():
    def now(remove_tzinfo=True):
        return NOW if remove_tzinfo else NOW.replace(tzinfo=UTC)

    with (
        mock.patch.object(botocore.auth, "get_current_datetime", now),
        mock.patch.object(botocore.endpoint, "get_current_datetime", now),
        mock.patch.object(uuid, "uuid4", lambda: INVOCATION_ID),
    ):
        yield


class NoSocket:
    """Stands for the body of the canned answer."""

    def stream(self):
        yield b"{}"


def capture(session, operation, params, token):
    client = session.create_client(
        SERVICE,
        region_name=REGION,
        aws_access_key_id=ACCESS_KEY_ID,
        aws_secret_access_key=SECRET_ACCESS_KEY,
        aws_session_token=token,
        config=botocore.config.Config(
            parameter_validation=False, retries={"max_attempts": 0}
        ),
    )
    sent = []

    def answer(request, **_):
        sent.append(request)
        return botocore.awsrequest.AWSResponse(
            request.url, 200, {"content-type": "application/x-amz-json-1.1"}, NoSocket()
        )

    client.meta.events.register("before-send", answer)
    with fixed_clock_and_random():
        client._make_api_call(operation, params)
    (request,) = sent
    return client, request


def text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else value


def record_request(session, operation, name, params, token=None):
    client, request = capture(session, operation, params, token)
    sent = {key.lower(): text(value) for key, value in request.headers.items()}
    authorization = sent.pop("authorization")
    signed = authorization.split("SignedHeaders=")[1].split(",")[0].split(";")
    if "host" in signed:
        # Not set by botocore but signed; its HTTP client sends it.
        sent.setdefault("host", urllib.parse.urlsplit(request.url).netloc)
    case = {
        "operation": operation,
        "case": name,
        "params": params,
        "method": request.method,
        "url": request.url,
        "headers": {k: v for k, v in sent.items() if k in signed or k not in NOISE},
        "body": text(request.body),
        "authorization": authorization,
        "credentials": {
            "access_key_id": ACCESS_KEY_ID,
            "secret_access_key": SECRET_ACCESS_KEY,
            "session_token": token,
        },
        "signed_at": SIGNED_AT,
        "region": REGION,
        "signing_name": client.meta.service_model.signing_name,
        "signed_headers": signed,
    }
    if sign_again(case) != authorization:
        raise AssertionError(f"{operation} {name}: signature does not follow from the case")
    return case


def sign_again(case):
    """The Authorization header, from nothing but the recorded case."""
    url = urllib.parse.urlsplit(case["url"])
    signed_headers = ";".join(case["signed_headers"])
    canonical = "\n".join(
        [
            case["method"],
            url.path or "/",
            url.query,
            *(f"{k}:{' '.join(case['headers'][k].split())}" for k in case["signed_headers"]),
            "",
            signed_headers,
            hashlib.sha256(case["body"].encode()).hexdigest(),
        ]
    )
    parts = [case["signed_at"][:8], case["region"], case["signing_name"], "aws4_request"]
    to_sign = "\n".join(
        [
            "AWS4-HMAC-SHA256",
            case["signed_at"],
            "/".join(parts),
            hashlib.sha256(canonical.encode()).hexdigest(),
        ]
    )
    key = ("AWS4" + case["credentials"]["secret_access_key"]).encode()
    for part in [*parts, to_sign]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    scope = "/".join([case["credentials"]["access_key_id"], *parts])
    return (
        f"AWS4-HMAC-SHA256 Credential={scope}, "
        f"SignedHeaders={signed_headers}, Signature={key.hex()}"
    )


def record_requests(session):
    model = session.get_service_model(SERVICE)
    cases = []
    for position, operation in enumerate(OPERATIONS):
        shape = model.operation_model(operation).input_shape
        # Each operation starts at another of the texts.
        full = Values(start=position + 1).of(shape, operation)
        required = Values(only_required=True).of(shape, operation)
        cases.append(record_request(session, operation, "full", full))
        if operation == "CreateRemoteAccessSession":
            cases.append(
                record_request(session, operation, "full-with-token", full, SESSION_TOKEN)
            )
            cases.append(record_request(session, operation, "mission", MISSION))
        cases.append(record_request(session, operation, "required", required))
    return cases


# responses.json and errors.json


def plain(value):
    """A parsed answer as JSON."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, datetime.datetime):
        value = value.astimezone(UTC)
        if value.microsecond % 1000:
            raise AssertionError(f"{value}: finer than milliseconds")
        return value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03}Z"
    return value


def parse(status, headers, body, shape):
    response = {
        "status_code": status,
        "headers": botocore.awsrequest.HeadersDict(headers),
        "body": body.encode("utf-8"),
        "context": {},
    }
    return botocore.parsers.create_parser("json").parse(response, shape)


def record_responses(session):
    model = session.get_service_model(SERVICE)
    cases = []
    for position, operation in enumerate(OPERATIONS):
        shape = model.operation_model(operation).output_shape
        full = Values(start=position + 1).of(shape, operation)
        # Text beyond ASCII comes as it is and escaped, by turns.
        bodies = {"full": json.dumps(full, ensure_ascii=position % 2 == 1), "empty": "{}"}
        for name, body in bodies.items():
            headers = {
                "content-type": "application/x-amz-json-1.1",
                "x-amzn-requestid": f"request-{operation}-{name}",
            }
            cases.append(
                {
                    "operation": operation,
                    "case": name,
                    "status": 200,
                    "headers": headers,
                    "body": body,
                    "parsed": plain(parse(200, headers, body, shape)),
                }
            )
    return cases


ERROR_URI = "http://internal.amazon.com/coral/com.amazon.coral.validate/"
ERROR_HEADER = {"x-amzn-errortype": f"ServiceAccountException:{ERROR_URI}"}

# name, status, further headers, body: JSON or text as it stands
ERRORS = [
    ("type-plain", 400, {}, {"__type": "ArgumentException", "message": "made-up reason"}),
    (
        "type-namespaced",
        400,
        {},
        {
            "__type": "com.amazonaws.devicefarm#LimitExceededException",
            "message": "made-up reason",
        },
    ),
    (
        "type-with-uri",
        400,
        {},
        {"__type": f"NotFoundException:{ERROR_URI}", "message": "made-up reason"},
    ),
    (
        "type-namespaced-with-uri",
        400,
        {},
        {
            "__type": f"com.amazonaws.devicefarm#NotFoundException:{ERROR_URI}",
            "message": "made-up reason",
        },
    ),
    ("type-unmodelled", 400, {}, {"__type": "MadeUpException", "message": "made-up reason"}),
    ("type-unmodelled-500", 500, {}, {"__type": "MadeUpFailure", "message": "made-up reason"}),
    ("header-with-uri", 400, ERROR_HEADER, {"message": "made-up reason"}),
    (
        "header-plain",
        400,
        {"x-amzn-errortype": "NotFoundException"},
        {"message": "made-up reason"},
    ),
    (
        "header-and-type",
        400,
        ERROR_HEADER,
        {"__type": "NotFoundException", "message": "made-up reason"},
    ),
    ("header-and-empty-body", 400, ERROR_HEADER, ""),
    ("body-code", 400, {}, {"code": "LimitExceededException", "message": "made-up reason"}),
    (
        "body-code-and-type",
        400,
        {},
        {
            "__type": "NotFoundException",
            "code": "LimitExceededException",
            "message": "made-up reason",
        },
    ),
    (
        "message-capital",
        400,
        {},
        {"__type": "ArgumentException", "Message": "made-up Prüfgrund 測試 🙂"},
    ),
    (
        "message-both",
        400,
        {},
        {"__type": "ArgumentException", "message": "small", "Message": "capital"},
    ),
    ("message-missing", 400, {}, {"__type": "ArgumentException"}),
    ("message-null", 400, {}, {"__type": "ArgumentException", "message": None}),
    ("object-empty", 400, {}, {}),
    ("body-empty-400", 400, {}, ""),
    ("body-empty-500", 500, {}, ""),
    (
        "html-502",
        502,
        {"content-type": "text/html"},
        "<html><body><h1>made-up gateway page</h1></body></html>",
    ),
    (
        "html-doctype-502",
        502,
        {"content-type": "text/html"},
        "<!DOCTYPE html>\n<html><body>made-up gateway page</body></html>",
    ),
    ("text-400", 400, {"content-type": "text/plain"}, "made-up text, no JSON"),
]


def record_errors(session):
    model = session.get_service_model(SERVICE)
    shape = model.operation_model("CreateRemoteAccessSession").output_shape
    cases = []
    for name, status, more, content in ERRORS:
        headers = {
            "content-type": "application/x-amz-json-1.1",
            "x-amzn-requestid": f"request-{name}",
            **more,
        }
        body = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        error = parse(status, headers, body, shape)["Error"]
        cases.append(
            {
                "name": name,
                "status": status,
                "headers": headers,
                "body": body,
                "code": error["Code"] or None,
                "message": error["Message"] or None,
            }
        )
    return cases


# endpoints.json

REGIONS = [
    "us-west-2",
    "us-east-1",
    "eu-west-1",
    "ap-southeast-3",
    "il-central-1",
    "mx-central-1",
    "cn-north-1",
    "us-gov-west-1",
    "us-iso-east-1",
    "us-isob-east-1",
    "eu-isoe-west-1",
    "us-isof-south-1",
    "eusc-de-east-1",
    "aws-global",
    "aws-cn-global",
    "xx-unknown-1",
    "us-foo-9",
    "not a region",
    "",
    None,
]
ENDPOINTS = [None, "https://example.com:8443/base"]


def record_endpoints(session):
    loader = session.get_component("data_loader")
    provider = botocore.endpoint_provider.EndpointProvider(
        loader.load_service_model(SERVICE, "endpoint-rule-set-1"),
        loader.load_data("partitions"),
    )
    cases = []
    for region, endpoint, fips, dual_stack in itertools.product(
        REGIONS, ENDPOINTS, [False, True], [False, True]
    ):
        params = {"Region": region, "Endpoint": endpoint}
        params = {key: value for key, value in params.items() if value is not None}
        try:
            url = provider.resolve_endpoint(UseFIPS=fips, UseDualStack=dual_stack, **params).url
        except botocore.exceptions.EndpointProviderError:
            url = None
        cases.append(
            {
                "region": region,
                "use_fips": fips,
                "use_dual_stack": dual_stack,
                "endpoint": endpoint,
                "url": url,
                "error": True if url is None else None,
            }
        )
    return cases


FILES = {
    "requests.json": record_requests,
    "responses.json": record_responses,
    "errors.json": record_errors,
    "endpoints.json": record_endpoints,
}


def main():
    arguments = argparse.ArgumentParser(description="Records test vectors from botocore.")
    arguments.add_argument(
        "--check", action="store_true", help="compare with the files instead of writing them"
    )
    check = arguments.parse_args().check
    session = new_session()
    different = []
    for name, record in FILES.items():
        content = json.dumps(record(session), indent=1, sort_keys=True, ensure_ascii=False)
        content = (content + "\n").encode("utf-8")
        path = HERE / name
        if not check:
            path.write_bytes(content)
        elif not path.is_file() or path.read_bytes() != content:
            different.append(name)
    if different:
        sys.exit("differ from what botocore gives: " + " ".join(different))


if __name__ == "__main__":
    main()

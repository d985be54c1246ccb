"""The stores that are measured on, started by the bench and gone with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import botocore.session

from chalicelib.settings import public as settings
from chalicelib.storage import aws, secrets
from infra.local import resources, testing
from infra.local.aws import CREDENTIALS, environment

STAGE, TWIN = "test", "twin"


@contextmanager
def ministack() -> Iterator[str]:
    """The embedded AWS with the resources of `STAGE` and the tables of `TWIN`; its endpoint."""
    with testing.ministack() as endpoint:
        os.environ.update(environment(STAGE, endpoint))
        enter(STAGE)
        aws.forget_clients()
        secrets.forget()
        resources.create(STAGE, endpoint)
        make_tables(TWIN, endpoint)
        yield endpoint


@contextmanager
def table_engine(otherwise: str) -> Iterator[tuple[str, str]]:
    """Name and endpoint of Amazon's DynamoDB Local where Java is, `otherwise` MiniStack."""
    if not testing.has_dynamodb_local():
        yield "MiniStack", otherwise
        return
    with testing.dynamodb_local() as endpoint:
        for stage in (STAGE, TWIN):
            make_tables(stage, endpoint)
        yield "DynamoDB Local", endpoint


def make_tables(stage: str, endpoint: str) -> None:
    """The declared tables of `stage`, empty."""
    prefix = f"fairlead-{stage}-"
    names = {name.removeprefix(prefix) for name in resources.table_names(stage)}
    resources.create(stage, endpoint, only=names)


def enter(stage: str) -> None:
    """Let the application work in `stage` from here on."""
    os.environ["FAIRLEAD_STAGE"] = stage
    settings.forget()


@contextmanager
def tables_at(endpoint: str) -> Iterator[Any]:
    """The application's tables are those at `endpoint` until the block ends; gives the client."""
    real = aws.client("dynamodb")
    client = bare_client(endpoint)
    aws.use_client("dynamodb", client)
    try:
        yield client
    finally:
        aws.use_client("dynamodb", real)
        enter(STAGE)


def bare_client(endpoint: str) -> Any:
    """A DynamoDB client with the same settings as the application's own, and nothing around it."""
    return botocore.session.get_session().create_client(
        "dynamodb",
        region_name=aws.region(),
        endpoint_url=endpoint,
        config=aws.client("dynamodb").meta.config,
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
    )

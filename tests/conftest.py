"""The store for tests: moto in process by default, MiniStack with ``--engine=ministack``."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from moto import mock_aws

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import CountingIds
from chalicelib.settings import public as settings
from chalicelib.storage import aws, secrets
from infra.local import resources
from infra.local.aws import ACCOUNT, CREDENTIALS
from tests.kit.engines import Engine, MotoEngine, RemoteEngine

# MiniStack checks signed links against these; moto takes any.
os.environ.update(CREDENTIALS)
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
os.environ["FAIRLEAD_STAGE"] = "test"

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--engine`` chooses what stands in for AWS in service tests."""
    parser.addoption("--engine", choices=("moto", "ministack"), default="moto")


@pytest.fixture(scope="session")
def ministack() -> Iterator[str]:
    """The endpoint of a MiniStack of this session's own."""
    from infra.local.testing import ministack as started

    with started() as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """What stands in for AWS, with everything in it that is declared."""
    if request.config.getoption("--engine") == "ministack":
        os.environ["FAIRLEAD_AWS_ENDPOINT"] = request.getfixturevalue("ministack")
        os.environ["FAIRLEAD_ACCOUNT"] = ACCOUNT
        yield _deployed(RemoteEngine())
        return
    os.environ.pop("FAIRLEAD_AWS_ENDPOINT", None)
    os.environ["FAIRLEAD_ACCOUNT"] = "123456789012"
    with mock_aws():
        yield _deployed(MotoEngine())


def _deployed(engine: Engine) -> Engine:
    aws.forget_clients()
    secrets.forget()
    resources.create("test", os.environ.get("FAIRLEAD_AWS_ENDPOINT"))
    return engine


@pytest.fixture
def store(engine: Engine) -> None:
    """An empty deployment: every table, queue, topic, bucket and secret, and nothing in them."""
    engine.empty()
    settings.forget()


@pytest.fixture
def clock() -> Iterator[FixedClock]:
    """A clock that stands at 2 March 2026, 09:00 UTC, until moved."""
    fixed = FixedClock(START)
    with ports.use(clock=fixed, ids=CountingIds()):
        yield fixed

"""The app put together, so that new IBs are equipped as they are in production."""

from collections.abc import Iterator

import pytest

from app import app
from chalicelib.partners.service import plan_reading
from chalicelib.settings import public as settings
from chalicelib.storage import aws
from tests.kit.engines import Engine
from tests.kit.packed_store import Interrupted


@pytest.fixture(autouse=True)
def put_together() -> None:
    """Importing the app has introduced partners to clients."""
    assert app.routes


@pytest.fixture(autouse=True)
def without_memories() -> None:
    """Ids begin anew with each test, so no version of a plan may be remembered from another."""
    plan_reading.forget()


@pytest.fixture
def dynamo(engine: Engine) -> Iterator[Interrupted]:
    """A store that is quick with many deals, and that lets something happen in between."""
    made = Interrupted.declared()
    assert isinstance(made, Interrupted)
    aws.use_client("dynamodb", made)
    settings.forget()
    yield made
    aws.forget_clients()
    settings.forget()

"""The app put together, so that links mark newcomers and equip new IBs as they do in production."""

import pytest

from app import app
from chalicelib.partners.service import plan_reading


@pytest.fixture(autouse=True)
def put_together() -> None:
    """Importing the app has introduced promotions to clients."""
    assert app.routes


@pytest.fixture(autouse=True)
def without_memories() -> None:
    """Ids begin anew with each test, so no version of a plan may be remembered from another."""
    plan_reading.forget()

"""The app put together, so that brokers have terms as they do in production."""

import pytest

from app import app
from chalicelib.partners.service import plan_reading


@pytest.fixture(autouse=True)
def put_together() -> None:
    """Importing the app has introduced partners to clients, and no plan is remembered."""
    assert app.routes
    plan_reading.forget()

"""The app put together, so that brokers have terms as they do in production."""

import pytest

from app import app
from chalicelib.partners.service import plans


@pytest.fixture(autouse=True)
def put_together() -> None:
    """Importing the app has introduced partners to clients, and no plan is remembered."""
    assert app.routes
    plans.forget()

"""The app put together, so that new IBs are equipped as they are in production."""

import pytest

from app import app


@pytest.fixture(autouse=True)
def put_together() -> None:
    """Importing the app has introduced partners to clients."""
    assert app.routes

"""Every test here has an empty store and a clock that stands still."""

import pytest

from chalicelib.approvals.service import review
from chalicelib.settings import public as settings


@pytest.fixture(autouse=True)
def _empty(store: None, clock: object) -> None:
    settings.forget()


@pytest.fixture
def undescribed():
    """Requests have no payload here that an owner could show."""
    before = dict(review._providers)
    review._providers.clear()
    yield
    review._providers.update(before)

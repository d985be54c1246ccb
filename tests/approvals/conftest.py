"""Every test here has an empty store and a clock that stands still."""

import pytest

from chalicelib.approvals.service import editing, review
from chalicelib.settings import public as settings


@pytest.fixture(autouse=True)
def _empty(store: None, clock: object) -> None:
    settings.forget()


@pytest.fixture
def undescribed():
    """Requests have no payload here that an owner could show, or let be corrected."""
    before, editors = dict(review._providers), dict(editing._editors)
    review._providers.clear()
    editing._editors.clear()
    yield
    review._providers.update(before)
    editing._editors.update(editors)

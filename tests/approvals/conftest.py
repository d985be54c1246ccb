"""Every test here has an empty store and a clock that stands still."""

from contextlib import ExitStack

import pytest

from chalicelib.approvals.service import editing, review
from chalicelib.settings import public as settings


@pytest.fixture(autouse=True)
def _empty(store: None, clock: object) -> None:
    settings.forget()


@pytest.fixture
def undescribed():
    """Requests have no payload here that an owner could show, or let be corrected."""
    with ExitStack() as emptied:
        for seams in (review.DETAILS, editing.FIELDS, editing.EDITS):
            for seam in seams.values():
                emptied.enter_context(seam.replaced())
        yield

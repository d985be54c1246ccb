"""Every test here has an empty store, a clock that stands still, and a postbox for a vendor."""

from collections.abc import Iterator

import pytest

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.settings import public as settings
from tests.kit.postbox import Postbox


@pytest.fixture(autouse=True)
def _empty(store: None, clock: FixedClock) -> None:
    settings.forget()


@pytest.fixture
def postbox(clock: FixedClock) -> Iterator[Postbox]:
    box = Postbox()
    with ports.use(mailer=box):
        yield box

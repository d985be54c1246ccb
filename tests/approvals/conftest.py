"""Every test here has an empty store and a clock that stands still."""

import pytest

from chalicelib.settings import public as settings


@pytest.fixture(autouse=True)
def _empty(store: None, clock: object) -> None:
    settings.forget()

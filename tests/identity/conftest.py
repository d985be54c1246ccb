"""What identity's tests share: clients described without the capability that knows them."""

from collections.abc import Iterator

import pytest

from chalicelib.identity.public import ClientProfile
from chalicelib.identity.service import profiles


@pytest.fixture(autouse=True)
def described_clients() -> Iterator[None]:
    """Every client is a trader from Britain."""
    profile = ClientProfile("trader", "+44 20 7946 0000", "GB", "LIN1")
    with profiles.DESCRIBING.replaced(lambda _: profile):
        yield

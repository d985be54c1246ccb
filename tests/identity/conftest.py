"""What identity's tests share: clients described without the capability that knows them."""

from collections.abc import Iterator

import pytest

from chalicelib.identity import public as identity
from chalicelib.identity.public import ClientProfile
from chalicelib.identity.service import profiles


@pytest.fixture(autouse=True)
def described_clients() -> Iterator[None]:
    """Every client is a trader from Britain."""
    before = profiles._Described.by
    identity.describe_client(lambda _: ClientProfile("trader", "+44 20 7946 0000", "GB", "LIN1"))
    yield
    profiles._Described.by = before

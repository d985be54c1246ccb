"""A broker that answers tickets: Lin and Sam are clients, Kay owns Lin, Tom sees everything."""

import pytest

from chalicelib.clients.events import clients_events
from chalicelib.notifications.events import notifications_events
from chalicelib.settings import public as settings
from chalicelib.support.events import support_events
from tests.kit.courier import Courier
from tests.support.desk import Desk


@pytest.fixture
def desk(store: None, clock: None) -> Desk:
    """Two clients, and the staff who answer them."""
    settings.forget()
    return Desk()


@pytest.fixture
def courier(store: None) -> Courier:
    """Whoever carries messages to support, and to whom support tells something."""
    return Courier((clients_events, support_events, notifications_events))

"""A broker whose staff plan what they do."""

import pytest

from chalicelib.clients.events import clients_events
from chalicelib.notifications.events import notifications_events
from chalicelib.sales.events import sales_events
from chalicelib.settings import public as settings
from tests.kit.courier import Courier
from tests.sales.team import Team


@pytest.fixture
def team(store: None, clock: None) -> Team:
    """The people, and a client of Kay's."""
    settings.forget()
    return Team()


@pytest.fixture
def courier(store: None) -> Courier:
    """Whoever carries messages to sales, and to whom sales tells something."""
    return Courier((clients_events, sales_events, notifications_events))

"""A broker with two clients of different owners, and readers of the logs."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from app import app
from chalicelib import ports
from chalicelib.clients.model import OWNER_ASSIGNMENT, Client, OwnerAssignment, OwnerRule
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.permissions import Permission
from chalicelib.notifications.events import notifications_events
from chalicelib.reports.events import reports_events
from chalicelib.settings import public as settings
from chalicelib.staff.public import DataScope
from tests.kit import people
from tests.kit.clients import active_client
from tests.kit.courier import Courier
from tests.kit.http import Caller
from tests.kit.people import Person
from tests.kit.postbox import Postbox

READING = (
    Permission.READ_AUDIT,
    Permission.READ_CLIENT_LOGINS,
    Permission.READ_STAFF_LOGINS,
    Permission.READ_MAIL_LOG,
    Permission.READ_TRANSACTIONS,
    Permission.REPEAT_MAILS,
    Permission.EXPORT_LISTS,
)


@dataclass
class Broker:
    """Who there is: ``ada`` sees the company, ``kay`` only Lin, whom she owns."""

    ada: Caller
    kay: Caller
    ada_person: Person
    kay_person: Person
    lin: Client
    sam: Client
    postbox: Postbox
    courier: Courier


@pytest.fixture
def postbox(clock: FixedClock) -> Iterator[Postbox]:
    box = Postbox()
    with ports.use(mailer=box):
        yield box


@pytest.fixture
def broker(store: None, postbox: Postbox) -> Broker:
    ada = people.member(people.role(*READING), name="Ada All")
    role = people.role(*READING, scope=DataScope(own=True))
    kay = people.member(role, name="Kay Keeper")
    rule = OwnerAssignment(OwnerRule.FIXED, kay.id)
    settings.adopt(system("test"), OWNER_ASSIGNMENT, rule)
    lin = active_client(name="Lin Chen")
    settings.adopt(system("test"), OWNER_ASSIGNMENT, OwnerAssignment())
    sam = active_client(name="Sam Reed")
    courier = Courier((notifications_events, reports_events))
    courier.deliver_all()
    return Broker(
        people.signed_in(app, "desk", ada),
        people.signed_in(app, "desk", kay),
        ada,
        kay,
        lin,
        sam,
        postbox,
        courier,
    )

"""Who above a new client hears of them: as the broker says, each once, and nobody who has left."""

import pytest

from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client, ClientKind
from chalicelib.clients.model.creation import ClientDraft
from chalicelib.clients.model.news import DOWNLINE_NEWS, DownlineNews, NewsReach
from chalicelib.clients.rules import hearers
from chalicelib.clients.service import creating, suspension
from chalicelib.clients.service.news import AT_ONCE
from chalicelib.core.actor import system
from tests.kit.clients import active_client, command, published
from tests.kit.courier import Courier
from tests.kit.settings import settings_of

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events,))
STAFF = system("test")


def line_of(number: int) -> list[Client]:
    """One below the other, the root first."""
    made: list[Client] = []
    for _ in range(number):
        made.append(active_client(referral_code=made[-1].referral_code if made else None))
    COURIER.deliver_all(twice=True)
    return made


def heard_of(downline: Client) -> list[tuple[str, int]]:
    """Who was told of somebody, and how many levels below them that is."""
    bodies = [one.body for one in published("clients.downline_joined")]
    return [(one["client_id"], one["level"]) for one in bodies if one["downline_id"] == downline.id]


def test_the_direct_referrer_alone_hears_unless_the_broker_says_otherwise() -> None:
    _root, middle, newcomer = line_of(3)
    assert heard_of(newcomer) == [(middle.id, 1)]


def test_so_many_levels_up_hear() -> None:
    with settings_of(DOWNLINE_NEWS, DownlineNews(NewsReach.LEVELS, 2)):
        _root, upper, middle, newcomer = line_of(4)
    assert heard_of(newcomer) == [(middle.id, 1), (upper.id, 2)]


def test_nobody_hears_where_the_broker_wants_it_so() -> None:
    with settings_of(DOWNLINE_NEWS, DownlineNews(NewsReach.NOBODY)):
        *_, newcomer = line_of(2)
    assert heard_of(newcomer) == []


def test_everybody_hears_once_in_a_line_longer_than_one_unit_takes() -> None:
    with settings_of(DOWNLINE_NEWS, DownlineNews(NewsReach.EVERYBODY)):
        *above, newcomer = line_of(AT_ONCE + 2)
    assert heard_of(newcomer) == [
        (one.id, level) for level, one in enumerate(reversed(above), start=1)
    ]


def test_who_is_suspended_hears_nothing() -> None:
    referrer, *_ = line_of(1)
    suspension.suspend(STAFF, referrer.id, "under review")
    newcomer = active_client(referral_code=referrer.referral_code)
    COURIER.deliver_all()
    assert heard_of(newcomer) == []


def test_whom_staff_bring_in_is_no_news() -> None:
    referrer, *_ = line_of(1)
    draft = ClientDraft(
        kind=ClientKind.TRADER,
        name="Vera Berg",
        email="vera@clients.example",
        country_code="+44",
        phone="7911123466",
        password=None,
        referrer=referrer.id,
    )
    newcomer = creating.create(STAFF, draft, command())
    COURIER.deliver_all()
    assert heard_of(newcomer) == []


@pytest.mark.parametrize(
    ("news", "uplines", "first", "levels"),
    [
        (DownlineNews(NewsReach.DIRECT), 3, 1, (1,)),
        (DownlineNews(NewsReach.DIRECT), 0, 1, ()),
        (DownlineNews(NewsReach.LEVELS, 5), 3, 1, (1, 2, 3)),
        (DownlineNews(NewsReach.LEVELS, 2), 3, 2, (2,)),
        (DownlineNews(NewsReach.EVERYBODY), 3, 3, (3,)),
        (DownlineNews(NewsReach.NOBODY), 3, 1, ()),
    ],
)
def test_how_far_the_news_reaches(
    news: DownlineNews, uplines: int, first: int, levels: tuple[int, ...]
) -> None:
    assert hearers(news, uplines, first) == levels

"""Signing in from a new city with a new device: when it is told, and to whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import app
from chalicelib import ports
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.paging import PageRequest
from chalicelib.gateways.geolocation import maxmind
from chalicelib.identity import public as identity
from chalicelib.identity.model.settings import REMOTE_LOGIN_PROMPT
from chalicelib.identity.rules.whereabouts import device_kind
from chalicelib.identity.service import sessions
from chalicelib.identity.service.sessions import Grant
from chalicelib.settings import public as settings
from tests.identity.scenes import EMAIL, LIN, bodies
from tests.kit import mmdb, people
from tests.kit.http import Caller

pytestmark = pytest.mark.usefixtures("store", "clock", "cities", "lin")
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
NEWER_CHROME = CHROME.replace("140", "141")
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1"
PERTH, PERTH_TOO, ZURICH, NOWHERE = "203.0.113.7", "203.0.113.9", "198.51.100.4", "192.0.2.1"


@pytest.fixture
def cities(tmp_path: Path) -> Iterator[None]:
    networks = {"203.0.113.0/24": ("Perth", "AU"), "198.51.100.0/24": ("Zürich", "CH")}
    database = maxmind.opened(mmdb.write(tmp_path / "cities.mmdb", networks))
    with ports.use(geolocator=database):
        yield


@pytest.fixture
def lin(store: None, clock: FixedClock) -> people.Person:
    return people.client(LIN)


def sign_in(ip: str, device: str) -> Grant:
    return sessions.sign_in(
        Actor(Realm.CLIENT, "", ip=ip, device=device), Realm.CLIENT, EMAIL, people.PASSWORD
    )


@pytest.mark.parametrize(
    ("ip", "device", "remote"),
    [
        (PERTH, CHROME, False),
        (PERTH_TOO, IPHONE, False),
        (ZURICH, CHROME, False),
        (ZURICH, NEWER_CHROME, False),
        (ZURICH, IPHONE, True),
        (NOWHERE, IPHONE, False),
    ],
)
def test_it_is_remote_when_both_city_and_device_are_new(ip: str, device: str, remote: bool):
    sign_in(PERTH, CHROME)
    grant = sign_in(ip, device)
    assert grant.session.remote is remote
    told = bodies("identity.signed_in")[-1]
    assert (told["remote"], told["device_kind"]) == (remote, device_kind(device))


def test_the_very_first_one_is_no_news():
    assert not sign_in(ZURICH, IPHONE).session.remote


def test_earlier_ones_from_unknown_cities_do_not_count():
    sign_in(NOWHERE, CHROME)
    assert not sign_in(ZURICH, IPHONE).session.remote


def test_a_place_that_was_new_once_is_not_new_again():
    sign_in(PERTH, CHROME)
    assert sign_in(ZURICH, IPHONE).session.remote
    assert not sign_in(ZURICH, IPHONE).session.remote
    assert not sign_in(PERTH, CHROME).session.remote


def test_the_broker_can_switch_the_prompt_off():
    settings.adopt(system("test"), REMOTE_LOGIN_PROMPT, False)
    sign_in(PERTH, CHROME)
    assert not sign_in(ZURICH, IPHONE).session.remote


def test_without_a_database_nothing_fires():
    with ports.use(geolocator=maxmind.Nowhere()):
        sign_in(PERTH, CHROME)
        grant = sign_in(ZURICH, IPHONE)
    assert (grant.session.city, grant.session.remote) == ("", False)


def test_the_login_log_knows_the_city():
    sign_in(PERTH, CHROME)
    sign_in(NOWHERE, CHROME)
    log = identity.logins_of(Realm.CLIENT, LIN, PageRequest()).items
    assert [one.city for one in log] == ["", "Perth, AU"]


def test_a_warning_comes_with_the_sign_in_and_not_with_its_refreshes():
    sign_in(PERTH, CHROME)
    caller = Caller(app, headers={"User-Agent": IPHONE})
    with ports.use(geolocator=_Everywhere()):
        body = {"email": EMAIL, "password": people.PASSWORD}
        answer = caller.post("/api/portal/session", body)
        assert answer.body["remote_login"] == {
            "at": "2026-03-02T09:00:00.000Z",
            "ip": "127.0.0.1",
            "city": "Zürich, CH",
            "device": IPHONE,
        }
        caller.headers["Cookie"] = str(answer.headers["Set-Cookie"]).partition(";")[0]
        again = caller.call("POST", "/api/portal/session/refresh", **{"X-Fairlead-Csrf": "1"})
    assert (again.status, again.body["remote_login"]) == (200, None)


class _Everywhere:
    """Everybody is in Zürich."""

    def city(self, ip: str) -> str:
        """See `Geolocator.city`."""
        return "Zürich, CH"


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        (CHROME, "Chrome, Windows"),
        (NEWER_CHROME, "Chrome, Windows"),
        (IPHONE, "Safari, iPhone"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Firefox, Linux",
        ),
        ("Mozilla/5.0 (Macintosh) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, macOS"),
        ("curl/8.9", "curl/8.9"),
        ("", ""),
    ],
)
def test_a_kind_of_device_outlives_its_versions(agent: str, kind: str):
    assert device_kind(agent) == kind

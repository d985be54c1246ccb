"""The routes of the bell, in both portals."""

from typing import Any

import pytest

from app import app
from chalicelib.core.actor import Realm, system
from chalicelib.notifications.model import Link, Notice
from chalicelib.notifications.service import bell
from tests.kit import people
from tests.kit.clients import active_client
from tests.kit.http import Caller


class Reader:
    """Somebody with a bell, at their own face."""

    def __init__(self, face: str) -> None:
        self.root = f"/api/{face}/notifications"
        if face == "portal":
            client = active_client()
            person = people.Person(client.id, client.email)
            self.realm = Realm.CLIENT
        else:
            person = people.member(people.role())
            self.realm = Realm.STAFF
        self.id = person.id
        self.caller = people.signed_in(app, face, person)

    def hears(self, message_id: str) -> None:
        notice = Notice(
            event="deposit_approved",
            realm=self.realm,
            subject_id=self.id,
            email=False,
            popup=True,
            facts={"amount": "12.50", "currency": "USD", "leverage": 100},
            link=Link("request", message_id),
        )
        bell.ring(system("test"), message_id, notice)

    def items(self, query: str = "") -> list[dict[str, Any]]:
        answer = self.caller.get(self.root + query)
        assert answer.status == 200, answer.body
        return answer.body["items"]

    def unread(self) -> int:
        return self.caller.get(f"{self.root}/count").body["unread"]


@pytest.fixture(params=["portal", "desk"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(request.param)


def test_a_notice_is_shown_with_its_facts_and_link(reader: Reader):
    reader.hears("dep_1")
    (item,) = reader.items()
    assert item.pop("id").startswith("ntf_")
    assert item == {
        "code": "deposit_approved",
        "facts": {"amount": "12.50", "currency": "USD", "leverage": 100},
        "link": {"type": "request", "id": "dep_1"},
        "at": "2026-03-02T09:00:00.000Z",
        "read": False,
    }


def test_one_and_all_are_marked_read(reader: Reader):
    for number in range(3):
        reader.hears(f"dep_{number}")
    newest = reader.items()[0]
    marked = reader.caller.patch(f"{reader.root}/{newest['id']}", {"read": True})
    assert marked.body == newest | {"read": True}
    assert reader.unread() == 2
    assert [item["id"] for item in reader.items("?state=read")] == [newest["id"]]
    assert len(reader.items("?state=unread&limit=1")) == 1
    assert reader.caller.patch(reader.root, {"read": True}).body == {"unread": 0}
    assert reader.unread() == 0
    assert reader.items("?state=unread") == []


@pytest.mark.parametrize("body", [{}, {"read": False}, {"read": "yes"}, {"read": True, "x": 1}])
def test_nothing_else_can_be_changed(reader: Reader, body: dict[str, Any]):
    reader.hears("dep_1")
    assert reader.caller.patch(reader.root, body).status == 400
    assert reader.unread() == 1


def test_anothers_notice_is_not_found(reader: Reader):
    stranger = Reader("desk")
    stranger.hears("dep_1")
    (item,) = stranger.items()
    answer = reader.caller.patch(f"{reader.root}/{item['id']}", {"read": True})
    assert (answer.status, answer.body["code"]) == (404, "not_found")
    assert stranger.unread() == 1
    assert reader.items() == []


def test_an_unknown_state_is_refused(reader: Reader):
    assert reader.caller.get(f"{reader.root}?state=old").status == 400


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("GET", "/count", None),
        ("PATCH", "", {"read": True}),
        ("PATCH", "/ntf_1", {"read": True}),
    ],
)
def test_each_face_is_for_its_own_realm(method: str, path: str, body: Any):
    portal, desk = Reader("portal"), Reader("desk")
    for reader, other in ((portal, desk), (desk, portal)):
        url = reader.root + path
        assert Caller(app).call(method, url, body).status == 401
        assert other.caller.call(method, url, body).status == 401
        assert reader.caller.call(method, url, body).status in (200, 404)

"""The bell: once per message, newest first, an unread count that is always right."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.notifications import public as notifications
from chalicelib.notifications.model import Link, Notice
from chalicelib.notifications.service import bell
from chalicelib.storage import aws

LIN = Actor(Realm.CLIENT, "10000001", "Lin Wei")
SAM = Actor(Realm.CLIENT, "10000002", "Sam Reed")
NAMESAKE = Actor(Realm.STAFF, "10000001", "Staff with the same id")
PAGE = PageRequest()


def ring(message_id: str, reader: Actor = LIN, **changes: Any) -> bool:
    notice = Notice(
        event="deposit_approved",
        realm=reader.realm,
        subject_id=reader.id,
        email=False,
        popup=True,
        facts={"reference": message_id},
        link=Link("request", "dep_1"),
        **changes,
    )
    return bell.ring(system("notifications-events"), message_id, notice)


def listed(reader: Actor = LIN, state: str | None = None) -> list[str]:
    return [str(one.item.facts["reference"]) for one in bell.listed(reader, PAGE, state).items]


def item_id(reference: str, reader: Actor = LIN) -> str:
    items = [one.item for one in bell.listed(reader, PAGE).items]
    return next(item.id for item in items if item.facts["reference"] == reference)


def test_notices_are_listed_newest_first_even_within_one_millisecond():
    for message in ("msg_3", "msg_1", "msg_2"):
        assert ring(message)
    assert listed() == ["msg_2", "msg_1", "msg_3"]
    assert bell.unread(LIN) == 3


def test_a_message_rings_once_however_often_it_comes(clock: FixedClock):
    assert ring("msg_1")
    clock.advance(minutes=10)
    assert not ring("msg_1")
    assert listed() == ["msg_1"]
    assert bell.unread(LIN) == 1


def test_everybody_has_a_bell_of_their_own():
    ring("msg_1")
    ring("msg_1", SAM)
    ring("msg_1", NAMESAKE)
    bell.mark_all_read(LIN)
    assert (bell.unread(LIN), bell.unread(SAM), bell.unread(NAMESAKE)) == (0, 1, 1)
    with pytest.raises(NotFound):
        bell.mark_read(SAM, item_id("msg_1", LIN))


def test_one_notice_is_read_once():
    for message in ("msg_1", "msg_2"):
        ring(message)
    first = bell.mark_read(LIN, item_id("msg_1"))
    assert first.read
    bell.mark_read(LIN, item_id("msg_1"))
    assert bell.unread(LIN) == 1
    assert (listed(state="unread"), listed(state="read")) == (["msg_2"], ["msg_1"])


def test_all_are_read_at_once_and_later_ones_are_new():
    for message in ("msg_1", "msg_2"):
        ring(message)
    assert bell.mark_all_read(LIN) == 0
    assert listed(state="unread") == []
    assert bell.mark_read(LIN, item_id("msg_1")).read
    ring("msg_3")
    assert bell.unread(LIN) == 1
    assert listed(state="unread") == ["msg_3"]
    assert listed(state="read") == ["msg_2", "msg_1"]


def test_an_empty_bell_is_silent():
    assert (bell.unread(LIN), listed(), bell.mark_all_read(LIN)) == (0, [], 0)
    for unknown in ("ntf_01JD", "BOX", ""):
        with pytest.raises(NotFound):
            bell.mark_read(LIN, unknown)


def test_the_list_is_read_page_by_page():
    for number in range(7):
        ring(f"msg_{number}")
    bell.mark_read(LIN, item_id("msg_4"))
    seen, cursor = [], None
    while True:
        page = bell.listed(LIN, PageRequest(2, cursor), "unread")
        seen += [one.item.facts["reference"] for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == ["msg_6", "msg_5", "msg_3", "msg_2", "msg_1", "msg_0"]


def test_staff_can_see_what_a_client_was_told():
    ring("msg_1")
    (told,) = notifications.told_to_client(LIN.id, PAGE).items
    assert (told.item.code, told.read) == ("deposit_approved", False)


class RingsFirst:
    """Stands before the store: once, another notice arrives just before a commit."""

    def __init__(self, message_id: str) -> None:
        self._store = aws.client("dynamodb")
        self._message_id: str | None = message_id

    def transact_write_items(self, **arguments: Any) -> Any:
        if self._message_id:
            message_id, self._message_id = self._message_id, None
            ring(message_id)
        return self._store.transact_write_items(**arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def test_what_arrives_while_all_are_marked_is_counted_right():
    ring("msg_1")
    before = aws.client("dynamodb")
    aws.use_client("dynamodb", RingsFirst("msg_2"))
    try:
        bell.mark_all_read(LIN)
    finally:
        aws.use_client("dynamodb", before)
    assert bell.unread(LIN) == len(listed(state="unread"))
    ring("msg_3")
    assert bell.unread(LIN) == len(listed(state="unread")) == 1


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(["ring", "again", "read", "all"]), max_size=10))
def test_the_count_is_the_number_of_unread_notices(engine: Any, steps: list[str]):
    engine.empty()
    for number, step in enumerate(steps):
        if step == "ring":
            ring(f"msg_{number}")
        elif step == "again":
            ring("msg_0")
        elif step == "all":
            bell.mark_all_read(LIN)
        elif bell.listed(LIN, PAGE).items:
            bell.mark_read(LIN, bell.listed(LIN, PAGE).items[-1].item.id)
    assert bell.unread(LIN) == len(listed(state="unread"))

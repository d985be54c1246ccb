"""What a group hides of its clients is hidden everywhere, by every route that reads.

The role of whoever asks hides nothing; only the group of the client does. The routes come from the
app, so a new one is under this from its first day.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from chalicelib.clients.model.groups import GROUPS, STANDARD, ClientGroup, GroupVeil
from chalicelib.core.permissions import Permission
from chalicelib.core.veil import SensitiveField
from chalicelib.settings import public as settings
from tests.http.contract import Checked, Route
from tests.http.sending import by_name, refused
from tests.http.test_matrix import VEILED_READ, named, paths, secrets, shown_paths
from tests.http.world import SYSTEM, World
from tests.kit import people


@dataclass(frozen=True)
class Desk:
    """Somebody from whom the group hides its clients, and somebody with the same role otherwise."""

    kept_out: Checked
    let_in: Checked


@pytest.fixture(scope="module")
def desk(world: World) -> Iterator[Desk]:
    """Everybody is in a group that hides all from one role, which itself hides nothing."""
    kept_out = people.role(*Permission, name=named(world, "kept out"))
    let_in = people.role(*Permission, name=named(world, "let in"))
    veil = GroupVeil(role_ids=(kept_out,), hidden=tuple(SensitiveField))
    settings.adopt(SYSTEM, GROUPS, (ClientGroup(STANDARD, {"en": "Standard"}, veils=(veil,)),))
    yield Desk(
        world.signed_in("desk", people.member(kept_out, name="Kim Kept")),
        world.signed_in("desk", people.member(let_in, name="Leo Let")),
    )
    settings.adopt(SYSTEM, GROUPS, GROUPS.default)


@by_name(VEILED_READ)
def test_what_is_read_shows_nothing_that_the_group_hides(world: World, desk: Desk, route: Route):
    for path in paths(world, route):
        answer = desk.kept_out.get(path)
        assert answer.status in (200, 404), answer
        assert [one for one in secrets(world) if one in str(answer.body)] == [], path


def test_whoever_has_another_role_sees_it_all(world: World, desk: Desk):
    shown = str([desk.let_in.get(path).body for path in shown_paths(world)])
    assert [one for one in secrets(world) if one not in shown] == []


def test_nobody_finds_a_client_by_what_the_group_hides(world: World, desk: Desk):
    for text in (world.lin.email, world.lin.email[:4], world.lin.phone[1:]):
        path = f"/api/desk/clients?q={text}"
        assert world.lin.id in str(desk.let_in.get(path).body)
        assert world.lin.id not in str(desk.kept_out.get(path).body)


def test_nobody_finds_sign_ins_by_an_address_that_the_group_hides(world: World, desk: Desk):
    path = "/api/desk/client-logins?ip=127.0.0.1"
    assert world.lin.id in str(desk.let_in.get(path).body)
    assert desk.kept_out.get(path).body["items"] == []


def test_nobody_writes_masks_over_an_identity_that_the_group_hides(world: World, desk: Desk):
    caller = world.signed_in("portal", world.newcomer())
    record = world.handed_in(caller)
    answer = desk.kept_out.call(
        "PATCH", f"/api/desk/kyc-records/{record}", {"answers": {"number": "HRB 9"}}
    )
    assert refused(answer) == (403, "identity_hidden")

"""The audit chain: linked once, in any order, and whatever is changed afterwards is named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.core import audit_chain as rules
from chalicelib.core.actor import system
from chalicelib.core.audit_chain import Head
from chalicelib.core.clock import FixedClock
from chalicelib.core.permissions import Permission
from chalicelib.edge.audit_chain import audit_check
from chalicelib.storage import audit, audit_chain, aws
from chalicelib.storage.table import Key, Table
from chalicelib.storage.wire import item_to_wire
from infra import export_audit, verify_export
from tests.kit import people
from tests.kit.audit import brought, linked_all
from tests.kit.courier import FakeContext

pytestmark = pytest.mark.usefixtures("store")
ACTOR = system("test")
TABLE = Table("audit")
TICK = {
    "version": "0",
    "account": "123456789012",
    "region": "eu-central-1",
    "detail": {},
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "time": "2026-03-02T09:00:00Z",
    "id": "tick",
    "resources": [],
}


def recorded(count: int, first: int = 1) -> list[str]:
    for number in range(first, first + count):
        ports.transact(
            ACTOR,
            lambda unit, n=number: audit.record(
                unit, "thing_done", "thing", f"t{n}", after={"number": n, "name": "Zoë"}
            ),
        )
    return [item["id"] for item in brought()]


def check() -> audit_chain.Check:
    audit_check(TICK, FakeContext())
    return audit_chain.checked()


def problems() -> list[tuple[int, str]]:
    return [(one.sequence, one.problem) for one in check().faults]


def tamper(key: Key, change: Callable[[dict[str, Any]], None]) -> None:
    item = TABLE.get(key)
    assert item is not None
    change(item)
    aws.client("dynamodb").put_item(TableName=TABLE.name, Item=item_to_wire(item))


def remove(key: Key) -> None:
    aws.client("dynamodb").delete_item(TableName=TABLE.name, Key=item_to_wire(key.as_item()))


def test_every_record_gets_one_place_in_one_chain(clock: FixedClock):
    recorded(100)
    assert linked_all(app) == 100
    assert audit_chain.head().sequence == 100
    chain = [link for link, _ in audit_chain.exported()]
    assert [link.sequence for link in chain] == list(range(1, 101))
    assert [link.previous_hash for link in chain[1:]] == [link.hash for link in chain[:-1]]
    assert chain[0].previous_hash == "0" * 64


def test_a_batch_that_comes_again_links_nothing_again(clock: FixedClock):
    recorded(5)
    linked_all(app)
    before = audit_chain.head()
    linked_all(app, backwards=True)
    assert audit_chain.head() == before
    recorded(1, first=6)
    linked_all(app, backwards=True)
    assert audit_chain.head().sequence == 6


def test_what_a_stream_brings_beside_new_records_is_passed_over(clock: FixedClock):
    recorded(2)
    linked_all(app)
    linked_all(app)  # now the stream also brings links, places and the head
    assert audit_chain.head().sequence == 2


def test_the_check_finds_all_well(clock: FixedClock):
    recorded(60)
    linked_all(app)
    state = check()
    assert (state.faults, state.checked_up_to) == ((), 60)
    assert state.checked_at == clock.now()


def test_the_check_links_what_the_stream_has_missed(clock: FixedClock):
    recorded(50)
    assert check().checked_up_to == 0  # the stream still has time
    clock.advance(minutes=6)
    assert check().checked_up_to == 50
    recorded(1, first=51)
    clock.advance(hours=20)  # across midnight
    assert check().checked_up_to == 51


def test_an_altered_record_is_named_until_it_is_as_it_was(clock: FixedClock):
    ids = recorded(60)
    linked_all(app)
    key = Key(ids[54], "record")
    tamper(key, lambda row: row.update(actor_name="somebody else"))
    assert problems() == [(55, "record_altered")]
    assert problems() == [(55, "record_altered")]
    assert check().faults[0].record_id == ids[54]
    tamper(key, lambda row: row.update(actor_name=ACTOR.name))
    assert problems() == []


def test_a_removed_record_is_named(clock: FixedClock):
    ids = recorded(3)
    linked_all(app)
    remove(Key(ids[1], "record"))
    assert problems() == [(2, "record_missing")]


def test_a_removed_link_is_named(clock: FixedClock):
    recorded(3)
    linked_all(app)
    remove(Key("CHAIN#000000000000", f"{2:015}"))
    assert problems() == [(3, "link_missing_before")]


def test_a_chain_cut_at_its_end_is_named(clock: FixedClock):
    recorded(3)
    linked_all(app)
    remove(Key("CHAIN#000000000000", f"{3:015}"))
    assert problems() == [(3, "end_differs")]


def test_a_record_and_its_link_forged_together_break_the_chain_behind_them(clock: FixedClock):
    ids = recorded(3)
    linked_all(app)
    tamper(Key(ids[1], "record"), lambda row: row.update(ip="203.0.113.9"))
    forged = TABLE.get(Key(ids[1], "record"))
    assert forged is not None

    def relink(row: dict[str, Any]) -> None:
        head = Head(1, row["previous_hash"])
        _, (link,) = rules.extended(head, [forged], ports.now())
        row.update(record_digest=link.record_digest, hash=link.hash)

    tamper(Key("CHAIN#000000000000", f"{2:015}"), relink)
    assert problems() == [(3, "does_not_follow")]


class ShortOfTime(FakeContext):
    """A function that has time for one slice."""

    def __init__(self) -> None:
        self._left = [0, 60_000]

    def get_remaining_time_in_millis(self) -> int:
        return self._left.pop() if self._left else 0


def test_a_long_chain_is_checked_over_several_runs(clock: FixedClock):
    ids = recorded(100)
    linked_all(app)
    tamper(Key(ids[70], "record"), lambda row: row.update(action="nothing_done"))
    audit_check(TICK, ShortOfTime())
    assert audit_chain.checked().at.sequence == 45
    audit_check(TICK, ShortOfTime())
    assert [one.sequence for one in audit_chain.checked().faults] == [71]
    audit_check(TICK, ShortOfTime())
    assert audit_chain.checked().checked_up_to == 100
    audit_check(TICK, ShortOfTime())
    assert [one.sequence for one in audit_chain.checked().faults] == [71]


@pytest.fixture
def export(clock: FixedClock, tmp_path: Path) -> Path:
    recorded(12)
    linked_all(app)
    target = tmp_path / "audit.jsonl"
    assert export_audit.main([str(target)]) == 0
    return target


def test_an_export_is_proven_and_its_end_is_the_chains(export: Path, capsys):
    assert verify_export.main([str(export)]) == 0
    end = audit_chain.head()
    said = capsys.readouterr().out
    assert "12 audit records: 0 faults" in said
    assert f"{end.sequence}:{end.hash}" in said


def test_an_end_kept_elsewhere_shows_a_chain_made_anew(export: Path, clock, capsys):
    lines = export.read_text().splitlines()
    kept = rules.verified(lines).head
    forged, head = [], Head()
    for link, record in audit_chain.exported():
        assert record is not None
        head, (made,) = rules.extended(head, [record | {"ip": "203.0.113.9"}], link.linked_at)
        forged.append(rules.written(made, record | {"ip": "203.0.113.9"}))
    export.write_text("\n".join([*forged, rules.written_head(head)]) + "\n")
    assert verify_export.main([str(export)]) == 0
    assert verify_export.main([str(export), "--kept", f"{kept.sequence}:{kept.hash}"]) == 1
    assert "the end that you kept is not in this chain" in capsys.readouterr().out


def test_an_export_without_its_end_is_not_proven(export: Path, capsys):
    lines = export.read_text().splitlines(keepends=True)
    export.write_text("".join(lines[:-1]))
    assert verify_export.main([str(export)]) == 1
    assert "end_missing" in capsys.readouterr().out


def test_a_record_written_while_it_is_exported_is_left_for_the_next_time(clock: FixedClock):
    recorded(2)
    linked_all(app)
    going = audit_chain.exported()
    next(going)
    recorded(1, first=3)
    linked_all(app)
    clock.advance(seconds=1)
    assert [link.sequence for link, _ in going] == [2]


def test_the_back_office_reads_the_end_and_the_faults(clock: FixedClock):
    ids = recorded(2)
    linked_all(app)
    tamper(Key(ids[0], "record"), lambda row: row.update(device="another"))
    check()
    caller = people.signed_in(app, "desk", people.member(people.role(Permission.READ_AUDIT)))
    answer = caller.get("/api/desk/audit-chain").body
    assert answer["faults"] == [{"sequence": 1, "record_id": ids[0], "problem": "record_altered"}]
    assert answer["checked_at"] is not None

"""Whatever single byte of an audit export is changed, removed or added, its place is named."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core.audit_chain import Head, Verdict, extended, verified, written, written_head
from chalicelib.core.clock import iso

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXTS = st.text(max_size=12)
VALUES = st.dictionaries(TEXTS, st.one_of(TEXTS, st.integers(), st.booleans(), st.none()))


def record(number: int, said: dict[str, Any]) -> dict[str, Any]:
    at = iso(START + timedelta(seconds=number))
    return {"id": f"aud_{number:026}", "at": at, "action": "done", "after": said, "ip": "::1"}


def exported(said: list[dict[str, Any]]) -> bytes:
    records = [record(number, one) for number, one in enumerate(said, start=1)]
    head, links = extended(Head(), records, START)
    lines = [written(link, one) for link, one in zip(links, records, strict=True)]
    return "".join(f"{line}\n" for line in [*lines, written_head(head)]).encode()


def proven(export: bytes) -> Verdict:
    """As the command reads a file."""
    return verified(StringIO(export.decode("utf-8", errors="replace"), newline="\n"))


EXPORTS = st.lists(VALUES, min_size=1, max_size=6).map(exported)


@given(EXPORTS)
def test_an_export_as_it_was_written_is_proven(export: bytes):
    assert proven(export).faults == []


@given(EXPORTS, st.data())
@settings(max_examples=600)
def test_a_changed_byte_is_named_by_its_record(export: bytes, data: st.DataObject):
    place = data.draw(st.integers(0, len(export) - 1), label="place")
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != export[place]), label="byte")
    forged = export[:place] + bytes([byte]) + export[place + 1 :]
    faults = proven(forged).faults
    assert faults
    assert faults[0].sequence == export[:place].count(b"\n") + 1


@given(EXPORTS, st.data())
@settings(max_examples=300)
def test_a_byte_too_few_or_too_many_is_named_by_its_record(export: bytes, data: st.DataObject):
    place = data.draw(st.integers(0, len(export) - 2), label="place")
    more = data.draw(st.sampled_from([b"", b" ", b"0", b"a", b'"', b"\n", b"\xff"]), label="more")
    forged = export[:place] + more + export[place + (0 if more else 1) :]
    faults = proven(forged).faults
    assert faults
    assert faults[0].sequence <= export[:place].count(b"\n") + 1


@given(EXPORTS, st.data())
def test_a_line_taken_out_or_two_exchanged_are_named(export: bytes, data: st.DataObject):
    lines = export.decode().splitlines(keepends=True)
    place = data.draw(st.integers(0, len(lines) - 2), label="place")
    without = [*lines[:place], *lines[place + 1 :]]
    turned = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
    assert proven("".join(without).encode()).faults
    assert proven("".join(turned).encode()).faults

"""What becomes of who a client proved to be: answers, claims and what the vendor wrote all go.

That there were records, and how each was decided, stays: it explains what was allowed.
"""

from collections.abc import Iterator
from dataclasses import replace

from chalicelib.core.keeping import Keeper, Kept, Part, Run
from chalicelib.kyc import store
from chalicelib.kyc.model.cases import Callback, Claim, Record
from chalicelib.kyc.rules.records import digest_of
from chalicelib.storage.keeping import erase_page, every, part
from chalicelib.storage.unit import Unit


def _copied(client_id: str) -> Iterator[Part]:
    case = store.case_of(client_id)
    yield part("verification", [case] if case.version else [], "look_on")
    records = every(lambda page: store.records_of(client_id, page))
    yield part("verification_records", records, "submitted_by", "submitted_by_name", "edits")


def _records_erased(run: Run, client_id: str, cursor: str | None) -> str | None:
    return erase_page(run, lambda page: store.records_of(client_id, page), _blank, cursor)


def _blank(unit: Unit, record: Record) -> None:
    claims = [
        Claim(key, digest_of(answer), record.client_id, record.id)
        for key, answer in record.answers.items()
    ]
    for held in store.claims_on(claims):
        if held.client_id == record.client_id:
            store.give_up(unit, held)
    blank = replace(record, answers={}, files=(), edits=(), reason="", submitted_by_name="")
    if blank != record:
        store.change_record(unit, record, blank)


def _callbacks_erased(run: Run, client_id: str, cursor: str | None) -> str | None:
    check = store.case_of(client_id).check
    if check is None:
        return None
    return erase_page(
        run, lambda page: store.callbacks_about(check.reference, page), _emptied, cursor
    )


def _emptied(unit: Unit, callback: Callback) -> None:
    if callback.body:
        store.change_callback(unit, callback, replace(callback, body=""))


def _case_erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    """Last, because the vendor's reference in it leads to the callbacks."""
    before = store.case_of(client_id)
    if before.check is not None or before.look_on is not None:
        after = replace(before, check=None, look_on=None, expires_on=None)
        run(lambda unit: store.keep_case(unit, before, after))
    return None


KEEPER = Keeper(
    "kyc",
    (
        Kept("Case", "verification", erased=True, why="which records there were stays"),
        Kept("Record", "verification_records", erased=True, why="form, times and decision stay"),
        Kept("Claim", erased=True, why="a digest of an answer that is copied with its record"),
        Kept("Callback", erased=True, why="the vendor's words, copied as the case tells them"),
    ),
    _copied,
    (_records_erased, _callbacks_erased, _case_erased),
)

"""Operations on trading accounts, those under way, and the comments of the last minutes."""

import hashlib

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.operations import (
    OPEN,
    AccountOperation,
    OperationRepeated,
    SameComment,
)
from chalicelib.funds.store import register, transfers
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Unit

_OPEN = "OPERATION#open"


def _of_account(account_id: str) -> str:
    return f"OPERATIONS#{account_id}"


def _key(operation_id: str) -> Key:
    return Key(f"OPERATION#{operation_id}", "OPERATION")


def _indexes(one: AccountOperation) -> dict[str, tuple[str | None, str]]:
    submitted = f"{iso(one.submitted_at)}#{one.id}"
    return {
        "by-status": (_OPEN if one.stage in OPEN else None, f"{iso(one.changed_at)}#{one.id}"),
        "by-client": (_of_account(one.account_id), submitted),
        "by-register": (register.request_shard(one.id), one.id),
    }


_ROWS = Rows(TABLE, AccountOperation, lambda one: _key(one.id), _indexes)
_COMMENTS = Rows(TABLE, SameComment, lambda one: Key(f"COMMENT#{one.account_id}", one.digest))


class OperationExists(Conflict):
    """This very operation was started before."""

    code = "operation_exists"


def add(unit: Unit, operation: AccountOperation) -> AccountOperation:
    """Store a new operation, and note that its account has movements of ours.

    Raises:
        OperationExists: when the unit commits.
    """
    transfers.note_account(unit, operation.account_id)
    return _ROWS.insert(unit, operation, OperationExists(operation_id=operation.id))


def find(operation_id: str) -> AccountOperation | None:
    """The operation as of now, or None."""
    return _ROWS.find(_key(operation_id))


def get(operation_id: str) -> AccountOperation:
    """The operation as of now.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(operation_id), NotFound("no such operation", what="operation"))


def at_keys(keys: list[Key]) -> list[AccountOperation]:
    """The operations at ``keys``."""
    return _ROWS.get_many(keys)


def change(unit: Unit, before: AccountOperation, after: AccountOperation) -> AccountOperation:
    """Store what has become of an operation, if it is still as it was read."""
    return _ROWS.change(unit, before, after)


def under_way(limit: int) -> list[AccountOperation]:
    """Operations that are not at their end, those unchanged for longest first."""
    return _ROWS.all(Range(_OPEN, "by-status", newest_first=False), limit)


def page_of_account(account_id: str, request: PageRequest) -> Page[AccountOperation]:
    """The operations on one trading account, newest first."""
    return _ROWS.page(Range(_of_account(account_id), "by-client"), request)


def of_account(account_id: str, at_most: int) -> list[AccountOperation]:
    """The operations on one trading account, oldest first."""
    return _ROWS.all(Range(_of_account(account_id), "by-client", newest_first=False), at_most)


def digest(comment: str) -> str:
    """What two comments that are the same have in common: case and spacing do not count."""
    return hashlib.sha256(" ".join(comment.casefold().split()).encode()).hexdigest()[:32]


def with_comment(account_id: str, comment: str) -> SameComment | None:
    """What was last done to an account with ``comment``; may be from before the last minutes."""
    return _COMMENTS.find(Key(f"COMMENT#{account_id}", digest(comment)))


def note_comment(unit: Unit, before: SameComment | None, after: SameComment) -> None:
    """Remember a comment; of two at once, one fails with `OperationRepeated`."""
    repeated = OperationRepeated(field="comment", operation_id=after.operation_id)
    if before is None:
        _COMMENTS.insert(unit, after, repeated)
    else:
        _COMMENTS.change(unit, before, after, repeated)

"""Our operation ids: what every adapter writes beside a change so that it can be found again."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from chalicelib.gateways.trading.model import Deal, DealAction, Movement, MovementKind
from chalicelib.gateways.trading.port import COMMENT_LENGTH

_OPERATION_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TIME_LENGTH = 10


def checked_operation_id(operation_id: str) -> str:
    """``operation_id`` if it is a ULID, since anything else could not be found again.

    Raises:
        ValueError: it is not.
    """
    if not _OPERATION_ID.fullmatch(operation_id):
        raise ValueError("an operation id is a ULID of 26 characters")
    return operation_id


def operation_in(comment: str) -> str | None:
    """The operation id with which a comment opens, if it does."""
    found = _OPERATION_ID.match(comment)
    return found.group() if found else None


_KINDS = {DealAction.BALANCE: MovementKind.BALANCE, DealAction.CREDIT: MovementKind.CREDIT}


def movement_among(deals: Iterable[Deal], operation_id: str) -> Movement | None:
    """The movement of money under ``operation_id``, if one of ``deals`` is it."""
    for deal in deals:
        if deal.operation_id == operation_id and deal.action in _KINDS:
            return Movement(
                ticket=deal.ticket,
                login=deal.login,
                operation_id=operation_id,
                kind=_KINDS[deal.action],
                amount=deal.profit,
                at=deal.at,
            )
    return None


def remark_in(comment: str) -> str:
    """What people have noted: the comment without the operation id before it."""
    return comment.removeprefix(operation_in(comment) or "").strip()


def commented(before: str, remark: str) -> str:
    """The comment ``before`` with another ``remark``, behind the operation id that it has."""
    return f"{operation_in(before) or ''} {remark[:COMMENT_LENGTH]}".strip()


def born_at(operation_id: str) -> datetime:
    """When an operation id was made: nothing under it can be older."""
    milliseconds = 0
    for letter in checked_operation_id(operation_id)[:_TIME_LENGTH]:
        milliseconds = milliseconds * 32 + _ALPHABET.index(letter)
    return datetime.fromtimestamp(milliseconds / 1000, UTC)

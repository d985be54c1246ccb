"""Rows of phones. All of them fade: the store deletes them some time after they are of no use."""

from datetime import timedelta

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.phones.model import CodeSending, TextMessage
from chalicelib.storage.fading import FadingRows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("phones")
_KEPT = timedelta(days=90)


def _code_key(number: str) -> Key:
    return Key(f"NUMBER#{number}", "CODE")


def _text_key(text_id: str) -> Key:
    return Key(f"TEXT#{text_id}", "TEXT")


_CODES = FadingRows(
    _TABLE,
    CodeSending,
    lambda one: _code_key(one.number),
    fades_at=lambda one: one.sent_at + timedelta(days=1),
)
_TEXTS = FadingRows(
    _TABLE,
    TextMessage,
    lambda one: _text_key(one.id),
    fades_at=lambda one: one.created_at + _KEPT,
)


def sending(number: str) -> CodeSending | None:
    """When a code was last sent to ``number``, or None."""
    return _CODES.find(_code_key(number))


def put_sending(unit: Unit, before: CodeSending | None, after: CodeSending) -> CodeSending:
    """Note that a code is being sent."""
    if before is None:
        return _CODES.insert(unit, after, Stale("another code came between"))
    return _CODES.change(unit, before, after)


def forget_sending(unit: Unit, sent: CodeSending) -> None:
    """Note that the code was not sent after all."""
    _CODES.remove(unit, sent, Stale("another code came between"))


def text(text_id: str) -> TextMessage:
    """One text.

    Raises:
        NotFound: there is none (any more).
    """
    return _TEXTS.get(_text_key(text_id), NotFound(what="text"))


def add_text(unit: Unit, new: TextMessage) -> TextMessage:
    """Store a new text."""
    return _TEXTS.insert(unit, new, Conflict("a text id came twice"))


def change_text(unit: Unit, before: TextMessage, after: TextMessage) -> TextMessage:
    """Store what became of a text."""
    return _TEXTS.change(unit, before, after)

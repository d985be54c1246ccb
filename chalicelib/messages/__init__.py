"""What capabilities tell each other: frozen facts in the past tense, one module per publisher.

Owns: the base of all messages, their names and their JSON. Refuses: behaviour. A message is read
by consumers that may be a release older or newer, so a field is only ever added, with a default.
"""

from dataclasses import field
from datetime import datetime
from typing import Any, ClassVar

from pydantic import TypeAdapter

from chalicelib.core.nouns import dataclass


@dataclass(frozen=True, kw_only=True)
class Message:
    """A fact that has been committed. ``NAME`` is ``publisher.past_tense`` and never changes."""

    NAME: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A message on its way: its identity, its moment and who caused it.

    Consumers deduplicate on ``id``; nothing is promised about order.
    """

    id: str
    name: str
    occurred_at: datetime
    actor: str
    request_id: str = ""
    body: dict[str, Any] = field(default_factory=dict)


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def known() -> dict[str, type[Message]]:
    """Every message class loaded so far, by name; what only others are made of has none."""
    return {kind.NAME: kind for kind in _descendants(Message) if "NAME" in vars(kind)}


def _descendants(kind: type[Message]) -> list[type[Message]]:
    children = kind.__subclasses__()
    return children + [deeper for child in children for deeper in _descendants(child)]


def pack(message: Message) -> dict[str, Any]:
    """The JSON-ready body of ``message``."""
    body: dict[str, Any] = _adapter(type(message)).dump_python(message, mode="json")
    return body


def unpack(kind: type[Message], body: dict[str, Any]) -> Message:
    """The message of ``kind`` in ``body``; fields it does not know are ignored.

    Raises:
        pydantic.ValidationError: when a field is missing or of another type.
    """
    message: Message = _adapter(kind).validate_python(body)
    return message


def seal_envelope(envelope: Envelope) -> str:
    """``envelope`` as the JSON text that travels."""
    text: str = _adapter(Envelope).dump_json(envelope).decode()
    return text


def open_envelope(text: str) -> Envelope:
    """The inverse of `seal_envelope`.

    Raises:
        pydantic.ValidationError: when it is not an envelope.
    """
    envelope: Envelope = _adapter(Envelope).validate_json(text)
    return envelope

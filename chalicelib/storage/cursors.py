"""Cursors: where a list was left, opaque to the caller and signed so that nobody can make one.

A cursor is the sort key of the last item seen plus the list it belongs to. It is worthless in
another list, for another owner or under another key.
"""

import base64
import binascii
import hashlib
import hmac
import json

from chalicelib.core.errors import Invalid
from chalicelib.storage.secrets import derived_key, derived_keys

_PURPOSE = "cursors"


def seal(list_name: str, last_sort: str) -> str:
    """The cursor after ``last_sort`` in the list called ``list_name``."""
    body = json.dumps([_digest(list_name), last_sort], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_mac(body, derived_key(_PURPOSE)) + body).decode().rstrip("=")


def unseal(list_name: str, cursor: str) -> str:
    """The sort key inside ``cursor``.

    Raises:
        Invalid: ``cursor_invalid`` when it was not made here, for this list.
    """
    opened = next(filter(None, (_opened(cursor, key) for key in derived_keys(_PURPOSE))), None)
    if opened is None or opened[0] != _digest(list_name):
        raise Invalid("start again from the first page", code="cursor_invalid", field="cursor")
    return opened[1]


def _opened(cursor: str, key: bytes) -> tuple[str, str] | None:
    """The list digest and the sort key of a cursor that was signed with ``key``."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (ValueError, binascii.Error):
        return None
    mac, body = raw[:16], raw[16:]
    if not hmac.compare_digest(mac, _mac(body, key)):
        return None
    digest, last_sort = json.loads(body)
    return str(digest), str(last_sort)


def _digest(list_name: str) -> str:
    return hashlib.sha256(list_name.encode()).hexdigest()[:12]


def _mac(body: bytes, key: bytes) -> bytes:
    return hmac.new(key, body, hashlib.sha256).digest()[:16]

"""Rows of what staff have noted about clients."""

from chalicelib.clients.model import Comment
from chalicelib.core.errors import Conflict
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Unit

_COMMENTS = Rows(
    Table("clients"), Comment, lambda one: Key(f"CLIENT#{one.client_id}", f"COMMENT#{one.id}")
)


def add(unit: Unit, comment: Comment) -> Comment:
    """Store what was noted."""
    return _COMMENTS.insert(unit, comment, Conflict("a comment's id came twice"))


def page(client_id: str, request: PageRequest) -> Page[Comment]:
    """What was noted about a client, newest first."""
    return _COMMENTS.page(Range(f"CLIENT#{client_id}", prefix="COMMENT#"), request)

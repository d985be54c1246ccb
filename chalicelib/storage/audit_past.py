"""What an object was at a past moment, by what the audit log says has changed it.

The log has what a member was before and after each act, from the first day on. So the newest act
up to the moment says what the member was; without one, the first act after the moment says what it
had been before; without any, it is what it still is. Owns that reading, newest first, and its
bound. Refuses: guessing where the bound is met, or where an erased record no longer says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import PageRequest
from chalicelib.storage import audit
from chalicelib.storage.audit import AuditRecord

MOST_RECORDS = 1000
_PAGE = 100


@dataclass(frozen=True)
class Past:
    """Members of an object as they were. ``since`` is when each was last changed, if it was.

    ``unknown`` are those that the log does not tell; they have no value here.
    """

    values: Mapping[str, Any]
    since: Mapping[str, datetime] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()


def past(object_type: str, object_id: str, present: Mapping[str, Any], moment: datetime) -> Past:
    """What the members of ``present`` were at ``moment``; ``present`` has their values now."""
    values, since = dict(present), dict[str, datetime]()
    open_members, unknown = set(present), set[str]()
    for record in _newest_first(object_type, object_id):
        if record is None or (record.seal and not record.salt):
            unknown = set(open_members)
            break
        if record.at > moment:
            values |= {name: record.before[name] for name in open_members & record.before.keys()}
        else:
            told = open_members & record.after.keys()
            values |= {name: record.after[name] for name in told}
            since |= dict.fromkeys(told, record.at)
            open_members -= told
        if not open_members:
            break
    known = {name: value for name, value in values.items() if name not in unknown}
    return Past(known, since, frozenset(unknown))


def _newest_first(object_type: str, object_id: str) -> Iterator[AuditRecord | None]:
    """The records of an object; None at the end if there are more than we read."""
    cursor = None
    for _ in range(MOST_RECORDS // _PAGE):
        page = audit.of_object(object_type, object_id, PageRequest(_PAGE, cursor))
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return
    yield None

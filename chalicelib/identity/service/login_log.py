"""The login log over everybody of a realm: by whom, from where, when, and how it ended."""

from collections.abc import Callable
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.core.actor import Realm
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity.model.sessions import LoginEvent, Outcome
from chalicelib.identity.store import attempts as attempt_store
from chalicelib.storage import walks

Visible = Callable[[frozenset[str]], frozenset[str]]


@dataclass(frozen=True)
class LoginLogFilter:
    """Which lines: of one ``subject_id``, from one ``ip``, of one ``outcome``, in a time."""

    realm: Realm
    subject_id: str | None = None
    ip: str | None = None
    outcome: Outcome | None = None
    since: datetime | None = None
    until: datetime | None = None


def login_log(wanted: LoginLogFilter, request: PageRequest, visible: Visible) -> Page[LoginEvent]:
    """See `public.login_log`."""

    def keep(events: tuple[LoginEvent, ...]) -> tuple[LoginEvent, ...]:
        fitting = [
            one
            for one in events
            if wanted.ip in (None, one.ip) and wanted.outcome in (None, one.outcome)
        ]
        seen = visible(frozenset(one.subject_id for one in fitting)) if fitting else frozenset()
        return tuple(one for one in fitting if one.subject_id in seen)

    subject, ip = wanted.subject_id, wanted.ip
    realm, since, until = wanted.realm, wanted.since, wanted.until
    if subject is not None:
        return walks.kept(
            lambda page: attempt_store.events_between(realm, subject, page, since, until),
            keep,
            request,
        )
    if ip is not None:
        return walks.kept(
            lambda page: attempt_store.events_from(realm, ip, page, since, until), keep, request
        )
    end = until or ports.now() + timedelta(seconds=1)
    start = since or end - walks.REACH
    return walks.by_day(
        f"logins-{realm}",
        lambda day, page: attempt_store.events_of_day(realm, day, page, start, end),
        keep,
        request,
        start,
        end,
    )

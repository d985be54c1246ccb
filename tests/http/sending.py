"""Steps that the tests of all routes share."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from tests.http.contract import Checked, Route
from tests.http.world import Ask
from tests.kit.dump import dump
from tests.kit.http import Answer

BOOKS = (
    "accounts",
    "approvals",
    "audit",
    "clients",
    "consents",
    "documents",
    "funds",
    "notifications",
    "outbox",
    "phones",
    "reports",
    "search",
    "settings",
    "staff",
)


def by_name(routes: list[Route]) -> Any:
    """A test for each of ``routes``."""
    return pytest.mark.parametrize("route", routes, ids=[route.name for route in routes])


def send(caller: Checked, route: Route, ask: Ask, **more: Any) -> Answer:
    """The request that ``ask`` describes, made by ``caller``."""
    body = more.pop("body", ask.body)
    return caller.call(route.method, route.url(ask.ids), body, **ask.headers, **more)


def refused(answer: Answer) -> tuple[int, str]:
    """Status and code of a refusal."""
    assert answer.status >= 400, answer
    return answer.status, answer.body["code"]


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Whatever happens in the block leaves no trace in the tables.

    Who was let in or turned away is noted with logins and limits; that is no change of anything.
    """
    before = dump(*BOOKS)
    yield
    after = dump(*BOOKS)
    for table in BOOKS:
        changed = {
            key
            for key in before[table].keys() | after[table].keys()
            if before[table].get(key) != after[table].get(key)
        }
        assert changed == set(), f"changed in {table}"


def with_member(body: Any, name: str, value: Any) -> Any:
    """``body`` with ``value`` wherever it has a member called ``name``."""
    if isinstance(body, dict):
        return {k: value if k == name else with_member(v, name, value) for k, v in body.items()}
    return body


def tells_of(found: Mapping[str, Any], client_id: str) -> bool:
    """Whether a search tells of a client: names them, or has sums, which name nobody."""
    return bool(found["sums"]) if "sums" in found else client_id in str(found)


def is_too_broad(found: Mapping[str, Any]) -> bool:
    """Whether a search answers that it would find too many, and for that reason nobody."""
    return found.get("code") == "search_too_broad"

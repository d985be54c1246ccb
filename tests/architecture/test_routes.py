"""Every route declares itself, and the routes of an API fit into it."""

import re
from collections import Counter

import pytest

from app import app
from chalicelib.core.actor import Realm
from chalicelib.edge.openapi import declarations
from infra.package import apis

RESOURCE_NODES = 300


def test_every_route_declares_who_may_call_it():
    undeclared = [
        (path, method)
        for path, methods in app.routes.items()
        for method, entry in methods.items()
        if not hasattr(entry.view_function, "declaration")
    ]
    assert undeclared == []


def test_every_desk_route_demands_a_permission_or_at_least_staff():
    open_doors = [
        (path, method)
        for path, method, _, declared in declarations(app)
        if path.startswith("/api/desk/")
        and declared.access.realm is not Realm.STAFF
        and "session" not in path
        and "/slides" not in path
        and "password-resets" not in path
        and not path.endswith("/brand")
    ]
    assert open_doors == []


def test_no_route_of_clients_can_be_called_by_staff_or_the_other_way_round():
    wrong = [
        (path, method)
        for path, method, _, declared in declarations(app)
        if (path.startswith("/api/portal/") and declared.access.realm is Realm.STAFF)
        or (path.startswith("/api/desk/") and declared.access.realm is Realm.CLIENT)
    ]
    assert wrong == []


def test_names_of_routes_are_unique():
    names = Counter(name for _, _, name, _ in declarations(app))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("api_id", [apis.PORTAL, apis.DESK])
def test_the_routes_of_an_api_need_fewer_resources_than_api_gateway_allows(api_id: str):
    nodes = {
        "/".join(parts[:depth])
        for parts in (
            path.strip("/").split("/") for path in app.routes if apis.api_of(path) == api_id
        )
        for depth in range(len(parts) + 1)
    }
    assert 1 < len(nodes) < RESOURCE_NODES


def test_one_place_in_a_path_has_one_name():
    names: dict[str, set[str]] = {}
    for path in app.routes:
        for match in re.finditer(r"\{(\w+)\}", path):
            names.setdefault(path[: match.start()], set()).add(match[1])
    assert {place: found for place, found in names.items() if len(found) > 1} == {}


def test_every_declared_route_says_what_it_does():
    assert [
        name for _, _, name, declared in declarations(app) if declared and not declared.summary
    ] == []

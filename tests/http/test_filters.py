"""What queries say of themselves when something else is asked."""

import json

import pytest

from chalicelib.core.filters import taken
from tests.http.contract import READING, Route

QUERIES = [route for route in READING if route.declared.query.model_fields]


@pytest.mark.parametrize("route", QUERIES, ids=lambda route: route.name)
def test_each_part_of_a_query_can_say_what_it_takes(route: Route):
    schema = route.declared.query.model_json_schema()
    for name, part in schema["properties"].items():
        told = taken(schema, name)
        assert told, f"{name} says nothing"
        if told["takes"] == "text":
            assert "pattern" not in json.dumps(part), f"{name} has a pattern and no example"

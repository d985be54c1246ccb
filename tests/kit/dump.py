"""Everything that the tables hold, to be compared before and after."""

import os
from typing import Any

from moto.dynamodb.models import dynamodb_backends

from chalicelib.storage import aws

Contents = dict[str, Any]


def dump(*tables: str) -> dict[str, Contents]:
    """All items of ``tables`` by their keys."""
    remote = os.environ.get("FAIRLEAD_AWS_ENDPOINT")
    read = _scanned if remote else _from_the_books_of_moto
    return {table: read(aws.resource(table)) for table in tables}


def _scanned(name: str) -> Contents:
    found: Contents = {}
    arguments: dict[str, Any] = {"TableName": name}
    while True:
        answer = aws.client("dynamodb").scan(**arguments)
        found |= {f"{item['pk']['S']} {item['sk']['S']}": item for item in answer["Items"]}
        if "LastEvaluatedKey" not in answer:
            return found
        arguments["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _from_the_books_of_moto(name: str) -> Contents:
    """The same in a hundredth of the time."""
    (table,) = [
        backend.tables[name]
        for account in dynamodb_backends.values()
        for backend in account.values()
        if name in backend.tables
    ]
    every = (item for part in table.items.values() for item in part.values())
    return {f"{one.hash_key.value} {one.range_key.value}": dict(one.attrs) for one in every}

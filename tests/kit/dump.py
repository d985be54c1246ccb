"""Everything that the tables hold, to be compared before and after."""

from typing import Any

from chalicelib.storage import aws

# Whoever is let in or turned away is noted in these, and that is no change of anything.
NOTES = ("idempotency", "identity")


def dump(*tables: str) -> dict[str, dict[str, Any]]:
    """All items of ``tables`` by their keys."""
    return {table: _items(table) for table in tables}


def _items(table: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    arguments: dict[str, Any] = {"TableName": aws.resource(table)}
    while True:
        answer = aws.client("dynamodb").scan(**arguments)
        found |= {f"{item['pk']['S']} {item['sk']['S']}": item for item in answer["Items"]}
        if "LastEvaluatedKey" not in answer:
            return found
        arguments["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

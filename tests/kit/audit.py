"""The audit table's stream, as AWS would bring it to the function that links."""

from typing import Any

from chalice.app import Chalice

from chalicelib.storage import audit_chain, aws
from chalicelib.storage.wire import Item, item_from_wire
from tests.kit.courier import FakeContext


def _rows() -> list[dict[str, Any]]:
    name, found = aws.resource("audit"), []
    arguments: dict[str, Any] = {"TableName": name}
    while True:
        answer = aws.client("dynamodb").scan(**arguments)
        found += answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return sorted(found, key=lambda wire: wire["pk"]["S"])
        arguments["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def brought() -> list[Item]:
    """The audit records there are, by their ids."""
    return [item for item in map(item_from_wire, _rows()) if item["sk"] == "record"]


def linked_all(app: Chalice, *, backwards: bool = False) -> int:
    """Bring every row of the table to `audit_link`, as a new one; returns how far the chain is."""
    rows = _rows()
    if backwards:
        rows.reverse()
    records = [
        {
            "eventName": "INSERT",
            "eventSourceARN": aws.stream_arn("audit"),
            "dynamodb": {
                "Keys": {"pk": row["pk"], "sk": row["sk"]},
                "NewImage": row,
                "SequenceNumber": str(number),
            },
        }
        for number, row in enumerate(rows)
    ]
    app.handler_map["audit_link"]({"Records": records}, FakeContext())
    return audit_chain.head().sequence

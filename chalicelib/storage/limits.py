"""Limits on how often something may be tried: counted per window, one conditional write each."""

from datetime import datetime, timedelta

from botocore.exceptions import ClientError

from chalicelib.core.errors import Limited
from chalicelib.storage import aws
from chalicelib.storage.faults import store_faults
from chalicelib.storage.table import Key, Table
from chalicelib.storage.wire import item_to_wire

_TABLE = Table("idempotency")


def take(what: str, subject: str, now: datetime, *, allowance: int, window: timedelta) -> None:
    """Count one more try of ``what`` by ``subject``; windows are fixed and begin at the epoch.

    Raises:
        Limited: ``limited`` with ``retry_after_seconds`` when the window's allowance is used up.
        StoreUnavailable.
    """
    seconds = int(window.total_seconds())
    start = int(now.timestamp()) // seconds * seconds
    try:
        with store_faults():
            aws.client("dynamodb").update_item(
                TableName=_TABLE.name,
                Key=item_to_wire(Key(f"limit#{what}#{subject}", str(start)).as_item()),
                UpdateExpression="ADD tries :one SET expires_at = :end",
                ConditionExpression="attribute_not_exists(tries) OR tries < :allowance",
                ExpressionAttributeValues=item_to_wire(
                    {":one": 1, ":end": start + 2 * seconds, ":allowance": allowance}
                ),
            )
    except ClientError as fault:
        if fault.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        wait = start + seconds - int(now.timestamp())
        raise Limited("too many tries", what=what, retry_after_seconds=wait) from fault

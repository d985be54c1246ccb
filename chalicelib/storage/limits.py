"""Limits on how often something may be tried: counted per window, one conditional write each."""

from datetime import datetime, timedelta
from ipaddress import AddressValueError, IPv6Network

from botocore.exceptions import ClientError

from chalicelib.core.errors import Limited
from chalicelib.storage import aws
from chalicelib.storage.faults import store_faults
from chalicelib.storage.table import Key, Table
from chalicelib.storage.wire import item_to_wire

_TABLE = Table("idempotency")
_ONE_SUBSCRIBER = 64


def take(what: str, subject: str, now: datetime, *, allowance: int, window: timedelta) -> None:
    """Count one more try of ``what`` by ``subject``; windows are fixed and begin at the epoch.

    Who has one IPv6 address has 2^64 of them, so that those of one network count together.

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
                Key=item_to_wire(Key(f"limit#{what}#{_counted(subject)}", str(start)).as_item()),
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


def _counted(subject: str) -> str:
    """``subject`` as it is counted: an IPv6 address by its /64, everything else as it is."""
    try:
        return str(IPv6Network((subject, _ONE_SUBSCRIBER), strict=False))
    except AddressValueError:
        return subject

"""When the store itself does not do what it was asked: which of its faults pass, and their name.

Refuses: conditions that fail; what those mean is the business of whoever has set them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.core.errors import VendorUnavailable

# As the code of an answer, and as a reason for which a transaction was cancelled.
PASSING = frozenset(
    {
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingError",
        "ThrottlingException",
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)


class StoreUnavailable(VendorUnavailable):
    """The store did not answer, or stayed too busy. Repeat with the same idempotency key."""

    code = "store_unavailable"


def is_passing(fault: ClientError) -> bool:
    """Whether the store may do it when asked again: too busy, in the way, or broken inside."""
    status: int = fault.response["ResponseMetadata"]["HTTPStatusCode"]
    return status >= 500 or fault.response["Error"]["Code"] in PASSING


@contextmanager
def store_faults() -> Iterator[None]:
    """Tell of a store that cannot be asked now.

    Raises:
        StoreUnavailable: the answer is lost, or the fault is a passing one. Others stay as they
            are: they are a condition that failed, or our own mistake.
    """
    try:
        yield
    except ClientError as fault:
        if not is_passing(fault):
            raise
        raise StoreUnavailable("the store is busy") from fault
    except BotoCoreError as fault:
        raise StoreUnavailable("the store did not answer") from fault

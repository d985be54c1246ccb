"""S3's errors as ours. Every call that we make may be repeated, so no outcome is ever unknown."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.files.port import FileMissing

_ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})
_OVERTAKEN = frozenset({"412", "PreconditionFailed", "ConditionalRequestConflict"})


class Overtaken(Exception):
    """The object is not, or no longer, as the condition of the request says."""


@contextmanager
def s3_errors() -> Iterator[None]:
    """Around one call.

    Raises:
        FileMissing: there is no such object.
        Overtaken: the condition of the call does not hold.
        VendorUnavailable: anything else; ask again.
    """
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in _ABSENT:
            raise FileMissing("no such file") from error
        if code in _OVERTAKEN:
            raise Overtaken from error
        raise VendorUnavailable("S3 did not do it", vendor="s3", reason=code) from error
    except BotoCoreError as error:
        raise VendorUnavailable("S3 did not answer", vendor="s3", reason="lost") from error

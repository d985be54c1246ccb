"""Files that we write for staff to fetch: the port, and S3 behind it.

Owns: keys, and making one file of its slices. Refuses: who may fetch it. The bucket's lifecycle
forgets everything after seven days.
"""

from typing import Any, Protocol

from chalicelib.gateways.files.s3_errors import s3_errors
from chalicelib.gateways.files.s3_objects import attachment

LINK_SECONDS = 60


class ExportFiles(Protocol):
    """Where exports are kept."""

    def keep_slice(self, export_id: str, number: int, content: bytes) -> None:
        """Keep a slice; a second time replaces it.

        Raises:
            VendorUnavailable.
        """
        ...

    def assemble(self, export_id: str, slices: int) -> None:
        """Make the file of its slices; a second time makes the same.

        Raises:
            FileMissing: a slice is not there. VendorUnavailable.
        """
        ...

    def link(self, export_id: str, file_name: str) -> str:
        """A link to the file that works for a minute and downloads it as ``file_name``."""
        ...


class S3ExportFiles:
    """`ExportFiles` over one bucket. ``client`` is a botocore ``s3`` client."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def keep_slice(self, export_id: str, number: int, content: bytes) -> None:
        """See `ExportFiles.keep_slice`."""
        self._put(f"slices/{export_id}/{number:04}", content)

    def assemble(self, export_id: str, slices: int) -> None:
        """See `ExportFiles.assemble`."""
        keys = [f"slices/{export_id}/{number:04}" for number in range(slices)]
        self._put(f"files/{export_id}.csv", b"".join(self._get(key) for key in keys))

    def link(self, export_id: str, file_name: str) -> str:
        """See `ExportFiles.link`."""
        wanted = {
            "Bucket": self._bucket,
            "Key": f"files/{export_id}.csv",
            "ResponseContentType": "text/csv; charset=utf-8",
            "ResponseContentDisposition": attachment(file_name),
        }
        with s3_errors():
            link = self._client.generate_presigned_url(
                "get_object", Params=wanted, ExpiresIn=LINK_SECONDS
            )
        return str(link)

    def _put(self, key: str, content: bytes) -> None:
        with s3_errors():
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=content,
                ContentType="text/csv; charset=utf-8",
                CacheControl="private, no-store",
            )

    def _get(self, key: str) -> bytes:
        with s3_errors():
            answer = self._client.get_object(Bucket=self._bucket, Key=key)
            content: bytes = answer["Body"].read()
        return content

"""Files that we write for staff, and for clients, to fetch: the port, and S3 behind it.

Owns: keys, and making one file of its slices. Refuses: who may fetch it. The bucket's lifecycle
forgets everything after seven days.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any, Protocol

from chalicelib.gateways.files.s3_errors import s3_errors
from chalicelib.gateways.files.s3_objects import attachment

LINK_SECONDS = 60
_CSV, _ZIP = "text/csv; charset=utf-8", "application/zip"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = {".csv": _CSV, ".xlsx": _XLSX, ".pdf": "application/pdf"}


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

    def slices(self, export_id: str, slices: int) -> Iterator[bytes]:
        """The slices, in their order.

        Raises:
            FileMissing: a slice is not there. VendorUnavailable.
        """
        ...

    def keep_file(self, export_id: str, ending: str, content: bytes) -> None:
        """Keep the file, a workbook (``xlsx``) or a document (``pdf``); again replaces it.

        Raises:
            VendorUnavailable.
        """
        ...

    def forget(self, export_id: str, ending: str, slices: int) -> None:
        """Forget a file and its slices; what is gone is no fault.

        Raises:
            VendorUnavailable.
        """
        ...

    def link(self, export_id: str, file_name: str) -> str:
        """A link to the file that works for a minute and downloads it as ``file_name``."""
        ...

    def keep_archive(self, archive_id: str, content: IO[bytes]) -> None:
        """Keep an archive (a zip); a second time replaces it.

        Raises:
            VendorUnavailable.
        """
        ...

    def archive_link(self, archive_id: str, file_name: str) -> str:
        """A link to an archive that works for a minute and downloads it as ``file_name``."""
        ...

    def remove(self, archive_id: str) -> None:
        """Forget an archive; one that is gone is no fault.

        Raises:
            VendorUnavailable.
        """
        ...


def _archive_key(archive_id: str) -> str:
    return f"archives/{archive_id}.zip"


def _slice_key(export_id: str, number: int) -> str:
    return f"slices/{export_id}/{number:04}"


class S3ExportFiles:
    """`ExportFiles` over one bucket. ``client`` is a botocore ``s3`` client."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def keep_slice(self, export_id: str, number: int, content: bytes) -> None:
        """See `ExportFiles.keep_slice`."""
        self._put(_slice_key(export_id, number), content)

    def assemble(self, export_id: str, slices: int) -> None:
        """See `ExportFiles.assemble`."""
        self._put(f"files/{export_id}.csv", b"".join(self.slices(export_id, slices)))

    def slices(self, export_id: str, slices: int) -> Iterator[bytes]:
        """See `ExportFiles.slices`."""
        return (self._get(_slice_key(export_id, number)) for number in range(slices))

    def keep_file(self, export_id: str, ending: str, content: bytes) -> None:
        """See `ExportFiles.keep_file`."""
        self._put(f"files/{export_id}.{ending}", content, _TYPES[f".{ending}"])

    def forget(self, export_id: str, ending: str, slices: int) -> None:
        """See `ExportFiles.forget`."""
        self._delete(f"files/{export_id}.{ending}")
        for number in range(slices):
            self._delete(_slice_key(export_id, number))

    def link(self, export_id: str, file_name: str) -> str:
        """See `ExportFiles.link`."""
        ending = PurePosixPath(file_name).suffix
        return self._link(f"files/{export_id}{ending}", _TYPES[ending], file_name)

    def keep_archive(self, archive_id: str, content: IO[bytes]) -> None:
        """See `ExportFiles.keep_archive`."""
        self._put(_archive_key(archive_id), content, _ZIP)

    def archive_link(self, archive_id: str, file_name: str) -> str:
        """See `ExportFiles.archive_link`."""
        return self._link(_archive_key(archive_id), _ZIP, file_name)

    def remove(self, archive_id: str) -> None:
        """See `ExportFiles.remove`."""
        self._delete(_archive_key(archive_id))

    def _delete(self, key: str) -> None:
        with s3_errors():
            self._client.delete_object(Bucket=self._bucket, Key=key)

    def _link(self, key: str, content_type: str, file_name: str) -> str:
        wanted = {
            "Bucket": self._bucket,
            "Key": key,
            "ResponseContentType": content_type,
            "ResponseContentDisposition": attachment(file_name),
        }
        with s3_errors():
            link = self._client.generate_presigned_url(
                "get_object", Params=wanted, ExpiresIn=LINK_SECONDS
            )
        return str(link)

    def _put(self, key: str, content: bytes | IO[bytes], content_type: str = _CSV) -> None:
        with s3_errors():
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=content,
                ContentType=content_type,
                CacheControl="private, no-store",
            )

    def _get(self, key: str) -> bytes:
        with s3_errors():
            answer = self._client.get_object(Bucket=self._bucket, Key=key)
            content: bytes = answer["Body"].read()
        return content

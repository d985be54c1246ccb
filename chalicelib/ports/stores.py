"""Where files are kept."""

import os
from typing import TYPE_CHECKING

from chalicelib.ports import clock, gateway, ids
from chalicelib.storage import aws

if TYPE_CHECKING:
    from chalicelib.gateways.files.exports import ExportFiles
    from chalicelib.gateways.files.port import FileStore


def files() -> "FileStore":
    """Where files are kept."""

    def build() -> "FileStore":
        from chalicelib.gateways.files.s3 import S3FileStore  # noqa: PLC0415 - pays for itself

        return S3FileStore(
            aws.client("s3"),
            aws.resource("uploads"),
            clock(),
            ids(),
            awaits_scan=os.environ.get("FAIRLEAD_MALWARE_SCAN") == "guardduty",
        )

    return gateway("files", build)


def export_files() -> "ExportFiles":
    """Where exports are kept."""

    def build() -> "ExportFiles":
        from chalicelib.gateways.files.exports import S3ExportFiles  # noqa: PLC0415 - as above

        return S3ExportFiles(aws.client("s3"), aws.resource("exports"))

    return gateway("export_files", build)

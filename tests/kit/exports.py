"""A store of exports that dies once after each step."""

from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.files.exports import S3ExportFiles
from chalicelib.storage import aws


class Failing(S3ExportFiles):
    """Does what it is asked, and dies the first time after each step."""

    def __init__(self) -> None:
        super().__init__(aws.client("s3"), aws.resource("exports"))
        self.left = {"keep_slice", "assemble", "keep_file"}

    def keep_slice(self, export_id: str, number: int, content: bytes) -> None:
        """See `S3ExportFiles.keep_slice`."""
        super().keep_slice(export_id, number, content)
        self._once("keep_slice")

    def assemble(self, export_id: str, slices: int) -> None:
        """See `S3ExportFiles.assemble`."""
        super().assemble(export_id, slices)
        self._once("assemble")

    def keep_file(self, export_id: str, ending: str, content: bytes) -> None:
        """See `S3ExportFiles.keep_file`."""
        super().keep_file(export_id, ending, content)
        self._once("keep_file")

    def _once(self, step: str) -> None:
        if step in self.left:
            self.left.remove(step)
            raise VendorUnavailable("gone", vendor="s3", reason="lost")

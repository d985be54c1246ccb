"""Reading what was written for people: documents and workbooks, as texts."""

import io
from typing import Any

import openpyxl
import pypdfium2

from chalicelib.storage import aws


def file_of(export: dict[str, Any]) -> bytes:
    """The file that an export became."""
    key = f"files/{export['id']}.{export['format']}"
    content: bytes = (
        aws.client("s3").get_object(Bucket=aws.resource("exports"), Key=key)["Body"].read()
    )
    return content


def pages_of(content: bytes) -> list[str]:
    """The texts of a document's pages, line by line as they are read."""
    found = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in found]


def sheets_of(content: bytes) -> dict[str, list[list[Any]]]:
    """The rows of a workbook's sheets, each cell as a spreadsheet has it; empty ends are cut."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return {
        sheet.title: [_cut(list(row)) for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def _cut(row: list[Any]) -> list[Any]:
    while row and row[-1] in (None, ""):
        row.pop()
    return ["" if cell is None else cell for cell in row]

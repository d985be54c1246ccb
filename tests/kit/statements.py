"""Reading what was written for people: documents and workbooks, as texts."""

import io
import re
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


def links_of(content: bytes) -> list[str]:
    """The addresses that a document opens, in their order."""
    return [one.decode() for one in re.findall(rb"/URI ?\((.*?)\)", content)]


def fonts_of(content: bytes) -> set[str]:
    """The names of the fonts that a document carries."""
    return {one.decode() for one in re.findall(rb"/BaseFont ?/([A-Za-z+-]+)", content)}


def extent_of(content: bytes, text: str) -> tuple[float, float]:
    """How far to the left and to the right the first letters of a page reach, in points."""
    page = pypdfium2.PdfDocument(content)[0].get_textpage()
    boxes = [page.get_charbox(place) for place in range(len(text))]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


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

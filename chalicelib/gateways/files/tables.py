"""Tables that people send, as text or as a workbook: whichever it is, the same rows."""

from collections.abc import Iterable

from chalicelib.core import sheets
from chalicelib.core.nouns import dataclass
from chalicelib.core.sheets import Sheet
from chalicelib.gateways.files import workbooks


@dataclass(frozen=True)
class SentTable:
    """A file as it was sent: a table as text, or a workbook."""

    csv: str = ""
    xlsx: bytes = b""


def read(sent: SentTable, at_most: int, required: Iterable[str] = ()) -> Sheet:
    """The table in ``sent``, of ``at_most`` rows below the names of its columns.

    Raises:
        Invalid: the file itself; see `sheets.read` and `workbooks.read_lines`.
    """
    if sent.xlsx:
        return sheets.table(workbooks.read_lines(sent.xlsx, at_most + 1), at_most, required)
    return sheets.read(sent.csv, at_most, required)

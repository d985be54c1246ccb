"""What exports may ask of downlines: lists and reports in the name of whoever asks."""

from chalicelib.downlines.model import Period, Report, Where
from chalicelib.downlines.service.nouns import Downline, Line
from chalicelib.downlines.service.people import listed, reader
from chalicelib.downlines.service.reports import page
from chalicelib.downlines.service.sources import OnAccount, Wanted

__all__ = [
    "Downline",
    "Line",
    "OnAccount",
    "Period",
    "Report",
    "Wanted",
    "Where",
    "listed",
    "page",
    "reader",
]

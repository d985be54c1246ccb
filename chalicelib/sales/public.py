"""What others may ask of sales: what it keeps, and its lists for exports."""

from chalicelib.sales.model import TaskFilters
from chalicelib.sales.service.keeping import KEEPER
from chalicelib.sales.service.reading import NamedTask, tasks

__all__ = [
    "KEEPER",
    "NamedTask",
    "TaskFilters",
    "tasks",
]

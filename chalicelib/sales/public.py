"""What others may ask of sales: what it keeps, and its lists for exports."""

from chalicelib.sales.model import TaskFilter, TaskKind, TaskPriority, TaskStatus
from chalicelib.sales.service.keeping import KEEPER
from chalicelib.sales.service.reading import NamedTask, tasks

__all__ = [
    "KEEPER",
    "NamedTask",
    "TaskFilter",
    "TaskKind",
    "TaskPriority",
    "TaskStatus",
    "tasks",
]

"""What becomes of the tasks about a client: the broker's plans, gone with whom they were about."""

from chalicelib.core.keeping import Keeper, Kept, Run
from chalicelib.core.paging import PageRequest
from chalicelib.sales import store
from chalicelib.sales.model import Task, TaskFilter
from chalicelib.storage.keeping import SLICE

_ALL = TaskFilter()


def _erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    found = store.of_client(client_id, _ALL, PageRequest(SLICE), lambda _: True)
    for task in found.items:
        _forget(run, task)
    return "more" if found.items else None


def _forget(run: Run, task: Task) -> None:
    run(lambda unit: store.remove(unit, task))


KEEPER = Keeper(
    "sales",
    (Kept("Task", erased=True, why="what staff mean to do: told on request"),),
    erasers=(_erased,),
)

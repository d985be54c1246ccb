"""Routes of the back office: tasks."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageView
from chalicelib.sales.model import TaskStatus
from chalicelib.sales.schemas import (
    ColleagueView,
    TaskForm,
    TaskQuery,
    TaskStatusForm,
    TaskView,
)
from chalicelib.sales.service import planning, reading
from chalicelib.sales.service.reading import Colleague, NamedTask

desk = Blueprint(__name__)
_READ = staff(Permission.READ_TASKS)
_UPDATE = staff(Permission.UPDATE_TASKS)


@desk.route("/api/desk/tasks", methods=["GET"])
@endpoint(access=_READ, query=TaskQuery, returns=PageView[TaskView])
def list_tasks(call: Call[Nothing, TaskQuery]) -> Page[NamedTask]:
    """Tasks along one's reporting line and about clients in scope, soonest due first."""
    return reading.tasks(call.actor, call.query.wanted, call.query.page)


@desk.route("/api/desk/tasks", methods=["POST"])
@endpoint(
    access=staff(Permission.CREATE_TASKS), body=TaskForm, returns=TaskView, status=201, once=True
)
def create_task(call: Call[TaskForm, Nothing]) -> NamedTask:
    """Plan a task for oneself or for colleagues."""
    return planning.create(call.actor, call.body.draft, call.command)


@desk.route("/api/desk/task-assignees", methods=["GET"])
@endpoint(access=_READ, returns=ItemsView[ColleagueView])
def list_task_assignees(_call: Call[Nothing, Nothing]) -> list[Colleague]:
    """The colleagues who can be given a task."""
    return reading.colleagues()


@desk.route("/api/desk/tasks/{task_id}", methods=["GET"])
@endpoint(access=_READ, returns=TaskView)
def read_task(call: Call[Nothing, Nothing], task_id: str) -> NamedTask:
    """One task."""
    return reading.named(call.actor, reading.seen(call.actor, task_id))


@desk.route("/api/desk/tasks/{task_id}", methods=["PUT"])
@endpoint(access=_UPDATE, body=TaskForm, returns=TaskView)
def change_task(call: Call[TaskForm, Nothing], task_id: str) -> NamedTask:
    """Let a task be as the form says."""
    return planning.change(call.actor, task_id, call.body.draft)


@desk.route("/api/desk/tasks/{task_id}", methods=["PATCH"])
@endpoint(access=_UPDATE, body=TaskStatusForm, returns=TaskView)
def mark_task(call: Call[TaskStatusForm, Nothing], task_id: str) -> NamedTask:
    """Say that a task is done, or is to be done again."""
    return planning.mark(call.actor, task_id, done=call.body.status is TaskStatus.DONE)


@desk.route("/api/desk/tasks/{task_id}", methods=["DELETE"])
@endpoint(access=staff(Permission.DELETE_TASKS), status=204)
def delete_task(call: Call[Nothing, Nothing], task_id: str) -> None:
    """Take a task away for good."""
    planning.delete(call.actor, task_id)

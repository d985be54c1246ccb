"""Kills a use case before and after each of its calls to the store and to vendors, and resumes it.

The harness lists the crash points by itself: it runs a scenario once and counts every call that
leaves the process; then it runs it again from an empty world for each call and each way of dying.
What a scenario promises must hold after every one of them.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from botocore.exceptions import ReadTimeoutError

from chalicelib import ports
from chalicelib.core.errors import OutcomeUnknown
from chalicelib.storage import aws

W = TypeVar("W")
AWS_SERVICES = ("dynamodb", "sns", "sqs", "sesv2", "s3")


class Killed(BaseException):
    """The process is gone: nothing of ours may catch this."""


class Death(StrEnum):
    """How a call ends badly."""

    BEFORE = "killed before"
    AFTER = "killed after"
    ANSWER_LOST = "answer lost"


@dataclass(frozen=True)
class Point:
    """The ``number``-th outgoing call of a run, and how it ends."""

    number: int
    call: str
    death: Death

    def __str__(self) -> str:
        return f"{self.death} #{self.number} {self.call}"


@dataclass
class Watch:
    """Sees every outgoing call; lets the one at ``point`` end as planned."""

    point: Point | None = None
    calls: list[str] = field(default_factory=list)
    is_on: bool = True

    def pass_on(self, name: str, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Make ``call``, unless the plan says otherwise."""
        if not self.is_on:
            return call(*args, **kwargs)
        self.calls.append(name)
        here = self.point is not None and self.point.number == len(self.calls)
        if here and self.point.death is Death.BEFORE:
            raise Killed(str(self.point))
        answer = call(*args, **kwargs)
        if here and self.point.death is Death.AFTER:
            raise Killed(str(self.point))
        if here and self.point.death is Death.ANSWER_LOST:
            raise lost_answer(name)
        return answer


def lost_answer(name: str) -> Exception:
    """What a caller sees when the answer of a call that was carried out never arrives."""
    if name.split(".", maxsplit=1)[0] in AWS_SERVICES:
        return ReadTimeoutError(endpoint_url=name)
    return OutcomeUnknown(name)


@dataclass(frozen=True)
class Watched:
    """Stands before a client or a gateway and reports its calls to the watch."""

    name: str
    inner: Any
    watch: Watch

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(self.inner, attribute)
        if not callable(value) or attribute.startswith("_"):
            return value
        name = f"{self.name}.{attribute}"
        return lambda *args, **kwargs: self.watch.pass_on(name, value, *args, **kwargs)


@contextmanager
def watching(watch: Watch, gateways: dict[str, Any]) -> Iterator[None]:
    """Let ``watch`` see all calls to AWS and to ``gateways`` until the block ends."""
    with ExitStack() as stack:
        for service in AWS_SERVICES:
            real = aws.client(service)
            aws.use_client(service, Watched(service, real, watch))
            stack.callback(aws.use_client, service, real)
        wrapped = {name: Watched(name, inner, watch) for name, inner in gateways.items()}
        stack.enter_context(ports.use(**wrapped))
        yield


@dataclass(frozen=True)
class Scenario(Generic[W]):
    """One money step and what it promises.

    ``prepare`` makes an empty world ready, outside the harness's sight. ``act`` is the step as its
    user takes it; ``resume`` is what happens by itself afterwards (the user tries again with the
    same key, queues deliver, sweeps run) and may be run any number of times. ``promise`` asserts.
    """

    name: str
    prepare: Callable[[], W]
    act: Callable[[W], None]
    resume: Callable[[W], None]
    promise: Callable[[W], None]
    gateways: Callable[[W], dict[str, Any]] = lambda _world: {}


def crash_points(scenario: Scenario[W], empty: Callable[[], None]) -> list[Point]:
    """Every way in which ``scenario`` can be cut short, found by running it once."""
    empty()
    world = scenario.prepare()
    watch = Watch()
    with watching(watch, scenario.gateways(world)):
        scenario.act(world)
        scenario.resume(world)
    scenario.promise(world)
    return [
        Point(number, call, death)
        for number, call in enumerate(watch.calls, start=1)
        for death in Death
    ]


def survive(scenario: Scenario[W], point: Point, empty: Callable[[], None]) -> None:
    """Run ``scenario`` with a death at ``point``, resume it twice, and hold it to its promise."""
    empty()
    world = scenario.prepare()
    watch = Watch(point)
    with watching(watch, scenario.gateways(world)):
        try:
            scenario.act(world)
            scenario.resume(world)
        except (Killed, Exception):  # noqa: BLE001, S110 - dying in any way is the point
            pass
        watch.is_on = False
        scenario.act(world)
        scenario.resume(world)
        scenario.resume(world)
    scenario.promise(world)

"""Kills a money step before and after each call to the store and to vendors, and resumes it.

The harness lists the crash points by itself: it runs a scenario once and notes every call that
leaves the process. Then it runs it again from the same beginning for each call and each way of
dying. What a scenario promises must hold after every one of them.

A dead process leaves nothing behind but what it has written elsewhere. So deaths between the same
two calls that change something leave the same world, and one of them is run for all; a lost answer
is told to a process that lives on, so each is run.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from botocore.exceptions import ReadTimeoutError

from chalicelib import ports
from chalicelib.core.errors import OutcomeUnknown, VendorUnavailable
from chalicelib.storage import aws

W = TypeVar("W")
AWS_SERVICES = ("dynamodb", "sns", "sqs", "sesv2", "s3")
# Calls that change nothing anywhere. What is not named here is taken to change something.
READS = frozenset(
    {
        "get_item",
        "batch_get_item",
        "query",
        "get_queue_url",
        "head_object",
        "get_object",
        "generate_presigned_post",
        "account",
        "check",
        "check_password",
        "find_check",
        "find_account",
        "figures",
        "find_movement",
        "deals_of",
        "payment",
        "read_callback",
        "read_notice",
        "read_report",
        "refund_state",
    }
)


class Killed(BaseException):
    """The process is gone: nothing of ours may catch this."""


class Death(StrEnum):
    """How a call ends badly."""

    BEFORE = "killed before"
    AFTER = "killed after"
    ANSWER_LOST = "answer lost"


@dataclass(frozen=True)
class Call:
    """One call that left the process, the ``turn``-th of its name.

    ``changes`` is how many before it have changed something.
    """

    number: int
    name: str
    changes: int
    turn: int = 1

    @property
    def is_read(self) -> bool:
        """Whether it changes nothing."""
        return self.name.rpartition(".")[2] in READS


@dataclass(frozen=True)
class Point:
    """The ``turn``-th outgoing call of a name, and how it ends.

    ``number`` is its place among all calls of the run that found it. It is not by this that it is
    met again: in which order a step reads the parts of the journal and writes what it has found
    there depends on the ids that an entry happened to get, how often it does each does not.
    """

    number: int
    call: str
    death: Death
    turn: int = 1

    def __str__(self) -> str:
        return f"{self.death} #{self.number} {self.call} (its {self.turn}.)"


@dataclass
class Watch:
    """Sees every outgoing call; lets the one at ``point`` end as planned."""

    point: Point | None = None
    calls: list[Call] = field(default_factory=list)
    is_on: bool = False
    has_struck: bool = False
    _changes: int = 0
    _turns: Counter[str] = field(default_factory=Counter)

    def pass_on(self, name: str, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Make ``call``, unless the plan says otherwise."""
        if not self.is_on:
            return call(*args, **kwargs)
        self._turns[name] += 1
        made = Call(len(self.calls) + 1, name, self._changes, self._turns[name])
        self.calls.append(made)
        death = self._death_of(made)
        if death is Death.BEFORE:
            raise Killed(str(self.point))
        answer = call(*args, **kwargs)
        self._changes += not made.is_read
        if death is Death.AFTER:
            raise Killed(str(self.point))
        if death is Death.ANSWER_LOST:
            raise lost_answer(made)
        return answer

    def _death_of(self, made: Call) -> Death | None:
        if self.point is None or (self.point.call, self.point.turn) != (made.name, made.turn):
            return None
        self.has_struck = True
        return self.point.death

    @contextmanager
    def looking(self, *, on: bool) -> Iterator[None]:
        """See calls (or do not) until the block ends."""
        before, self.is_on = self.is_on, on
        try:
            yield
        finally:
            self.is_on = before


def lost_answer(call: Call) -> Exception:
    """What a caller sees when the answer of a call that was carried out never arrives.

    A gateway's reads never end in "unknown": that is a promise of the ports.
    """
    if call.name.partition(".")[0] in AWS_SERVICES:
        return ReadTimeoutError(endpoint_url=call.name)
    return VendorUnavailable(call.name) if call.is_read else OutcomeUnknown(call.name)


@dataclass(frozen=True, eq=False)
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
def watching(watch: Watch, gateways: Callable[[], dict[str, Any]]) -> Iterator[None]:
    """Let ``watch`` see all calls to AWS, and to ``gateways`` made beneath it, until the end.

    Gateways that are but a shape around an AWS client (files, mail) are made anew on the watched
    client; those of vendors stand behind the watch themselves.
    """
    with ExitStack() as stack:
        for service in AWS_SERVICES:
            real = aws.client(service)
            aws.use_client(service, Watched(service, real, watch))
            stack.callback(aws.use_client, service, real)
        stack.enter_context(ports.use(**gateways()))
        yield


@dataclass(frozen=True)
class Scenario(Generic[W]):
    """One money step and what it promises.

    ``prepare`` gives a world at the step's beginning, the same every time. ``act`` is the step as
    its people take it, with fixed idempotency keys; it raises when an answer says "try again".
    ``resume`` is what happens by itself afterwards (queues deliver, sweeps run, time passes) and
    may be run any number of times. ``promise`` asserts what holds once the people have got an
    answer, ``peace`` what holds even if they never come back. ``gateways`` are the vendors to
    stand before, by the names that `ports` gives them.
    """

    name: str
    prepare: Callable[[Watch], W]
    act: Callable[[W], None]
    resume: Callable[[W], None]
    promise: Callable[[W], None]
    peace: Callable[[W], None]
    gateways: Callable[[W, Watch], dict[str, Any]] = lambda _world, _watch: {}


@dataclass(frozen=True)
class Survey:
    """What one undisturbed run has shown of a scenario."""

    scenario: str
    calls: tuple[Call, ...]

    @property
    def points(self) -> list[Point]:
        """Every way in which the scenario can be cut short."""
        return [
            Point(one.number, one.name, death, one.turn) for one in self.calls for death in Death
        ]

    @property
    def distinct(self) -> list[Point]:
        """One for all points that leave the same world to a process that is gone."""
        seen: set[Any] = set()
        chosen = []
        for call in self.calls:
            for death in Death:
                left = call.changes + (death is Death.AFTER and not call.is_read)
                mark = (call.number, death) if death is Death.ANSWER_LOST else left
                if mark not in seen:
                    seen.add(mark)
                    chosen.append(Point(call.number, call.name, death, call.turn))
        return chosen

    @property
    def weighty(self) -> list[Point]:
        """Those of the distinct ones that strike a unit of work or a vendor's doing: for engines
        that are too slow for all."""
        light = {call.number for call in self.calls if call.is_read or not _is_weighty(call.name)}
        return [point for point in self.distinct if point.number not in light]

    def __str__(self) -> str:
        return (
            f"{self.scenario}: {len(self.calls)} calls, {len(self.points)} crash points, "
            f"{len(self.distinct)} of them distinct"
        )


def _is_weighty(call: str) -> bool:
    service, _, operation = call.partition(".")
    return operation == "transact_write_items" or service not in AWS_SERVICES


def survey(scenario: Scenario[W]) -> Survey:
    """Run ``scenario`` once undisturbed; its promise must hold."""
    watch = Watch()
    world = scenario.prepare(watch)
    with watching(watch, lambda: scenario.gateways(world, watch)):
        with watch.looking(on=True):
            scenario.act(world)
            scenario.resume(world)
        scenario.promise(world)
        scenario.peace(world)
    return Survey(scenario.name, tuple(watch.calls))


def survive(scenario: Scenario[W], point: Point, *, come_back: bool = True) -> None:
    """Cut ``scenario`` short at ``point``, resume it twice, and hold it to its promise.

    With ``come_back`` its people try again at once, as whoever got no answer does; without, only
    what runs by itself goes on before they do, and the books must be in order by then.
    """
    watch = Watch(point)
    world = scenario.prepare(watch)
    with watching(watch, lambda: scenario.gateways(world, watch)):
        _die(scenario, world, watch)
        assert watch.has_struck, f"{point} was never reached"
        if not come_back:
            scenario.resume(world)
            scenario.peace(world)
        scenario.act(world)
        scenario.resume(world)
        scenario.resume(world)
        scenario.promise(world)
        scenario.peace(world)


def _die(scenario: Scenario[W], world: W, watch: Watch) -> None:
    with watch.looking(on=True):
        try:
            scenario.act(world)
            scenario.resume(world)
        except (Killed, Exception):  # noqa: BLE001, S110 - dying in any way is the point
            pass


def survive_all(scenario: Scenario[W], points: Iterable[Point]) -> None:
    """Every one of ``points``; those that strike units and vendors also with people who go away.

    A failure names its point.
    """
    for point in points:
        ways = (True, False) if _leaves_early(point) else (True,)
        for come_back in ways:
            try:
                survive(scenario, point, come_back=come_back)
            except Exception as fault:
                back = "" if come_back else ", nobody came back at first"
                fault.add_note(f"{scenario.name}: {point}{back}")
                raise


def _leaves_early(point: Point) -> bool:
    return point.death is not Death.ANSWER_LOST and _is_weighty(point.call)

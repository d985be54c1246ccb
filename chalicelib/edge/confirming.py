"""The second factor at a route that asks for one: the header it comes in, and who judges it.

A route names its operation (``confirms=Operation.WITHDRAWAL``). Whether anything is asked, and of
whom, is for the judge to say, whom `identity` installs. Where the route is `once`, the proof is
judged and used up in the unit that settles the command: it is spent exactly when the effect comes
about. Elsewhere the use case lets ``command.confirm(unit)`` do the same in its own unit.
"""

from collections.abc import Callable

from chalicelib.core.confirmation import FactorMethod, Operation, Proof
from chalicelib.core.errors import Invalid
from chalicelib.storage.unit import Unit

HEADER = "X-Fairlead-Factor"
MAX_ANSWER = 4000

Judge = Callable[[Unit, Operation, Proof | None], None]


class _Installed:
    """Who judges; set up once, when the app is put together."""

    judge: Judge | None = None


def install(judge: Judge) -> None:
    """Let ``judge`` say whether a proof is needed and good, in the unit of the operation."""
    _Installed.judge = judge


def read(sent: str | None) -> Proof | None:
    """The proof in the header: a method, a blank and the answer; None when none was sent.

    Raises:
        Invalid: ``factor_malformed``.
    """
    if not sent:
        return None
    method, _, answer = sent.partition(" ")
    if method not in set(FactorMethod) or not answer or len(answer) > MAX_ANSWER:
        raise Invalid(
            "send a method, a blank and the answer", code="factor_malformed", field=HEADER
        )
    return Proof(FactorMethod(method), answer)


def confirmation(operation: Operation, proof: Proof | None) -> Callable[[Unit], None]:
    """What a unit runs to have ``operation`` confirmed."""
    judge = _Installed.judge
    if judge is None:
        raise LookupError("nobody judges second factors: see edge.confirming.install")

    def confirm(unit: Unit) -> None:
        judge(unit, operation, proof)

    return confirm

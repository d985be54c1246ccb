"""The table of commands, and the envelope in which their answers travel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infra.simulators.mt5.codes import Refused, text_of
from infra.simulators.mt5.params import Params
from infra.simulators.mt5.sessions import Session
from infra.simulators.mt5.sweep import sweep
from infra.simulators.mt5.world import World


@dataclass(frozen=True)
class Asked:
    """One command as it arrives: who is asked, in which session, with what."""

    world: World
    session: Session
    params: Params


class Envelope(dict[str, Any]):
    """An answer whose members stand beside the return code rather than under ``answer``."""


Command = Callable[[Asked], Any]
COMMANDS: dict[str, tuple[Command, str]] = {}


def command(path: str, permission: str = "manager") -> Callable[[Command], Command]:
    """Register what answers ``path``, and the permission that the manager needs for it."""

    def register(answer: Command) -> Command:
        COMMANDS[path] = (answer, permission)
        return answer

    return register


def run(path: str, asked: Asked) -> dict[str, Any] | None:
    """Run a command in one transaction; None where there is no such command."""
    if path not in COMMANDS:
        return None
    answer, permission = COMMANDS[path]
    try:
        with asked.world.store.transaction():
            _require(asked.world, permission)
            sweep(asked.world)
            content = answer(asked)
    except Refused as refused:
        return {"retcode": text_of(refused.code)}
    if isinstance(content, Envelope):
        return {"retcode": text_of(0), **content}
    return {"retcode": text_of(0)} | ({} if content is None else {"answer": content})


def _require(world: World, permission: str) -> None:
    if not world.may(permission):
        raise Refused(8)

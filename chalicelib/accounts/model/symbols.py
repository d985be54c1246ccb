"""What symbols are called beside their own names: suffixes and single aliases, server by server."""

from dataclasses import field
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

_LONGEST = 31
Name = Annotated[str, Field(min_length=1, max_length=_LONGEST)]


class ResolvedBy(StrEnum):
    """Why a symbol stands for another: a name of its own, a suffix, or not at all."""

    NAME = "name"
    SUFFIX = "suffix"
    ITSELF = "itself"


@dataclass(frozen=True)
class SymbolAliases:
    """What one server's symbols stand for.

    ``suffixes`` are cut from the end (``.m``), the longest that fits and only one; ``names`` say it
    of single symbols and go before suffixes.
    """

    server_id: Annotated[str, Field(min_length=1, max_length=80)]
    suffixes: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    names: Annotated[dict[Name, Name], Field(max_length=500)] = field(default_factory=dict)


@dataclass(frozen=True)
class Resolution:
    """What a symbol stands for, and why."""

    symbol: str
    stands_for: str
    by: ResolvedBy


def _one_each(every: tuple[SymbolAliases, ...]) -> tuple[SymbolAliases, ...]:
    servers = [one.server_id for one in every]
    if len(servers) != len(set(servers)):
        raise ValueError("a server comes twice")
    return every


SYMBOL_ALIASES: Setting[tuple[SymbolAliases, ...]] = Setting(
    key="accounts.symbol_aliases",
    type=Annotated[tuple[SymbolAliases, ...], AfterValidator(_one_each)],
    default=(),
    group="accounts",
)

"""The symbols of the broker's servers, and what each stands for."""

from chalicelib.accounts.model import SYMBOL_ALIASES, Resolution, SymbolAliases
from chalicelib.accounts.rules import symbols as rules
from chalicelib.accounts.service.reading import server_config
from chalicelib.accounts.service.servers import server
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.gateways.trading.model import Symbol
from chalicelib.settings import public as settings
from chalicelib.storage import cursors


@dataclass(frozen=True)
class SymbolLine:
    """A symbol as its server has it (None where it has none of that name), and its meaning."""

    found: Symbol | None
    resolution: Resolution


def resolved_symbol(server_id: str, symbol: str) -> str:
    """What ``symbol`` of a server stands for: the name under which rules know it."""
    return rules.resolved(symbol, _aliases(server_id)).stands_for


def listed(server_id: str, asked: str | None, request: PageRequest) -> Page[SymbolLine]:
    """The server's symbols by name; or ``asked`` alone, whether the server has it or not.

    Raises:
        NotFound: the broker has no such server. Upstream: it is away.
    """
    config, aliases = server_config(server_id), _aliases(server_id)
    every = sorted(server(config.id).symbols(), key=lambda one: one.name)
    if asked:
        found = next((one for one in every if one.name == asked), None)
        return Page((SymbolLine(found, rules.resolved(asked, aliases)),))
    name = f"symbols|{config.id}"
    beyond = cursors.unseal(name, request.cursor) if request.cursor else ""
    rest = [one for one in every if one.name > beyond]
    shown = rest[: request.limit]
    lines = tuple(SymbolLine(one, rules.resolved(one.name, aliases)) for one in shown)
    more = len(rest) > len(shown)
    return Page(lines, cursors.seal(name, shown[-1].name) if more else None)


def _aliases(server_id: str) -> SymbolAliases:
    for one in settings.value(SYMBOL_ALIASES):
        if one.server_id == server_id:
            return one
    return SymbolAliases(server_id)

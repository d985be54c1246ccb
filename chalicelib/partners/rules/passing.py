"""Passing on: how a rate is shared down a chain, so that its shares never come to more than it.

Whoever has a flexible scheme of their own is the *pool* of everybody below who has none: they may
pass a part of their rate to the one directly below them, who may pass on of that. Whatever is
passed is taken from whoever passes it, so all shares of a pool are together at most its rate.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.passing import Source
from chalicelib.partners.model.plans import FlexibleScheme
from chalicelib.partners.model.trades import Upline
from chalicelib.partners.rules.exact import percent_of

# Shares of rates keep as many decimals as rates themselves; what is below stays with the giver.
_GRID = Decimal("0.00000001")
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Link:
    """A broker in a chain of shares: by whose scheme, from whom, and to whom they pass how much.

    ``percent`` is what they are passed of the giver's rate, ``gives`` what they pass on of theirs.
    """

    upline: Upline
    pool_id: str
    scheme: FlexibleScheme
    giver: Upline | None = None
    percent: Decimal = _ZERO
    receiver: Upline | None = None
    gives: Decimal = _ZERO


def links(
    uplines: Sequence[Upline],
    own: Mapping[str, FlexibleScheme],
    passes: Mapping[str, Decimal],
) -> list[Link]:
    """Everybody in ``uplines`` (the nearest first) with a rate, the farthest first.

    ``passes`` says per receiver what the one directly above them grants, in per cent. A grant to
    somebody who has their own scheme, or who cannot earn, counts for nothing: it stays above.
    """
    found: list[Link] = []
    above: Link | None = None
    for place in range(len(uplines) - 1, -1, -1):
        upline = uplines[place]
        below = uplines[place - 1] if place else None
        scheme = own.get(upline.client_id)
        if scheme is not None:
            link = Link(upline, upline.client_id, scheme)
        elif above is not None and above.receiver is upline:
            link = Link(upline, above.pool_id, above.scheme, above.upline, above.gives)
        else:
            above = None
            continue
        gives = _granted(link, below, own, passes)
        if below is not None and gives:
            link = Link(**{**vars(link), "receiver": below, "gives": gives})
        found.append(link)
        above = link
    return found


def _granted(
    link: Link,
    below: Upline | None,
    own: Mapping[str, FlexibleScheme],
    passes: Mapping[str, Decimal],
) -> Decimal:
    """The share that counts of what ``link`` grants to the one directly below."""
    if below is None or below.barred is not None or below.client_id in own:
        return _ZERO
    if not may_pass(Source(link.scheme, link.giver.client_id if link.giver else "")):
        return _ZERO
    limits = link.scheme.passing
    wanted = passes.get(below.client_id, _ZERO)
    return min(wanted, limits.most_percent) if limits else _ZERO


def may_pass(source: Source) -> bool:
    """Whether somebody may pass on of what they have from ``source``."""
    limits = source.scheme.passing
    return limits is not None and (not source.giver_id or limits.onward)


def given(rate: Decimal, percent: Decimal, scheme: FlexibleScheme) -> Decimal:
    """What of ``rate`` is passed on: the share, as long as the least stays with the giver."""
    limits = scheme.passing
    if limits is None:
        return _ZERO
    share = percent_of(percent, rate).quantize(_GRID, rounding=ROUND_DOWN)
    return max(_ZERO, min(share, rate - limits.least_kept))


def check_grant(source: Source | None, percent: Decimal, *, receiver_has_own: bool) -> None:
    """Refuse a share that the giver may not pass on, or that the receiver could not get.

    Raises:
        Conflict: ``passing_not_allowed``, ``receiver_has_own_scheme``.
        Invalid: ``passing_beyond_limit`` with the ``most_percent``.
    """
    if not percent:
        return
    if source is None or source.scheme.passing is None or not may_pass(source):
        raise Conflict("nothing of yours can be passed on", code="passing_not_allowed")
    if receiver_has_own:
        raise Conflict("they have a scheme of their own", code="receiver_has_own_scheme")
    most = source.scheme.passing.most_percent
    if percent > most:
        raise Invalid(
            "more than may be passed on",
            code="passing_beyond_limit",
            field="percent",
            most_percent=f"{most.normalize():f}",
        )

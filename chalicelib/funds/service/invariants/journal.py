"""Entries balance, and the house accounts' shards are the sum of them.

Settled entries are folded once per walk. Those of the last minute are read anew for each
comparison, because they may still be on their way into the register.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.core.clock import iso
from chalicelib.funds.model.invariants import Finding, Pass, Rule, Slice
from chalicelib.funds.model.ledger import Entry, HouseBalance
from chalicelib.funds.store import house, journal, register

PAGE = 200
_SETTLED_AFTER = timedelta(minutes=1)
_MOST_DOUBTS = 4


def parts() -> list[str]:
    """The parts of the journal, a task each."""
    return [journal.part(number) for number in range(journal.SHARDS)]


def fold(state: Pass, part: str) -> Slice:
    """Read the next settled entries of ``part``; those that do not balance are findings."""
    settled = iso(ports.now() - _SETTLED_AFTER)
    page = register.listed(part, state.folded_to.get(part), PAGE, before=settled)
    entries, faults = journal.readable([key for _, key in page])
    sums, counts = _added(state.sums, state.counts, entries)
    folded_to = state.folded_to | ({part: page[-1][0]} if page else {})
    after = replace(
        state,
        sums=sums,
        counts=counts,
        folded_to=folded_to,
        examined=state.examined + len(page),
    )
    findings = tuple(
        Finding(Rule.ENTRIES_BALANCE, entry_id, "a balanced entry", fault)
        for entry_id, fault in faults.items()
    )
    return Slice(after, findings, task_is_done=len(page) < PAGE)


def compare(state: Pass, _part: str) -> Slice:
    """Compare the shards with the fold. While the books move, put it off a few times."""
    before = house.balances()
    sums, counts = _with_tail(state)
    after = house.balances()
    findings = tuple(_differences(after, sums, counts))
    if before == after and not findings:
        return Slice(replace(state, doubts=0), task_is_done=True)
    if state.doubts < _MOST_DOUBTS:
        return Slice(replace(state, doubts=state.doubts + 1), pauses=True)
    if before != after:
        skipped = (*state.skipped, Rule.HOUSE_EQUALS_ENTRIES)
        return Slice(replace(state, doubts=0, skipped=skipped), task_is_done=True)
    return Slice(replace(state, doubts=0), findings, task_is_done=True)


def _with_tail(state: Pass) -> tuple[dict[str, int], dict[str, int]]:
    """The fold with all entries up to this moment, settled or not."""
    sums, counts = state.sums, state.counts
    for part in parts():
        beyond = state.folded_to.get(part)
        while page := register.listed(part, beyond, PAGE):
            entries, _ = journal.readable([key for _, key in page])
            sums, counts = _added(sums, counts, entries)
            beyond = page[-1][0]
    return sums, counts


def _added(
    sums: dict[str, int], counts: dict[str, int], entries: Iterable[Entry]
) -> tuple[dict[str, int], dict[str, int]]:
    all_sums, all_counts = Counter(sums), Counter(counts)
    for entry in entries:
        for (account, currency), minor in house.house_sums(entry).items():
            place = f"{account.code} {currency}"
            all_sums[place] += minor
            all_counts[place] += 1
    return dict(all_sums), dict(all_counts)


def _differences(
    balances: Iterable[HouseBalance], sums: dict[str, int], counts: dict[str, int]
) -> list[Finding]:
    kept = {f"{one.account} {one.balance.currency}": one for one in balances}
    found = []
    for place in sorted(sums.keys() | kept.keys()):
        expected = (sums.get(place, 0), counts.get(place, 0))
        shards = kept.get(place)
        has = (shards.balance.minor, shards.entries) if shards else (0, 0)
        if expected != has:
            found.append(
                Finding(
                    Rule.HOUSE_EQUALS_ENTRIES,
                    place,
                    f"{expected[0]} minor units from {expected[1]} entries",
                    f"{has[0]} minor units from {has[1]} entries",
                )
            )
    return found

"""The daily seal: a hash over every wallet's head and over the seal before."""

from collections.abc import Callable
from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.funds.model.invariants import Seal, SealChunk
from chalicelib.funds.model.wallets import GENESIS
from chalicelib.funds.rules import seals as rules
from chalicelib.funds.store import invariants as store
from chalicelib.funds.store import register, wallets
from chalicelib.storage.unit import Unit

CHUNK = 200
_ENOUGH_SECONDS = 8


def seal_day(actor: Actor, seconds_left: Callable[[], float]) -> Seal:
    """Make today's seal (UTC), or go on with it; a finished one is given back as it is."""
    try:
        current = _begun(actor)
    except store.Overtaken:
        current = _begun(actor)
    try:
        while not current.hash and seconds_left() > _ENOUGH_SECONDS:
            current = _further(actor, current)
    except store.Overtaken:
        return store.seal(current.day) or current
    return current


def _begun(actor: Actor) -> Seal:
    day = iso(ports.now())[:10]
    found = store.seal(day)
    if found is not None:
        return found
    before = store.last_seal(day)
    previous = before.hash if before and before.hash else GENESIS
    fresh = Seal(day, previous, ports.now())
    return ports.transact(actor, lambda unit: store.save_seal(unit, None, fresh))


def _further(actor: Actor, before: Seal) -> Seal:
    """The seal with the next wallets in it, or closed when there are no more."""
    parts = register.wallet_shards()
    if before.part == len(parts):
        sealed = rules.seal_hash(before.day, before.previous, before.chunks)
        closed = replace(before, hash=sealed, sealed_at=ports.now())
        return ports.transact(actor, lambda unit: store.save_seal(unit, before, closed))
    page = register.listed(parts[before.part], before.place, CHUNK)
    heads = tuple(wallet.head for wallet in wallets.at_keys([key for _, key in page]))
    is_last = len(page) < CHUNK
    after = replace(
        before,
        part=before.part + 1 if is_last else before.part,
        place=None if is_last else page[-1][0],
        chunks=(*before.chunks, rules.chunk_hash(heads)) if heads else before.chunks,
        wallets=before.wallets + len(heads),
    )

    def store_it(unit: Unit) -> Seal:
        if heads:
            store.add_chunk(unit, SealChunk(before.day, len(before.chunks), heads))
        return store.save_seal(unit, before, after)

    return ports.transact(actor, store_it)

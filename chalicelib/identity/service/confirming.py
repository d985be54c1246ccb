"""Confirming an operation with a second factor, as the broker's settings ask for it."""

from chalicelib.core.actor import Actor
from chalicelib.core.confirmation import Operation, Proof
from chalicelib.identity.errors import FactorSetupRequired
from chalicelib.identity.service import factors, proofs
from chalicelib.identity.store import factors as factor_store
from chalicelib.storage.unit import Unit


def confirm(unit: Unit, operation: Operation, proof: Proof | None) -> None:
    """See `public.confirm`."""
    realm, subject_id = unit.actor.realm, unit.actor.id
    asked = factors.rules_of(realm)
    if operation not in asked.asking:
        return
    factor = factor_store.factor(realm, subject_id)
    if factor.is_set:
        if proof is None:
            raise proofs.required(unit.actor, factor, operation)
        proofs.spend(unit, factor, proof, operation)
    else:
        demand_factor(unit.actor, operation)


def demand_factor(actor: Actor, operation: Operation) -> None:
    """See `public.demand_factor`."""
    asked = factors.rules_of(actor.realm)
    is_needed = asked.mandatory and operation in asked.asking
    if is_needed and not factor_store.factor(actor.realm, actor.id).is_set:
        raise FactorSetupRequired("set up a second factor first", operation=operation.value)

"""Confirming an operation with a second factor, as the broker's settings ask for it."""

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
    elif asked.mandatory:
        raise FactorSetupRequired("set up a second factor first", operation=operation.value)

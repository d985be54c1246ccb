"""What other capabilities may ask to have proven: codes, slide puzzles, second factors."""

from collections.abc import Callable

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.confirmation import Operation, Proof
from chalicelib.identity.model.codes import CodePurpose, CodeSent, SlidePurpose
from chalicelib.identity.model.factors import FactorState
from chalicelib.identity.service import (
    codes,
    confirming,
    factor_resets,
    factors,
    slides,
)
from chalicelib.storage.unit import Unit


def send_code(
    actor: Actor,
    purpose: CodePurpose,
    email: str,
    language: str,
    *,
    slide: str = "",
    realm: Realm = Realm.CLIENT,
    together: Callable[[Unit], None] | None = None,
) -> CodeSent:
    """Send a six-digit code, good for ten minutes, to ``email``.

    What happens ``together`` with it is done in the same unit, or not at all.

    The answer never tells whether the address is known. ``slide`` is the token of a slide puzzle;
    staff who send a code to a client, whom their permission proves, need none.

    Raises:
        SlideRequired: ``slide_required``.
        Limited: again within 60 seconds, or too often from this address or to it.
        Invalid: ``email_malformed``.
    """
    return codes.send_code(
        actor, purpose, email, language, slide=slide, realm=realm, together=together
    )


def demand_slide(
    actor: Actor, purpose: SlidePurpose, slide: str, *, realm: Realm = Realm.CLIENT
) -> None:
    """Spend the token of a slide puzzle before something that robots must not set off.

    It is spent whatever becomes of that; nothing is asked while the broker has it switched off.

    Raises:
        SlideRequired: ``slide_required``; the token is missing, spent, old, or for something else.
    """
    slides.demand(actor, realm, purpose, slide)


def consume_code(
    unit: Unit, *, purpose: CodePurpose, email: str, code: str, realm: Realm = Realm.CLIENT
) -> None:
    """Use up a code in ``unit``; a wrong try is counted even though the unit fails.

    Raises:
        CodeWrong: ``code_wrong`` with ``tries_left``. CodeExpired: ``code_expired``, also when
            none was sent or it has been used.
    """
    codes.consume_code(unit, purpose=purpose, email=email, code=code, realm=realm)


def confirm(unit: Unit, operation: Operation, proof: Proof | None) -> None:
    """Have ``operation`` of the unit's actor confirmed, as the broker's settings ask for it.

    What is shown is used up in ``unit``: only if that is committed.

    Raises:
        FactorRequired: ``factor_required``; nothing was shown. FactorSetupRequired.
        FactorWrong: ``factor_wrong`` with ``attempts_left``; counted. FactorUsed. PasskeyExpired.
        LoginSuspended: that was the last attempt. Limited.
    """
    confirming.confirm(unit, operation, proof)


def demand_factor(actor: Actor, operation: Operation) -> None:
    """Refuse who could not confirm ``operation``, because a second factor must be set up first.

    Raises:
        FactorSetupRequired.
    """
    confirming.demand_factor(actor, operation)


def factor_state(realm: Realm, subject_id: str) -> FactorState:
    """Somebody's second factor, without anything secret."""
    return factors.state(realm, subject_id)


def reset_factor(unit: Unit, realm: Realm, subject_id: str, reason: str) -> None:
    """Take away somebody's second factor in ``unit``; their sessions end and they are told.

    Raises:
        Conflict: ``factor_not_set``. Invalid: ``reason_missing``.
    """
    factor_resets.reset(unit, realm, subject_id, reason)

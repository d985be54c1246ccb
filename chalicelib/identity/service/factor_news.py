"""What becomes known when a second factor changes: a line in the audit log, a word to its owner."""

from chalicelib.core.actor import Realm
from chalicelib.core.confirmation import FactorMethod
from chalicelib.identity.model.factors import Factor
from chalicelib.messages.identity import SecondFactorChanged
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def tell(
    unit: Unit, factor: Factor, change: str, method: FactorMethod | None = None, reason: str = ""
) -> None:
    """Log in ``unit`` that ``factor`` is as it is by ``change``, and let its owner know.

    ``change`` is one of those of `SecondFactorChanged`; ``reason`` is for the log alone.
    """
    left = len(factor.recovery_digests)
    kind = {"method": method.value} if method else {}
    why = {"reason": reason} if reason else {}
    audit.record(
        unit,
        f"second_factor_{change}",
        factor.realm,
        factor.subject_id,
        client_id=factor.subject_id if factor.realm is Realm.CLIENT else None,
        after={**kind, "codes_left": left, **why},
    )
    unit.publish(
        SecondFactorChanged(
            realm=factor.realm,
            subject_id=factor.subject_id,
            change=change,
            method=method.value if method else "",
            codes_left=left,
        )
    )

"""The one way in which a case is written: whoever lists clients by where they stand is told."""

from chalicelib.kyc import store
from chalicelib.kyc.model.cases import Case
from chalicelib.messages.kyc import StatusChanged
from chalicelib.storage.unit import Unit


def keep_case(unit: Unit, before: Case, after: Case) -> Case:
    """Store ``after`` in place of ``before``, which may be the empty one."""
    stored = store.keep_case(unit, before, after)
    if stored.status is not before.status:
        unit.publish(
            StatusChanged(
                client_id=stored.client_id, status=stored.status.value, revision=stored.version
            )
        )
    return stored

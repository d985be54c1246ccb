"""The broker's own payment integrations: which there are, their keys, and how they are reached."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound, VendorRefused
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.deposits import DepositMethod
from chalicelib.funds.model.psps import OPEN_PREFIX, OPEN_PSPS, OpenPsp, PspKey, PspSettingNotFound
from chalicelib.funds.store import psps as store
from chalicelib.gateways.payments import open_psp
from chalicelib.gateways.payments.open_psp import OpenPspAccount
from chalicelib.ports import payments
from chalicelib.settings import public as settings
from chalicelib.storage import audit, secrets
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class Integration:
    """An integration with its key, if one was made. ``token`` is there only where it is new."""

    psp: OpenPsp
    key: PspKey | None
    token: str | None = None


def is_open(provider: str | None) -> bool:
    """Whether ``provider`` is an integration by the open protocol."""
    return bool(provider) and str(provider).startswith(OPEN_PREFIX)


def declared(psp_id: str) -> OpenPsp | None:
    """The integration of that id as the settings describe it, or None."""
    return next((one for one in settings.value(OPEN_PSPS) if one.id == psp_id), None)


def integrations() -> list[Integration]:
    """All integrations, without their tokens."""
    keys = {one.psp_id: one for one in _keys()}
    return [Integration(one, keys.get(one.id)) for one in settings.value(OPEN_PSPS)]


def _keys() -> list[PspKey]:
    """The keys of all integrations, but those whose token went with a former root secret."""
    return [one for one in store.all_keys() if secrets.has_root(one.root)]


def _key(provider: str) -> PspKey | None:
    found = store.find(provider)
    return found if found is not None and secrets.has_root(found.root) else None


def make_key(actor: Actor, psp_id: str) -> Integration:
    """Give an integration a new token; the one before is worth nothing from now on.

    The token is shown in this answer and never again.

    Raises:
        NotFound: the settings describe no such integration.
    """
    psp = declared(psp_id)
    if psp is None:
        raise NotFound("no such integration", what="payment_provider")

    def work(unit: Unit) -> Integration:
        before = store.find(psp_id)
        made = PspKey(psp_id, unit.ids.new("mer", unit.now), 1, actor.ref, secrets.root_id())
        if before is not None:
            made = replace(
                before,
                generation=before.generation + 1,
                made_by=made.made_by,
                root=made.root,
            )
        key = store.put(unit, before, made)
        audit.record(
            unit,
            "payment_token_made",
            "payment_provider",
            psp_id,
            after={"merchant_id": key.merchant_id, "number": key.generation},
        )
        return Integration(psp, key, _token(key))

    return ports.transact(actor, work)


def of_merchant(merchant_id: str) -> tuple[OpenPsp, open_psp.OpenPsp]:
    """The integration behind a merchant id, and the gateway to it.

    Raises:
        PspSettingNotFound: there is none, or it is switched off.
    """
    for key in _keys():
        if key.merchant_id == merchant_id:
            psp = declared(key.psp_id)
            if psp is not None and psp.enabled:
                return psp, _gateway(psp, key)
    raise PspSettingNotFound("no integration has this merchant id", field="merchant_id")


def with_fields(method: DepositMethod) -> DepositMethod | None:
    """``method`` with the integration's own parameters as fields; None while it cannot be used."""
    if not is_open(method.provider):
        return method
    provider = str(method.provider)
    psp = declared(provider)
    if psp is None or not psp.enabled or _key(provider) is None:
        return None
    own = {one.key for one in psp.fields}
    rest = tuple(one for one in method.fields if one.key not in own)
    return replace(method, fields=(*psp.fields, *rest))


def reached(provider: str) -> tuple[OpenPsp, open_psp.OpenPsp]:
    """An integration and the gateway to it, to begin a payment there.

    Raises:
        VendorRefused: ``not_set_up``: it is switched off, or has no token yet.
    """
    psp, key = declared(provider), _key(provider)
    if psp is None or key is None or not psp.enabled:
        raise VendorRefused("this way to pay is not set up", vendor=provider, reason="not_set_up")
    return psp, _gateway(psp, key)


def _gateway(psp: OpenPsp, key: PspKey) -> open_psp.OpenPsp:
    account = OpenPspAccount(psp.id, psp.app_url, key.merchant_id, _token(key), psp.names)
    return payments.open_psp(account)


def _token(key: PspKey) -> str:
    return secrets.derived_key(f"open-psp/{key.psp_id}/{key.generation}", key.root).hex()

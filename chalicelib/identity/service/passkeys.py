"""Passkeys (WebAuthn level 3) as a second factor: options for the browser, answers checked.

The relying party is the host of the realm's own address, and only that address may bring an
answer: a page elsewhere that looks like ours gets nothing that is good here. No attestation is
asked for, since any authenticator will do beside a password; presence is demanded, verification
of the person is left to the authenticator.
"""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chalicelib import ports
from chalicelib.core.actor import Realm
from chalicelib.identity.errors import PasskeyRefused
from chalicelib.identity.model.factors import Challenge, Factor, Passkey

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

Credential = dict[str, Any]
Options = dict[str, Any]
_TIMEOUT_MS = 120_000


def origin(realm: Realm) -> str:
    """The one address whose pages may use passkeys of ``realm``."""
    parts = urlsplit(ports.desk_url() if realm is Realm.STAFF else ports.portal_url())
    return f"{parts.scheme}://{parts.netloc}"


def relying_party(realm: Realm) -> str:
    """The host that passkeys of ``realm`` are made for."""
    return urlsplit(origin(realm)).hostname or ""


def parsed(answer: str) -> Credential:
    """The credential in a passkey's answer; an empty one when it is none."""
    try:
        found = json.loads(_bytes(answer))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def challenge_in(credential: Credential) -> str:
    """The id of the challenge that a credential answers; empty when it names none."""
    try:
        said = json.loads(_bytes(credential["response"]["clientDataJSON"]))
        return _bytes(said["challenge"]).decode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""


def request_options(factor: Factor, challenge: Challenge) -> Options:
    """What ``navigator.credentials.get`` wants."""
    import webauthn  # noqa: PLC0415 - slow to load

    options = webauthn.generate_authentication_options(
        rp_id=relying_party(factor.realm),
        challenge=challenge.id.encode(),
        timeout=_TIMEOUT_MS,
        allow_credentials=_descriptors(factor),
        user_verification=webauthn.helpers.structs.UserVerificationRequirement.DISCOURAGED,
    )
    return webauthn.helpers.options_to_json_dict(options)


def creation_options(
    factor: Factor, challenge: Challenge, *, broker: str, email: str, name: str
) -> Options:
    """What ``navigator.credentials.create`` wants; authenticators used already are left out."""
    import webauthn  # noqa: PLC0415 - slow to load
    from webauthn.helpers.structs import (  # noqa: PLC0415 - slow to load
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = webauthn.generate_registration_options(
        rp_id=relying_party(factor.realm),
        rp_name=broker,
        user_id=f"{factor.realm}:{factor.subject_id}".encode(),
        user_name=email,
        user_display_name=name,
        challenge=challenge.id.encode(),
        timeout=_TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.DISCOURAGED,
        ),
        exclude_credentials=_descriptors(factor),
    )
    return webauthn.helpers.options_to_json_dict(options)


def checked(
    factor: Factor, credential: Credential, challenge: Challenge, now: datetime
) -> Passkey | None:
    """The passkey that answered ``challenge``, with its new sign count; None if none did.

    A sign count that has not risen, where the authenticator counts at all, is that of a copy.
    """
    import webauthn  # noqa: PLC0415 - slow to load

    passkey = next((one for one in factor.passkeys if one.id == credential.get("id")), None)
    if passkey is None:
        return None
    try:
        with _refusals():
            verified = webauthn.verify_authentication_response(
                credential=credential,
                expected_challenge=challenge.id.encode(),
                expected_rp_id=relying_party(factor.realm),
                expected_origin=origin(factor.realm),
                credential_public_key=_bytes(passkey.public_key),
                credential_current_sign_count=passkey.sign_count,
            )
    except PasskeyRefused:
        return None
    return replace(passkey, sign_count=verified.new_sign_count, last_used_at=now)


def made(
    realm: Realm, credential: Credential, challenge: Challenge, name: str, now: datetime
) -> Passkey:
    """The passkey that the browser made for ``challenge``, to be known as ``name``.

    Raises:
        PasskeyRefused.
    """
    import webauthn  # noqa: PLC0415 - slow to load

    with _refusals():
        verified = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge.id.encode(),
            expected_rp_id=relying_party(realm),
            expected_origin=origin(realm),
        )
    return Passkey(
        id=_text(verified.credential_id),
        name=name,
        public_key=_text(verified.credential_public_key),
        sign_count=verified.sign_count,
        added_at=now,
    )


def _descriptors(factor: Factor) -> "list[PublicKeyCredentialDescriptor]":
    from webauthn.helpers.structs import (  # noqa: PLC0415 - slow to load
        PublicKeyCredentialDescriptor,
    )

    return [PublicKeyCredentialDescriptor(id=_bytes(one.id)) for one in factor.passkeys]


@contextmanager
def _refusals() -> Iterator[None]:
    """Whatever the library finds wrong with what a browser sent, as our one refusal.

    Beside its own errors it lets those of the parsers below it through: the input is the
    browser's, so all of them mean the same.
    """
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - slow to load

    try:
        yield
    except (WebAuthnException, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise PasskeyRefused("this passkey was not made for this request") from fault


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")

"""The routes of the second factor, which both realms have: at sign-in, and among one's own things.

What changes a factor asks for the password in its body and, once there is a factor, for that in
the header ``X-Fairlead-Factor``; the use cases judge both.
"""

from typing import Any

from chalice.app import Blueprint

from chalicelib.core.confirmation import FactorMethod, Operation
from chalicelib.edge.auth import PUBLIC
from chalicelib.edge.http import Call, Reply
from chalicelib.edge.schemas import Nothing
from chalicelib.identity import face as faces
from chalicelib.identity.face import Face
from chalicelib.identity.model.factors import FactorState, TotpSetup
from chalicelib.identity.schemas.factors import (
    FactorRemovalForm,
    FactorView,
    OwnerForm,
    PasskeyForm,
    PasskeyOptionsView,
    RecoveryCodesView,
    SecondStepForm,
    TicketCodeForm,
    TicketForm,
    TotpCodeForm,
    TotpSetupView,
)
from chalicelib.identity.service import factors, passkey_setups, second_step, sessions
from chalicelib.identity.service.factors import RecoveryCodes
from chalicelib.identity.service.passkeys import Options


class FactorFace(Face):
    """A realm's door with its second lock."""

    def sign_in(self, call: Call[Any, Nothing]) -> Reply:
        """Sign in; the refresh token comes as a cookie."""
        return self._instead(call, super().sign_in(call))

    def confirm_sign_in(self, call: Call[SecondStepForm, Nothing]) -> Reply:
        """Finish a sign-in by its ticket and a second factor, or be told what is asked for."""
        form = call.body
        grant = second_step.complete(call.actor, self.realm, form.ticket, form.proof)
        return self._instead(call, self.granted(grant))

    def _instead(self, call: Call[Any, Nothing], begun: Reply) -> Reply:
        """``begun``, with the session ended that this browser has had until now."""
        sessions.sign_out(call.actor, self.realm, self._shown(call), "")
        return begun

    def start_sign_in_setup(self, call: Call[TicketForm, Nothing]) -> TotpSetup:
        """Begin to set up the authenticator app without which one may not come in."""
        return second_step.start_setup(call.actor, self.realm, call.body.ticket)

    def finish_sign_in_setup(self, call: Call[TicketCodeForm, Nothing]) -> RecoveryCodes:
        """Take that app into use by its first code; the ticket then finishes the sign-in."""
        form = call.body
        return second_step.finish_setup(call.actor, self.realm, form.ticket, form.code)

    def read_factor(self, call: Call[Nothing, Nothing]) -> FactorState:
        """One's own second factor, and what the broker asks."""
        return factors.state(call.actor.realm, call.actor.id)

    def start_totp(self, call: Call[OwnerForm, Nothing]) -> TotpSetup:
        """Begin to set up an authenticator app."""
        return factors.start_totp(call.actor, call.body.password, call.proof)

    def finish_totp(self, call: Call[TotpCodeForm, Nothing]) -> RecoveryCodes:
        """Take the app into use by its first code."""
        return factors.finish_totp(call.actor, call.body.code)

    def start_passkey(self, call: Call[OwnerForm, Nothing]) -> Options:
        """Ask for what the browser needs to make a passkey."""
        return passkey_setups.start(call.actor, call.body.password, call.proof)

    def finish_passkey(self, call: Call[PasskeyForm, Nothing]) -> RecoveryCodes:
        """Keep the passkey that the browser made."""
        return passkey_setups.finish(call.actor, call.body.name, call.body.credential)

    def renew_recovery_codes(self, call: Call[OwnerForm, Nothing]) -> RecoveryCodes:
        """Ten new recovery codes in place of the old."""
        return factors.renew_codes(call.actor, call.body.password, call.proof)

    def remove_factor(self, call: Call[FactorRemovalForm, Nothing]) -> FactorState:
        """Take away the authenticator app or one passkey."""
        form = call.body
        method = FactorMethod(form.method)
        return factors.remove(call.actor, method, form.passkey_id, form.password, call.proof)


def put_on(blueprint: Blueprint, face: FactorFace) -> None:
    """Give ``blueprint`` the routes of signing in and of the second factor, for ``face``."""
    faces.put_on(blueprint, face)
    faces.put_routes(blueprint, face, [*_at_sign_in(face), *_of_oneself(face)])


def _at_sign_in(face: FactorFace) -> faces.Routes:
    return [
        (
            "POST",
            "session/confirmations",
            face.confirm_sign_in,
            {"access": PUBLIC, "body": SecondStepForm, "returns": face.grant},
        ),
        (
            "POST",
            "session/factor",
            face.start_sign_in_setup,
            {"access": PUBLIC, "body": TicketForm, "returns": TotpSetupView},
        ),
        (
            "PUT",
            "session/factor",
            face.finish_sign_in_setup,
            {"access": PUBLIC, "body": TicketCodeForm, "returns": RecoveryCodesView},
        ),
    ]


def _of_oneself(face: FactorFace) -> faces.Routes:
    mine = {"access": face.access}
    guarded = {**mine, "confirms": Operation.SECOND_FACTOR}
    codes = {"returns": RecoveryCodesView}
    return [
        ("GET", "factor", face.read_factor, {**mine, "returns": FactorView}),
        (
            "POST",
            "factor/totp",
            face.start_totp,
            {**guarded, "body": OwnerForm, "returns": TotpSetupView},
        ),
        ("PUT", "factor/totp", face.finish_totp, {**mine, "body": TotpCodeForm, **codes}),
        (
            "POST",
            "factor/passkeys",
            face.start_passkey,
            {**guarded, "body": OwnerForm, "returns": PasskeyOptionsView},
        ),
        ("PUT", "factor/passkeys", face.finish_passkey, {**mine, "body": PasskeyForm, **codes}),
        (
            "POST",
            "factor/recovery-codes",
            face.renew_recovery_codes,
            {**guarded, "body": OwnerForm, **codes},
        ),
        (
            "POST",
            "factor/removals",
            face.remove_factor,
            {**guarded, "body": FactorRemovalForm, "returns": FactorView},
        ),
    ]

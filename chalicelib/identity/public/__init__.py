"""What other capabilities may ask of identity: logins, contacts, codes; and who asks.

Realms are apart: the same address may be a client's and a member of staff's.
"""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.identity.model import ClientProfile, Contact, LoginState, LoginStatus
    from chalicelib.identity.model.codes import CodePurpose, CodeSent, SlidePurpose
    from chalicelib.identity.model.factors import FactorState
    from chalicelib.identity.model.security_changes import SecuredBy, SecurityChange
    from chalicelib.identity.model.sessions import LoginEvent, Outcome
    from chalicelib.identity.model.visits import Opened
    from chalicelib.identity.model.ways_in import ClientDirectory, SignInServer
    from chalicelib.identity.public.callers import (
        authenticate_client,
        authenticate_staff,
        create_first_owner,
        hire,
        start_visit,
    )
    from chalicelib.identity.public.logins import (
        change_contact,
        change_email,
        confirm_password,
        contact,
        contacts,
        create_login,
        end_sessions,
        erase_login,
        holder,
        login_log,
        login_state,
        login_states,
        logins_of,
        release_email,
        set_status,
        undo_email_change,
    )
    from chalicelib.identity.public.proofs import (
        confirm,
        consume_code,
        demand_factor,
        demand_slide,
        factor_state,
        reset_factor,
        send_code,
    )
    from chalicelib.identity.rules.addresses import address as normal_address
    from chalicelib.identity.service.colleagues import Hiring
    from chalicelib.identity.service.email_change import correct as correct_contact
    from chalicelib.identity.service.keeping import KEEPER
    from chalicelib.identity.service.login_log import LoginLogFilter
    from chalicelib.identity.service.logins import hand_over as hand_over_login
    from chalicelib.identity.service.logins import holders
    from chalicelib.identity.service.security_changes import last as last_security_change
    from chalicelib.identity.service.security_changes import note as note_security_change
else:
    __getattr__ = on_demand(__name__)

__all__ = [
    "KEEPER",
    "ClientDirectory",
    "ClientProfile",
    "CodePurpose",
    "CodeSent",
    "Contact",
    "FactorState",
    "Hiring",
    "LoginEvent",
    "LoginLogFilter",
    "LoginState",
    "LoginStatus",
    "Opened",
    "Outcome",
    "SecuredBy",
    "SecurityChange",
    "SignInServer",
    "SlidePurpose",
    "authenticate_client",
    "authenticate_staff",
    "change_contact",
    "change_email",
    "confirm",
    "confirm_password",
    "consume_code",
    "contact",
    "contacts",
    "correct_contact",
    "create_first_owner",
    "create_login",
    "demand_factor",
    "demand_slide",
    "end_sessions",
    "erase_login",
    "factor_state",
    "hand_over_login",
    "hire",
    "holder",
    "holders",
    "last_security_change",
    "login_log",
    "login_state",
    "login_states",
    "logins_of",
    "normal_address",
    "note_security_change",
    "release_email",
    "reset_factor",
    "send_code",
    "set_status",
    "start_visit",
    "undo_email_change",
]

"""What other capabilities may ask of clients.

Every read on behalf of an actor is scoped: a client sees themself, staff their data scope, and
what is outside does not exist.
"""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.clients.model import (
        Agreement,
        AgreementPurpose,
        Client,
        ClientFilter,
        ClientKind,
        ClientStatus,
        IdentityStanding,
        Mark,
        Ownership,
        Registration,
        RegistrationForm,
        RegistrationSteps,
    )
    from chalicelib.clients.model.answers import Answered
    from chalicelib.clients.model.groups import ClientGroup, PortalModule
    from chalicelib.clients.model.uplines import DownlineField, DownlineVeil
    from chalicelib.clients.rules.listing import matches as listed_by
    from chalicelib.clients.service.agreements import agreements, consents_for
    from chalicelib.clients.service.asking import asking
    from chalicelib.clients.service.assigning import check_group, check_owns_nobody
    from chalicelib.clients.service.below import Placed, Span, brought_since, level_of
    from chalicelib.clients.service.below import Step as StepBelow
    from chalicelib.clients.service.below import counts as downline_counts
    from chalicelib.clients.service.below import found as clients_with
    from chalicelib.clients.service.below import step as step_below
    from chalicelib.clients.service.blacklist import refuse_account
    from chalicelib.clients.service.choosing import owners as owners_meant
    from chalicelib.clients.service.deleting import check_deletable, delete_on_request
    from chalicelib.clients.service.foreseeing import Share, foreseen
    from chalicelib.clients.service.groups import default_group, require
    from chalicelib.clients.service.groups import group_of as group_of_client
    from chalicelib.clients.service.groups import group_of_id as group_of
    from chalicelib.clients.service.keeping import KEEPER
    from chalicelib.clients.service.lineage import uplines
    from chalicelib.clients.service.lineage import with_lines as clients_with_lines
    from chalicelib.clients.service.newcomers import (
        Newcomer,
        admit,
        may_refer,
        newcomer,
        referrer_of,
    )
    from chalicelib.clients.service.newcomers_phone import proven_number
    from chalicelib.clients.service.place import PlaceThen, place_at
    from chalicelib.clients.service.profile import profile, registration_details, upgrade_details
    from chalicelib.clients.service.reading import (
        client,
        client_for_system,
        downlines,
        found_by_phone,
        names,
        owner_of,
        page,
        require_active,
        require_as_read,
        search,
        visible,
    )
    from chalicelib.clients.service.referring import Tree, TreeNode, found_in_tree, tree
    from chalicelib.clients.service.referring import downlines as tree_downlines
    from chalicelib.clients.service.registration import steps as registration_steps
    from chalicelib.clients.service.uplines import (
        REFERRED,
        levels_shown,
        reports_since,
        seen_below,
        shown_in_full,
        sight_of,
        veil_from_uplines,
    )
    from chalicelib.clients.service.veils import over as veils_over
    from chalicelib.clients.service.veils import seeing
else:
    __getattr__ = on_demand(__name__)

__all__ = [
    "KEEPER",
    "REFERRED",
    "Agreement",
    "AgreementPurpose",
    "Answered",
    "Client",
    "ClientFilter",
    "ClientGroup",
    "ClientKind",
    "ClientStatus",
    "DownlineField",
    "DownlineVeil",
    "IdentityStanding",
    "Mark",
    "Newcomer",
    "Ownership",
    "PlaceThen",
    "Placed",
    "PortalModule",
    "Registration",
    "RegistrationForm",
    "RegistrationSteps",
    "Share",
    "Span",
    "StepBelow",
    "Tree",
    "TreeNode",
    "admit",
    "agreements",
    "asking",
    "brought_since",
    "check_deletable",
    "check_group",
    "check_owns_nobody",
    "client",
    "client_for_system",
    "clients_with",
    "clients_with_lines",
    "consents_for",
    "default_group",
    "delete_on_request",
    "downline_counts",
    "downlines",
    "foreseen",
    "found_by_phone",
    "found_in_tree",
    "group_of",
    "group_of_client",
    "level_of",
    "levels_shown",
    "listed_by",
    "may_refer",
    "names",
    "newcomer",
    "owner_of",
    "owners_meant",
    "page",
    "place_at",
    "profile",
    "proven_number",
    "referrer_of",
    "refuse_account",
    "registration_details",
    "registration_steps",
    "reports_since",
    "require",
    "require_active",
    "require_as_read",
    "search",
    "seeing",
    "seen_below",
    "shown_in_full",
    "sight_of",
    "step_below",
    "tree",
    "tree_downlines",
    "upgrade_details",
    "uplines",
    "veil_from_uplines",
    "veils_over",
    "visible",
]

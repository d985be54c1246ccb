"""What other capabilities may ask of trading accounts.

Every read on behalf of an actor is scoped: a client sees their own accounts, staff those of clients
in their data scope, and what is outside does not exist.
"""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.accounts.model import (
        AccountKind,
        AccountStatus,
        AccountType,
        Application,
        ApplicationForm,
        DaySums,
        DealFilter,
        DealKind,
        Flags,
        LastFigures,
        StoredDeal,
        TradingAccount,
        TradingServerConfig,
    )
    from chalicelib.accounts.service import steering
    from chalicelib.accounts.service.amending import amend_application, application_fields
    from chalicelib.accounts.service.applications import application_details
    from chalicelib.accounts.service.changing import change_details
    from chalicelib.accounts.service.closing import (
        ClosedDeal,
        closed_deals,
        closings,
        closings_of,
        knows_deal,
        stored_deals,
    )
    from chalicelib.accounts.service.deals import ENTRY_NAMES, lots
    from chalicelib.accounts.service.figures import figures
    from chalicelib.accounts.service.keeping import KEEPER
    from chalicelib.accounts.service.leaving import check_nothing_left
    from chalicelib.accounts.service.lists import AccountLine
    from chalicelib.accounts.service.lists import lines as account_lines
    from chalicelib.accounts.service.moving import (
        Course,
        MovementMismatch,
        Overtaken,
        Swept,
        facts_of,
    )
    from chalicelib.accounts.service.newcomers import ask_with
    from chalicelib.accounts.service.newcomers import options as newcomers_options
    from chalicelib.accounts.service.newcomers import prepared as newcomers_application
    from chalicelib.accounts.service.on_behalf import (
        deals_on,
        orders_on,
        positions_on,
        sums_on,
    )
    from chalicelib.accounts.service.reading import (
        account,
        account_for_system,
        account_of_client,
        accounts_by_login,
        accounts_of,
        accounts_of_logins,
        accounts_with,
        ids_of_login,
        live_accounts_on,
        server_config,
        server_configs,
        server_name,
    )
    from chalicelib.accounts.service.servers import server
    from chalicelib.accounts.service.signing_in import directory
    from chalicelib.accounts.service.steering import Steering
    from chalicelib.accounts.service.symbols import resolved_symbol
    from chalicelib.accounts.service.then import AccountThen, accounts_at
else:
    __getattr__ = on_demand(__name__)

__all__ = [
    "ENTRY_NAMES",
    "KEEPER",
    "AccountKind",
    "AccountLine",
    "AccountStatus",
    "AccountThen",
    "AccountType",
    "Application",
    "ApplicationForm",
    "ClosedDeal",
    "Course",
    "DaySums",
    "DealFilter",
    "DealKind",
    "Flags",
    "LastFigures",
    "MovementMismatch",
    "Overtaken",
    "Steering",
    "StoredDeal",
    "Swept",
    "TradingAccount",
    "TradingServerConfig",
    "account",
    "account_for_system",
    "account_lines",
    "account_of_client",
    "accounts_at",
    "accounts_by_login",
    "accounts_of",
    "accounts_of_logins",
    "accounts_with",
    "amend_application",
    "application_details",
    "application_fields",
    "ask_with",
    "change_details",
    "check_nothing_left",
    "closed_deals",
    "closings",
    "closings_of",
    "deals_on",
    "directory",
    "facts_of",
    "figures",
    "ids_of_login",
    "knows_deal",
    "live_accounts_on",
    "lots",
    "newcomers_application",
    "newcomers_options",
    "orders_on",
    "positions_on",
    "resolved_symbol",
    "server",
    "server_config",
    "server_configs",
    "server_name",
    "steering",
    "stored_deals",
    "sums_on",
]

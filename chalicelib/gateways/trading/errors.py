"""What a trading server refuses, in words that mean the same for every vendor.

Owns: the stable codes. All carry the fact ``server_code``, the vendor's own number or text, where
there was one. Refuses: mapping vendor numbers (each adapter has its table).
"""

from chalicelib.core.errors import VendorRefused, VendorUnavailable


class TradingServerRefused(VendorRefused):
    """The server said no; nothing happened. Also the answer to codes that we do not know."""

    code = "trading_server_refused"


class InsufficientFundsOnServer(TradingServerRefused):
    """More was to be taken than the free margin, or than the credit granted, allows."""

    code = "insufficient_funds_on_server"


class LoginsExhausted(TradingServerRefused):
    """The group's range of logins is used up."""

    code = "logins_exhausted"


class AccountExists(TradingServerRefused):
    """The login asked for is taken."""

    code = "account_exists"


class GroupUnknown(TradingServerRefused):
    """No such group, or our manager account may not see it."""

    code = "group_unknown"


class TradingAccountUnknown(TradingServerRefused):
    """No such login, or our manager account may not see it."""

    code = "trading_account_unknown"


class WrongPassword(TradingServerRefused):
    """The password is not the account's."""

    code = "wrong_password"


class PasswordTooWeak(TradingServerRefused):
    """The password does not meet the server's or the group's rules."""

    code = "password_too_weak"


class OpenTradesInTheWay(TradingServerRefused):
    """The change needs an account without open positions and orders."""

    code = "open_trades_in_the_way"


class CurrencyMismatch(TradingServerRefused):
    """The account is kept in another currency; facts carry ``expected`` and ``got``."""

    code = "currency_mismatch"


class AmountTooLarge(TradingServerRefused):
    """More than the server moves in one operation."""

    code = "amount_too_large_for_server"


class OrderInvalid(TradingServerRefused):
    """The order's symbol, volume, price or position makes no sense to the server."""

    code = "order_invalid"


class MarketClosed(TradingServerRefused):
    """The market is closed or has no prices."""

    code = "market_closed"


class NotPermitted(TradingServerRefused):
    """Our manager account lacks the right."""

    code = "trading_server_forbids"


class NotOnThisPlatform(TradingServerRefused):
    """The platform has no such thing; facts carry ``platform`` and ``what``."""

    code = "not_on_this_platform"


class AmountTooFine(TradingServerRefused):
    """The account counts in fewer decimals than the amount has."""

    code = "amount_too_fine_for_server"


class TradingServerBusy(VendorUnavailable):
    """Too many questions at once; nothing was done."""

    code = "trading_server_busy"


class ManagerRefused(VendorUnavailable):
    """The server does not accept our manager account: its settings need a look."""

    code = "trading_server_sign_in_refused"


class AddressRefused(VendorUnavailable):
    """The server lets only known addresses in, and ours is not among them."""

    code = "trading_server_address_refused"


class LotSizeUnknown(VendorUnavailable):
    """The platform counts units, and nobody has said how many make a lot of this symbol."""

    code = "trading_server_lot_size_unknown"


class ServerNotAuthentic(VendorUnavailable):
    """Whoever answers does not know our password either: not the server it claims to be."""

    code = "trading_server_not_authentic"

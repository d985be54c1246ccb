"""The return codes that the simulator gives, their texts, and the exception that carries one."""

TEXTS = {
    0: "Done",
    3: "Invalid parameters",
    7: "Network problem",
    8: "Not enough permissions",
    9: "Timeout",
    12: "Too frequent requests",
    13: "Not found",
    1001: "Invalid account",
    1002: "Account disabled",
    1011: "No manager configuration",
    3002: "All logins are used",
    3004: "Account already exists",
    3006: "Invalid password",
    3008: "Account has open trades",
    3010: "Different group currency",
    4005: "Amount is too large",
    10009: "Request completed",
    10013: "Invalid request",
    10014: "Invalid volume",
    10017: "Trade is disabled",
    10018: "Market is closed",
    10019: "Not enough money",
    10021: "No prices",
}


class Refused(Exception):
    """The server says no, with a code."""

    def __init__(self, code: int) -> None:
        super().__init__(text_of(code))
        self.code = code


def text_of(code: int) -> str:
    """A retcode as the protocol writes it: ``"10019 Not enough money"``."""
    return f"{code} {TEXTS.get(code, 'Error')}"

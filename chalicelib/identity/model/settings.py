"""What a broker can set about signing in."""

from typing import Annotated

from pydantic import Field

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting


@dataclass(frozen=True)
class PasswordRules:
    """What a new password must have. Lengths count characters."""

    min_length: Annotated[int, Field(ge=8, le=32)] = 10
    upper: bool = True
    lower: bool = True
    digit: bool = True
    symbol: bool = False


PASSWORD_RULES = Setting(
    key="identity.password_rules",
    type=PasswordRules,
    default=PasswordRules(),
    group="security",
    public=True,
)
FAILED_ATTEMPT_LIMIT = Setting(
    key="identity.failed_attempt_limit",
    type=Annotated[int, Field(ge=3, le=20)],
    default=5,
    group="security",
)
_Hours = Annotated[int, Field(ge=3, le=168)]
INACTIVITY_HOURS = Setting(
    key="identity.inactivity_hours", type=_Hours, default=12, group="security"
)
STAFF_INACTIVITY_HOURS = Setting(
    key="identity.staff_inactivity_hours", type=_Hours, default=12, group="security"
)
SESSION_DAYS = Setting(
    key="identity.session_days",
    type=Annotated[int, Field(ge=1, le=90)],
    default=30,
    group="security",
)
SIGN_INS_PER_ADDRESS = Setting(
    key="identity.sign_ins_per_address",
    type=Annotated[int, Field(ge=10, le=10_000)],
    default=100,
    group="security",
)
REMOTE_LOGIN_PROMPT = Setting(
    key="identity.remote_login_prompt", type=bool, default=True, group="security"
)
SLIDER = Setting(key="identity.slider", type=bool, default=True, group="security")

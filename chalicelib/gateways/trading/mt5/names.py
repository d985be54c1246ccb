"""What MT5's numbers are called in the domain: actions, entries, reasons, order types."""

from chalicelib.gateways.trading.model import DealAction, DealEntry, Side

ACTIONS: dict[int, DealAction] = {
    0: DealAction.BUY,
    1: DealAction.SELL,
    2: DealAction.BALANCE,
    3: DealAction.CREDIT,
    4: DealAction.CHARGE,
    5: DealAction.CORRECTION,
    6: DealAction.BONUS,
    7: DealAction.COMMISSION,
    8: DealAction.COMMISSION,
    9: DealAction.COMMISSION,
    10: DealAction.AGENT_COMMISSION,
    11: DealAction.AGENT_COMMISSION,
    12: DealAction.INTEREST,
    13: DealAction.CANCELLED,
    14: DealAction.CANCELLED,
    15: DealAction.DIVIDEND,
    16: DealAction.DIVIDEND,
    17: DealAction.TAX,
    18: DealAction.AGENT_COMMISSION,
    19: DealAction.STOP_OUT_COMPENSATION,
}

ENTRIES: dict[int, DealEntry] = {
    0: DealEntry.IN,
    1: DealEntry.OUT,
    2: DealEntry.REVERSAL,
    3: DealEntry.CLOSE_BY,
}

REASONS: dict[int, str] = {
    0: "client",
    1: "expert",
    2: "dealer",
    3: "stop_loss",
    4: "take_profit",
    5: "stop_out",
    6: "rollover",
    7: "external_client",
    8: "variation_margin",
    9: "gateway",
    10: "signal",
    11: "settlement",
    12: "transfer",
    13: "synchronisation",
    14: "external_service",
    15: "migration",
    16: "mobile",
    17: "web",
    18: "split",
}

ORDER_KINDS: dict[int, str] = {
    0: "buy",
    1: "sell",
    2: "buy_limit",
    3: "sell_limit",
    4: "buy_stop",
    5: "sell_stop",
    6: "buy_stop_limit",
    7: "sell_stop_limit",
    8: "close_by",
}

SIDES: dict[int, Side] = {0: Side.BUY, 1: Side.SELL}
SIDE_NUMBERS: dict[Side, str] = {Side.BUY: "0", Side.SELL: "1"}

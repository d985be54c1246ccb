"""The catalogue of permissions that roles can hold. A route names one of these or does not build.

Owns: the codes and their grouping. Refuses: who holds what (that is `staff`).
"""

from enum import StrEnum


class Permission(StrEnum):
    """What a member of staff may be allowed to do; the value is stable and part of the API."""

    READ_DASHBOARD = "read_dashboard"

    READ_CLIENTS = "read_clients"
    CREATE_CLIENTS = "create_clients"
    UPDATE_CLIENTS = "update_clients"
    SUSPEND_CLIENTS = "suspend_clients"
    RESET_CLIENT_FACTORS = "reset_client_factors"
    DELETE_CLIENTS = "delete_clients"
    RESET_CLIENT_PASSWORDS = "reset_client_passwords"
    VISIT_PORTALS = "visit_portals"
    MESSAGE_CLIENTS = "message_clients"
    READ_BLACKLIST = "read_blacklist"
    UPDATE_BLACKLIST = "update_blacklist"

    READ_REQUESTS = "read_requests"
    UPDATE_REQUESTS = "update_requests"
    CREATE_REQUESTS = "create_requests"
    DECIDE_REGISTRATIONS = "decide_registrations"
    DECIDE_ACCOUNTS = "decide_accounts"
    DECIDE_DEPOSITS = "decide_deposits"
    DECIDE_WITHDRAWALS = "decide_withdrawals"
    DECIDE_TRANSFERS = "decide_transfers"
    DECIDE_WITHDRAWAL_DETAILS = "decide_withdrawal_details"
    DECIDE_KYC = "decide_kyc"
    DECIDE_MANY_REQUESTS = "decide_many_requests"
    CONFIRM_PAYOUTS = "confirm_payouts"
    REFUND_WITHDRAWALS = "refund_withdrawals"
    REFUND_DEPOSITS = "refund_deposits"
    SETTLE_UNMATCHED = "settle_unmatched"

    READ_KYC = "read_kyc"
    UPDATE_KYC = "update_kyc"

    READ_ACCOUNTS = "read_accounts"
    UPDATE_ACCOUNTS = "update_accounts"
    UNBIND_ACCOUNTS = "unbind_accounts"
    RESET_ACCOUNT_PASSWORDS = "reset_account_passwords"
    DEPOSIT_TO_ACCOUNTS = "deposit_to_accounts"
    WITHDRAW_FROM_ACCOUNTS = "withdraw_from_accounts"
    GIVE_CREDIT = "give_credit"
    TAKE_CREDIT = "take_credit"
    CHANGE_MANY_ACCOUNTS = "change_many_accounts"
    MOVE_MONEY_OF_MANY = "move_money_of_many"
    READ_JOBS = "read_jobs"
    READ_WALLETS = "read_wallets"
    ADJUST_WALLETS = "adjust_wallets"
    READ_LEDGER = "read_ledger"
    READ_WITHDRAWAL_DETAILS = "read_withdrawal_details"
    READ_INVARIANTS = "read_invariants"
    READ_RECONCILIATION = "read_reconciliation"
    PROPOSE_REPAIRS = "propose_repairs"
    APPROVE_REPAIRS = "approve_repairs"

    READ_COMMISSION_PLANS = "read_commission_plans"
    UPDATE_COMMISSION_PLANS = "update_commission_plans"
    APPROVE_COMMISSION_PLANS = "approve_commission_plans"
    READ_COMMISSIONS = "read_commissions"
    UPDATE_COMMISSION_TERMS = "update_commission_terms"
    RETRY_COMMISSIONS = "retry_commissions"

    READ_TICKETS = "read_tickets"
    ANSWER_TICKETS = "answer_tickets"
    ASSIGN_TICKETS = "assign_tickets"

    READ_AUDIT = "read_audit"
    READ_CLIENT_LOGINS = "read_client_logins"
    READ_STAFF_LOGINS = "read_staff_logins"
    READ_MAIL_LOG = "read_mail_log"
    REPEAT_MAILS = "repeat_mails"
    EXPORT_LISTS = "export_lists"

    READ_STAFF = "read_staff"
    UPDATE_STAFF = "update_staff"
    RESET_STAFF_FACTORS = "reset_staff_factors"
    RESET_STAFF_PASSWORDS = "reset_staff_passwords"
    DELETE_STAFF = "delete_staff"
    READ_ROLES = "read_roles"
    UPDATE_ROLES = "update_roles"

    READ_SETTINGS = "read_settings"
    UPDATE_SETTINGS = "update_settings"
    APPROVE_SETTINGS = "approve_settings"
    UPDATE_PROVIDERS = "update_providers"
    READ_TEMPLATES = "read_templates"
    UPDATE_TEMPLATES = "update_templates"

    READ_PARKED_EVENTS = "read_parked_events"
    REPLAY_PARKED_EVENTS = "replay_parked_events"

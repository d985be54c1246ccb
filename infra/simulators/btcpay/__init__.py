"""A stand-in for BTCPay Server: invoices, pull payments, payouts and webhooks, as its own process.

Owns: the Greenfield protocol as BTCPay documents it, with state on disk, a clock that can be moved,
a chain on which payments confirm or vanish, and switches for what goes wrong between two companies'
servers. Refuses: sharing a line of code with the client under test, above all the signing: one
mistake must not pass twice.

    python -m infra.simulators.btcpay --port 8616 --state DIR

The hosted page of an invoice is ``/i/<id>``. Levers: see `control`.
"""

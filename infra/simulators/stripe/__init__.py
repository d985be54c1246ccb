"""A stand-in for Stripe: Checkout, refunds and webhooks, as a process of its own.

Owns: the protocol as Stripe documents it, with state on disk, a clock that can be moved and
switches for everything that goes wrong between two companies' servers. Refuses: sharing a line of
code with the client under test, above all the signing: one mistake must not pass twice.

    python -m infra.simulators.stripe --port 8612 --state DIR

Its API key and webhook secret default to ``sk_test_fairlead_laptop`` and ``whsec_fairlead_laptop``;
webhooks go to port 8600 unless ``--webhook-url`` says otherwise. Levers: see `control`.
"""

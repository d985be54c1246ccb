"""A simulated cTrader server with its WebServices API, for development and tests.

``python -m infra.simulators.ctrader --port 8616 --state DIR``. Its controls are under ``/sim/``,
and a page for people at ``/sim/``. Facts of the protocol that are not certain are listed in
docs/adr/0096.
"""

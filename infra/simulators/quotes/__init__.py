"""A stand-in for a broker's own source of exchange rates, whose rates can be set.

    python -m infra.simulators.quotes --port 8617 --state DIR

``GET /rates`` with the header ``key`` answers what is published. ``POST /sim/settings`` takes JSON:
``{"key": "…"}`` is the key that it demands ("" demands none), ``{"answer": {…}}`` what it answers,
and ``{"fault": "unavailable" | "garbled" | "drop" | ""}`` decides what goes wrong.
"""

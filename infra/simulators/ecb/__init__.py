"""A stand-in for the European Central Bank's rate file, with a date that can be set.

    python -m infra.simulators.ecb --port 8613 --state DIR

``GET /stats/eurofxref/eurofxref-daily.xml`` is the file. ``POST /sim/settings`` takes JSON:
``{"today": "2026-11-20"}`` publishes the last file up to that day ("" follows the clock), and
``{"fault": "unavailable" | "garbled" | "drop" | "doctype" | ""}`` decides what goes wrong.
"""

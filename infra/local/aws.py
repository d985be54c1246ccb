"""Clients for an embedded AWS: the laptop's MiniStack, DynamoDB Local, or moto in process.

Owns the made-up credentials, account and region that local engines expect. Refuses real AWS: a
client without an endpoint works only where something (moto) answers in place of the network.
"""

from __future__ import annotations

import os
from typing import Any

import botocore.config
import botocore.session

REGION = "eu-central-1"
ACCOUNT = "000000000000"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}

_CONFIG = botocore.config.Config(
    connect_timeout=3,
    read_timeout=40,
    max_pool_connections=40,
    retries={"mode": "standard", "max_attempts": 3},
    s3={"addressing_style": "path"},
)


def environment(stage: str, endpoint: str) -> dict[str, str]:
    """What a process needs in its environment so that the application meets the engine there."""
    return {
        **CREDENTIALS,
        "AWS_DEFAULT_REGION": os.environ.get("AWS_DEFAULT_REGION", REGION),
        "FAIRLEAD_STAGE": stage,
        "FAIRLEAD_ACCOUNT": ACCOUNT,
        "FAIRLEAD_AWS_ENDPOINT": endpoint,
    }


class Clients:
    """Low-level clients for one endpoint, each made once."""

    def __init__(self, endpoint: str | None) -> None:
        """`endpoint` is the engine's URL; None leaves it to moto."""
        self.endpoint = endpoint
        self._session = botocore.session.Session()
        self._made: dict[str, Any] = {}

    def __call__(self, service: str) -> Any:
        """The client for `service`, such as `sqs`; safe to share between threads."""
        if service not in self._made:
            self._made[service] = self._session.create_client(
                service,
                region_name=os.environ.get("AWS_DEFAULT_REGION", REGION),
                endpoint_url=self.endpoint,
                aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
                config=_CONFIG,
            )
        return self._made[service]

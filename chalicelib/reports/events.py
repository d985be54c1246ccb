"""What reports hears: that an export is to be carried on."""

from chalice.app import Blueprint

from chalicelib.edge.queue import Delivery, consumer, queue
from chalicelib.messages.reports import ExportContinued
from chalicelib.reports.service import writing

events = Blueprint(__name__)


@events.on_sqs_message(**queue("reports-events", batch_size=1))
@consumer("reports-events", ExportContinued)
def reports_events(message: ExportContinued, delivery: Delivery) -> None:
    """Write the next slice of an export, or its file."""
    writing.carry_on(delivery.actor, message, delivery.command)

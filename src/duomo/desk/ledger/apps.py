"""Registers the room with Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """What came of it: outcomes, own hours, and the pages that read them."""

    name = "duomo.desk.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

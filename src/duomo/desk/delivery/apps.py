"""Registers the room with Django."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """The gate: reviews, rounds and how a job ends."""

    name = "duomo.desk.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"

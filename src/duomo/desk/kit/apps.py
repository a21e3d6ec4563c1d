"""Registers the room with Django."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """No domain: page parts, forms, clock, tasks, outbox."""

    name = "duomo.desk.kit"
    label = "kit"
    default_auto_field = "django.db.models.BigAutoField"

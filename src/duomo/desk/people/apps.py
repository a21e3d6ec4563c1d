"""Registers the room with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Contractors: who could do the work."""

    name = "duomo.desk.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

"""Registers the room with Django."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    """Who works on which brief version: acknowledgement, questions, feasibility, deliveries."""

    name = "duomo.desk.assignments"
    label = "assignments"
    default_auto_field = "django.db.models.BigAutoField"

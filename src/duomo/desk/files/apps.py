"""Registers the room with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Stored files: streamed in, hashed, served as attachments."""

    name = "duomo.desk.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

"""Stored files."""

from django.db import models

from duomo.desk.seats.base import TenantModel


class StoredFile(TenantModel):
    """Bytes that somebody handed over. `name` is what the person called it, shown and never used as a path."""

    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=200, unique=True)
    uploaded_by = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

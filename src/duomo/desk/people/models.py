"""Contractors."""

from django.db import models
from django.db.models.functions import Lower

from duomo.desk.seats.base import TenantModel


class Contractor(TenantModel):
    """Somebody who could do the work. `member` is the guest seat, from the first invitation on."""

    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    member = models.OneToOneField("seats.Member", on_delete=models.PROTECT, related_name="+", null=True)
    functions = models.ManyToManyField("seats.Function", related_name="+")
    rate_minor = models.PositiveIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    link = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "number"], name="one_contractor_by_number"),
            models.UniqueConstraint("workspace", Lower("email"), name="one_contractor_by_address"),
        ]

    def __str__(self) -> str:
        return self.name

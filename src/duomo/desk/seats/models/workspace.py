"""The workspace, its business functions and its counters."""

import secrets

from django.db import models

from duomo.desk.seats.base import TenantModel


def fresh_salt() -> str:
    """The secret from which a workspace's unguessable keys are made."""
    return secrets.token_hex(16)


class Workspace(models.Model):
    """One buyer's tenant."""

    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=64, default="UTC")
    currency = models.CharField(max_length=3, default="EUR")
    key_salt = models.CharField(max_length=64, default=fresh_salt)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Function(TenantModel):
    """A business function: design, copywriting, development, admin, and the workspace's own."""

    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    retired_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "slug"], name="one_function_by_slug")]

    def __str__(self) -> str:
        return self.name


class Counter(TenantModel):
    """The last number that was given to a noun of this workspace."""

    noun = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "noun"], name="one_counter_by_noun")]

"""People, their seats, and the ways in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from duomo.desk.seats.base import TenantModel
from duomo.desk.seats.rights import Role


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with an address; without a password, for sign-in is by mail code."""

    class Notify(models.TextChoices):
        """When mails about waiting things are sent."""

        AT_ONCE = "at_once", "At once"
        DAILY = "daily", "Once a day"
        NEVER = "never", "Never"

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    notify = models.CharField(max_length=10, choices=Notify.choices, default=Notify.AT_ONCE)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[PersonManager] = PersonManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_by_address")]

    def __str__(self) -> str:
        return self.name or self.email


class Member(TenantModel):
    """A person's seat in a workspace. A contractor's guest seat is one too.

    `joined_at` is empty until the invitation is taken; `removed_at` ends the seat with the next request.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(
        max_length=12, choices=[(role.value, role.value) for role in Role if role is not Role.SYSTEM]
    )
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "person"], name="one_seat_by_person")]

    def __str__(self) -> str:
        return self.name


class Invitation(TenantModel):
    """A long-lived link that leads to a seat. It shows nothing secret and is not a login."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", null=True)


class SignInLink(models.Model):
    """A link that signs one person in: once, within ten minutes, by POST."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

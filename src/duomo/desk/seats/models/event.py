"""The append-only chain of acts."""

from django.db import models

from duomo.desk.seats.base import TenantModel


class Event(TenantModel):
    """One act, written in the transaction of its change and tied by hash to the act before it.

    A trigger of the database refuses to change or delete a row. `facts` holds ids, numbers and digests: no names,
    addresses or free text, so that a person can be erased without breaking the chain.
    """

    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+", null=True)
    verb = models.CharField(max_length=60)
    job_number = models.PositiveIntegerField(null=True)
    subject = models.CharField(max_length=80, blank=True)
    facts = models.JSONField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "seq"], name="one_event_by_seq"),
            models.UniqueConstraint(fields=["workspace", "previous_hash"], name="no_fork_in_the_chain"),
        ]
        indexes = [models.Index(fields=["workspace", "job_number", "-seq"], name="events_of_a_job")]


class ChainHead(models.Model):
    """The end of a workspace's chain; its row is locked while an event is added."""

    workspace = models.OneToOneField("seats.Workspace", on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64)

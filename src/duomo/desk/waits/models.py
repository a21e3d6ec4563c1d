"""What waits for whom, and the notices about it."""

from django.db import models

from duomo.desk.seats.base import TenantModel


class Wait(TenantModel):
    """One waiting act of one member: a row of that person's queue until it is done or overtaken.

    `kind` is the verb of the act (answer, review, score, decide ...); `key` names the thing that waits, so that the
    deed which ends the waiting can close it without knowing the row. `title` and `why` are shown as they are, so they
    hold nothing that this member may not see.
    """

    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    job_number = models.PositiveIntegerField(null=True)
    title = models.CharField(max_length=300)
    why = models.CharField(max_length=500, blank=True)
    whose = models.CharField(max_length=120, blank=True)
    url = models.CharField(max_length=300)
    since_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(default=5)
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "member", "kind", "key"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_wait_by_key",
            )
        ]
        indexes = [
            models.Index(fields=["workspace", "member", "closed_at", "since_at"], name="queue_of_a_member"),
            models.Index(fields=["closed_at", "due_at"], name="waits_by_due"),
        ]


class Notice(TenantModel):
    """One message for one member, about a wait or a thing worth knowing; mailed once, or gathered into a daily mail."""

    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=160)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    url = models.CharField(max_length=300, blank=True)
    daily = models.BooleanField()
    created_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "member", "key"], name="one_notice_by_key")]
        indexes = [models.Index(fields=["daily", "mailed_at"], name="notices_to_gather")]


class DailyMail(models.Model):
    """That a person got the mail of a day; a person has one mail a day, whatever the number of their workspaces."""

    person = models.ForeignKey("seats.Person", on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "sent_on"], name="one_mail_by_day")]

"""Reviews, verdicts, points and rounds."""

from django.db import models

from duomo.core.delivery import PointKind, ReviewAct
from duomo.desk.seats.base import TenantModel


class Review(TenantModel):
    """A person's judgement of one delivery: open while verdicts are collected, then decided once.

    `judged_at` is when verdicts were last saved, and `because` the reasons (of a miss) that a rejection names.
    """

    delivery = models.OneToOneField("assignments.Delivery", on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=15, choices=[(a.value, a.value) for a in ReviewAct], blank=True)
    reason = models.TextField(blank=True)
    because = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+", null=True)


class Verdict(TenantModel):
    """Whether a criterion passes on these bytes, by whom; a change of mind is a new row, and the last one counts."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    criterion_key = models.CharField(max_length=12)
    passed = models.BooleanField()
    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        ordering = ["pk"]


class Point(TenantModel):
    """One thing to put right, said precisely: noted while the review is open, final from the send-back on."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    criterion_key = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=9, choices=[(k.value, k.value) for k in PointKind])
    text = models.TextField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]


class Round(TenantModel):
    """From a send-back to the next delivery."""

    assignment = models.ForeignKey("assignments.Assignment", on_delete=models.PROTECT, related_name="+")
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    reserve_minutes = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["assignment", "number"], name="one_round_by_number")]

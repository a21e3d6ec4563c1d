"""Hours and the purses that they draw on."""

from django.db import models

from duomo.core.reserve import Purse
from duomo.desk.seats.base import TenantModel


class HourEntry(TenantModel):
    """Minutes of work that a contractor recorded. Always recordable; whether they are payable is another matter.

    A correction is a new row that names the one it replaces; `replaced` rows no longer count. `position` is the place
    in the order of recording within the assignment, which a correction keeps. `zone` is where the person's calendar
    day was read. `within_minutes` (what fits into the purse) and `waits` (somebody has to approve it) are kept with
    every write to the assignment's hours, so that lists need not settle them all.
    """

    key = models.CharField(max_length=12)
    assignment = models.ForeignKey("assignments.Assignment", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    purse = models.CharField(max_length=7, choices=[(p.value, p.value) for p in Purse])
    minutes = models.PositiveIntegerField()
    worked_on = models.DateField()
    zone = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    before_answer = models.BooleanField()
    after_stop = models.BooleanField()
    recorded_at = models.DateTimeField()
    within_minutes = models.PositiveIntegerField(default=0)
    waits = models.BooleanField(default=False)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, related_name="+", null=True)
    replaced = models.BooleanField(default=False)
    approved_by = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+", null=True)
    approved_at = models.DateTimeField(null=True)
    approved_digest = models.CharField(max_length=64, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_entry_by_key"),
            models.UniqueConstraint(
                fields=["assignment", "position"], condition=models.Q(replaced=False), name="one_entry_by_position"
            ),
        ]
        indexes = [
            models.Index(fields=["assignment", "replaced", "position"], name="entries_of_an_assignment"),
            models.Index(fields=["workspace", "replaced", "-worked_on"], name="entries_by_day"),
            models.Index(fields=["workspace", "assignment"], condition=models.Q(waits=True), name="entries_that_wait"),
        ]


class TopUp(TenantModel):
    """Minutes added to a purse: a recorded act."""

    assignment = models.ForeignKey("assignments.Assignment", on_delete=models.PROTECT, related_name="+")
    purse = models.CharField(max_length=7, choices=[(p.value, p.value) for p in Purse])
    minutes = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    topped_up_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["assignment", "topped_up_at"], name="top_ups_of_an_assignment")]

"""Contractors at work: on which version, in which state, what they asked, answered and handed in."""

from django.db import models

from duomo.core.delivery import AssignmentState
from duomo.desk.seats.base import TenantModel


class Assignment(TenantModel):
    """One contractor on one frozen brief version under a cap of hours."""

    class Kind(models.TextChoices):
        """A small paid test, or the work itself."""

        TRIAL = "trial", "trial"
        WORK = "work", "work"

    key = models.CharField(max_length=12)
    job = models.ForeignKey("briefs.Job", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("briefs.BriefVersion", on_delete=models.PROTECT, related_name="+")
    contractor = models.ForeignKey("people.Contractor", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in AssignmentState], default=AssignmentState.INVITED
    )
    # Both purses, top-ups included, and what the recorded hours have used of them: sums that the room of the hours
    # keeps with every entry, so that no page needs to add up.
    plan_minutes = models.PositiveIntegerField()
    reserve_minutes = models.PositiveIntegerField()
    feasibility_minutes = models.PositiveIntegerField()
    plan_used_minutes = models.PositiveIntegerField(default=0)
    reserve_used_minutes = models.PositiveIntegerField(default=0)
    beyond_minutes = models.PositiveIntegerField(default=0)
    waiting_minutes = models.PositiveIntegerField(default=0)
    rate_minor = models.PositiveIntegerField(null=True)
    fixed_minor = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    deadline_at = models.DateTimeField()
    # What is to be done in this assignment, where it is less than the whole brief (a trial's small task).
    task = models.TextField(blank=True)
    # A trial's deliveries are shown to nobody but their maker until this moment.
    unsealed_at = models.DateTimeField(null=True)
    second_opinion_on = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    created_by = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Why the contractor declined, or why the owner withdrew it.
    end_reason = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_assignment_by_key")]
        indexes = [
            models.Index(fields=["workspace", "contractor", "-created_at"], name="assignments_of_a_contractor"),
            models.Index(fields=["workspace", "job"], name="assignments_of_a_job"),
            models.Index(fields=["workspace", "state", "deadline_at"], name="assignments_running"),
        ]


class Acknowledgement(TenantModel):
    """The contractor's own words for the goal, and the confirmation of each must, for one version."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("briefs.BriefVersion", on_delete=models.PROTECT, related_name="+")
    restated_goal = models.TextField()
    confirmed = models.JSONField()
    acknowledged_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["assignment", "version"], name="one_acknowledgement_by_version")]


class Question(TenantModel):
    """Something a contractor asked. The answer goes to everybody at work on the job, without names."""

    key = models.CharField(max_length=12)
    job = models.ForeignKey("briefs.Job", on_delete=models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_question_by_key")]
        indexes = [models.Index(fields=["workspace", "job", "asked_at"], name="questions_of_a_job")]


class Feasibility(TenantModel):
    """The contractor's answer to the question whether it is possible."""

    class Answer(models.TextChoices):
        """What they found."""

        GO = "go", "Go"
        CHANGES = "changes", "Go with changes"
        NOT_POSSIBLE = "not_possible", "Not possible"

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=Answer.choices)
    evidence = models.TextField(blank=True)
    answered_at = models.DateTimeField()


class Delivery(TenantModel):
    """What a contractor handed in: numbered, hashed, never changed."""

    key = models.CharField(max_length=12)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("briefs.BriefVersion", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    links = models.JSONField()
    handed_in_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    # The hash of the event that binds the bytes: who holds it can prove later that nothing was swapped.
    receipt = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_delivery_by_key"),
            models.UniqueConstraint(fields=["assignment", "number"], name="one_delivery_by_number"),
        ]


class DeliveryFile(TenantModel):
    """A file of a delivery."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["position"]


class CheckResult(TenantModel):
    """What an automatic check said of a delivery."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="checks")
    criterion_key = models.CharField(max_length=12)
    passed = models.BooleanField()
    evidence = models.CharField(max_length=500)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["delivery", "criterion_key"], name="one_check_by_criterion")]

"""Facts that are written once: own hours, outcomes and lessons, and the sums that pages read."""

from django.db import models

from duomo.desk.seats.base import TenantModel


class OwnTime(TenantModel):
    """Minutes that the owner's side spent on a job; a correction is a row of its own with a minus."""

    class Activity(models.TextChoices):
        """What they were spent on."""

        BRIEFING = "briefing", "Briefing"
        CHOOSING = "choosing", "Choosing"
        ANSWERING = "answering", "Answering"
        REVIEWING = "reviewing", "Reviewing"
        FINISHING = "finishing", "Finishing"

    job_number = models.PositiveIntegerField()
    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    activity = models.CharField(max_length=12, choices=Activity.choices)
    minutes = models.IntegerField()
    spent_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["workspace", "job_number"], name="own_time_of_a_job")]


class WorkOutcome(TenantModel):
    """How one contractor's work on a job ended: a row of that contractor's record."""

    job_number = models.PositiveIntegerField()
    job_title = models.CharField(max_length=200)
    assignment_key = models.CharField(max_length=12)
    contractor_number = models.PositiveIntegerField()
    contractor_name = models.CharField(max_length=120)
    function = models.CharField(max_length=40)
    hit = models.BooleanField()
    reasons = models.JSONField()
    remarks = models.JSONField()
    # What was agreed at the start, without later top-ups, against what was recorded.
    estimate_minutes = models.PositiveIntegerField()
    actual_minutes = models.PositiveIntegerField()
    ended_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "assignment_key"], name="one_outcome_by_assignment")
        ]
        indexes = [models.Index(fields=["workspace", "contractor_number", "-ended_at"], name="record_of_a_contractor")]


class JobOutcome(TenantModel):
    """How a job ended, with the inputs and the version of the rule, so that it can be computed again and disputed.

    `owner_estimate_minutes` is what counts of the owner's estimate: nothing where no work was taken over.
    """

    job_number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    function = models.CharField(max_length=40)
    function_name = models.CharField(max_length=80)
    contractor_number = models.PositiveIntegerField(null=True)
    contractor_name = models.CharField(max_length=120, blank=True)
    hit = models.BooleanField()
    reasons = models.JSONField()
    remarks = models.JSONField()
    lesson = models.TextField(blank=True)
    trial_held = models.BooleanField()
    reserve_held = models.BooleanField()
    overruled = models.BooleanField()
    owner_estimate_minutes = models.PositiveIntegerField()
    briefing_minutes = models.PositiveIntegerField()
    choosing_minutes = models.PositiveIntegerField()
    answering_minutes = models.PositiveIntegerField()
    reviewing_minutes = models.PositiveIntegerField()
    finishing_minutes = models.PositiveIntegerField()
    net_minutes = models.IntegerField()
    plan_minutes = models.PositiveIntegerField()
    plan_used_minutes = models.PositiveIntegerField()
    reserve_minutes = models.PositiveIntegerField()
    reserve_used_minutes = models.PositiveIntegerField()
    trial_minutes = models.PositiveIntegerField()
    # Minor units by currency: currencies are never summed.
    costs = models.JSONField()
    inputs = models.JSONField()
    rule_version = models.PositiveIntegerField()
    ended_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "job_number"], name="one_outcome_by_job")]
        indexes = [models.Index(fields=["workspace", "-ended_at"], name="outcomes_by_end")]


class Lesson(TenantModel):
    """Something learnt after the outcome was recorded; the outcome itself is never changed."""

    job_number = models.PositiveIntegerField()
    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["workspace", "job_number"], name="lessons_of_a_job")]


class Tally(TenantModel):
    """Sums over outcomes, kept in the transaction of each outcome, so that pages do not grow with the past.

    `month` is a month of the workspace's zone such as 2026-11; `value` says which one of the facet. A contractor's
    rows sum up work outcomes, all others job outcomes.
    """

    class Facet(models.TextChoices):
        """By what the sums are kept."""

        ALL = "all", "all"
        FUNCTION = "function", "function"
        CONTRACTOR = "contractor", "contractor"
        STRATEGY = "strategy", "strategy"
        REASON = "reason", "reason"
        CURRENCY = "currency", "currency"

    month = models.CharField(max_length=7)
    facet = models.CharField(max_length=12, choices=Facet.choices)
    value = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=120, blank=True)
    jobs = models.PositiveIntegerField(default=0)
    misses = models.PositiveIntegerField(default=0)
    owner_estimate_minutes = models.BigIntegerField(default=0)
    briefing_minutes = models.BigIntegerField(default=0)
    choosing_minutes = models.BigIntegerField(default=0)
    answering_minutes = models.BigIntegerField(default=0)
    reviewing_minutes = models.BigIntegerField(default=0)
    finishing_minutes = models.BigIntegerField(default=0)
    net_minutes = models.BigIntegerField(default=0)
    plan_minutes = models.BigIntegerField(default=0)
    plan_used_minutes = models.BigIntegerField(default=0)
    reserve_minutes = models.BigIntegerField(default=0)
    reserve_used_minutes = models.BigIntegerField(default=0)
    trial_minutes = models.BigIntegerField(default=0)
    # Only in the rows of a currency.
    cost_minor = models.BigIntegerField(default=0)
    # The job that was counted last: where a reason's last lesson is found.
    last_job_number = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "facet", "value", "month"], name="one_tally")]
        indexes = [models.Index(fields=["workspace", "month"], name="tallies_of_a_month")]

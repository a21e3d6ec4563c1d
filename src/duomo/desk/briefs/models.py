"""Jobs and the versions of their briefs."""

from django.db import models

from duomo.core.briefs import BudgetKind, Condition, JudgedBy
from duomo.core.delivery import JobStage
from duomo.desk.seats.base import TenantModel


class Job(TenantModel):
    """A thing that the owner wants done. `stage` is where it is on the path brief, trial, work, review, done."""

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    function = models.ForeignKey("seats.Function", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=8, choices=[(s.value, s.value) for s in JobStage], default=JobStage.BRIEF)
    stage_note = models.CharField(max_length=80, blank=True)
    owner_estimate_minutes = models.PositiveIntegerField(null=True)
    created_by = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "number"], name="one_job_by_number")]
        indexes = [models.Index(fields=["workspace", "stage", "-moved_at"], name="jobs_by_stage")]

    def __str__(self) -> str:
        return self.title


class BriefVersion(TenantModel):
    """One version of a job's brief: a draft until it is sent, and frozen from then on."""

    class State(models.TextChoices):
        """Whether it can still be changed."""

        DRAFT = "draft", "draft"
        SENT = "sent", "sent"

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=5, choices=State.choices, default=State.DRAFT)
    # Counts the changes of a draft, so that two people's edits cannot silently undo each other.
    revision = models.PositiveIntegerField(default=0)
    goal = models.TextField(blank=True)
    references = models.TextField(blank=True)
    out_of_scope = models.TextField(blank=True)
    deadline_at = models.DateTimeField(null=True)
    budget_kind = models.CharField(max_length=5, choices=[(k.value, k.value) for k in BudgetKind], blank=True)
    planned_minutes = models.PositiveIntegerField(null=True)
    rate_minor = models.PositiveIntegerField(null=True)
    fixed_minor = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    condition = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Condition], blank=True)
    reserve_minutes = models.PositiveIntegerField(null=True)
    feasibility_minutes = models.PositiveIntegerField(null=True)
    # The job's estimate as it stood at sending; a draft reads the job's own.
    owner_estimate_minutes = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="one_version_by_number"),
            models.UniqueConstraint(fields=["job"], condition=models.Q(state="draft"), name="one_draft_by_job"),
        ]


class Deliverable(TenantModel):
    """Something that is to be handed in."""

    version = models.ForeignKey(BriefVersion, on_delete=models.PROTECT, related_name="deliverables")
    key = models.CharField(max_length=12)
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=500)

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_deliverable_by_key")]


class Criterion(TenantModel):
    """One testable expectation. `key` stays the same from version to version, to trial, acceptance and record."""

    version = models.ForeignKey(BriefVersion, on_delete=models.PROTECT, related_name="criteria")
    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="+", null=True)
    key = models.CharField(max_length=12)
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    must = models.BooleanField(default=True)
    judged_by = models.CharField(max_length=6, choices=[(j.value, j.value) for j in JudgedBy], default=JudgedBy.PERSON)
    check_line = models.CharField(max_length=200, blank=True)
    early = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_criterion_by_key")]


class Overrule(TenantModel):
    """A clarity finding that somebody let stand, with a name and a reason."""

    version = models.ForeignKey(BriefVersion, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=60)
    target = models.CharField(max_length=12, blank=True)
    # What was overruled are these words, so that other words in the same place are judged anew.
    words_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=500)
    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    overruled_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "rule", "target", "words_hash"], name="one_overrule_by_finding")
        ]

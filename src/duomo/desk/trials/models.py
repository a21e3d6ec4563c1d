"""Trials: the same small paid task for several contractors."""

from django.db import models

from duomo.desk.seats.base import TenantModel


class Trial(TenantModel):
    """One trial of a job. Everybody in it has the same version, cap, deadline and pay."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", "open"
        SCORING = "scoring", "scoring"
        REVEALED = "revealed", "revealed"
        DECIDED = "decided", "decided"
        CALLED_OFF = "called_off", "called off"

    job = models.ForeignKey("briefs.Job", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("briefs.BriefVersion", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    task = models.TextField()
    cap_minutes = models.PositiveIntegerField()
    rate_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    deadline_at = models.DateTimeField()
    seed = models.CharField(max_length=64)
    opened_by = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    unsealed_at = models.DateTimeField(null=True)
    revealed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=500, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="one_trial_by_number"),
            models.UniqueConstraint(
                fields=["job"],
                condition=models.Q(state__in=["open", "scoring", "revealed"]),
                name="one_running_trial_by_job",
            ),
        ]
        indexes = [models.Index(fields=["state", "deadline_at"], name="trials_to_unseal")]


class Participant(TenantModel):
    """One contractor in a trial."""

    trial = models.ForeignKey(Trial, on_delete=models.PROTECT, related_name="+")
    assignment = models.OneToOneField("assignments.Assignment", on_delete=models.PROTECT, related_name="+")
    # What score rows and addresses of blind pages are made of: it says nothing about the contractor.
    key = models.CharField(max_length=12)
    # In when the seal opened: what comes later is paid but not judged, or its newness would say whose it is.
    judged = models.BooleanField(default=False)
    hired = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["trial", "key"], name="one_participant_by_key")]


class Reviewer(TenantModel):
    """Somebody who scores a trial blind."""

    trial = models.ForeignKey(Trial, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    locked_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["trial", "member"], name="one_reviewer_by_trial")]


class Score(TenantModel):
    """One reviewer's score of one submission on one criterion, 1 to 5."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    criterion_key = models.CharField(max_length=12)
    value = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    scored_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "participant", "criterion_key"], name="one_score"),
            models.CheckConstraint(condition=models.Q(value__range=(1, 5)), name="score_of_one_to_five"),
        ]

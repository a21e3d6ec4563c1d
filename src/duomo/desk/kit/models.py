"""Tables without a domain: forms sent once, queued tasks, mail that waits to be sent."""

from django.db import models


class OnceKey(models.Model):
    """A form that was acted upon, and where its sender was led; `typed` is the digest of what stood in it."""

    key = models.CharField(max_length=64, unique=True)
    typed = models.CharField(max_length=64, blank=True)
    location = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)


class QueuedTask(models.Model):
    """One call of a task function, written in the transaction of the deed that asked for it.

    `claim` is drawn anew with every claim and fences a worker that was thought dead: what it writes afterwards finds no
    row. `attempts` counts at the claim, so that a call which kills its worker ends too.
    """

    class State(models.TextChoices):
        """Where a call stands; `dead` waits for a person."""

        READY = "ready", "Ready"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        DEAD = "dead", "Dead"

    path = models.CharField(max_length=200)
    backend = models.CharField(max_length=40)
    queue_name = models.CharField(max_length=40)
    priority = models.SmallIntegerField(default=0)
    arguments = models.JSONField()
    # Null and not blank: only nulls may repeat under a unique constraint.
    unique_key = models.CharField(max_length=160, null=True, unique=True)  # noqa: DJ001
    state = models.CharField(max_length=7, choices=State.choices, default=State.READY)
    enqueued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)
    lease_until_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    last_attempted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    worker_ids = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    return_value = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="tasks_that_are_due")]

    def __str__(self) -> str:
        return f"{self.path} ({self.state})"


class OutboxMessage(models.Model):
    """A mail that was decided in a deed's transaction and leaves once, whatever the mail server does meanwhile.

    `attempts` doubles as the fence of a sender: only the one who raised it to its present value may mark the message.
    """

    key = models.CharField(max_length=200, unique=True)
    workspace_id = models.BigIntegerField(null=True)
    to_email = models.EmailField(max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="mail_that_waits",
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.key


class LocalMail(models.Model):
    """A mail of an installation without a mail server, kept so that the person at this machine can read it."""

    message_id = models.CharField(max_length=250, unique=True)
    to_email = models.EmailField(max_length=254)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-sent_at"], name="newest_local_mail")]

    def __str__(self) -> str:
        return self.subject

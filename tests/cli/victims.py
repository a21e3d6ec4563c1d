"""Tasks and a program for processes that are killed in the middle of their work."""

import sys
import time
from pathlib import Path

from duomo.desk.site.start import load_django

load_django()

from django.db import transaction  # noqa: E402  (a program of its own loads Django first)

from duomo.desk.kit.tasks import task  # noqa: E402


@task
def linger(file: str) -> None:
    """Say that the work has begun, then take longer than anybody waits, but only the first time."""
    begun = Path(file)
    second = begun.exists()
    with begun.open("a", encoding="ascii") as stream:
        stream.write("begun\n")
    if not second:
        time.sleep(600)


@task
def note(number: int) -> int:
    """Do nothing worth mentioning."""
    return number


def queue_for_ever() -> None:
    """Queue one call after another, each in a transaction, and say its number once it is committed."""
    number = 0
    while True:
        number += 1
        with transaction.atomic():
            note.enqueue(number)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()

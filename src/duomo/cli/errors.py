"""Turns a wrong installation into one sentence on the terminal instead of a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError


@contextmanager
def told_plainly() -> Iterator[None]:
    """Show what is wrong with the installation and how to mend it, and end with status 1."""
    try:
        yield
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error
    except OperationalError as error:
        reason = " ".join(str(error).split())
        raise click.ClickException(
            f"The database does not answer: {reason}. Check DATABASE_URL and that the server runs; "
            "`duomo doctor` shows more."
        ) from error

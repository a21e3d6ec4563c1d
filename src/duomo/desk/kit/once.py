"""Makes a form's deed happen once, however often the same form arrives."""

from collections.abc import Callable

from django.db import IntegrityError, transaction

from duomo.desk.kit.models import OnceKey


def once(key: str, deed: Callable[[], str]) -> str:
    """Run `deed` and remember where it led; the same `key` again gives the same place without a second deed.

    `key` is drawn with the empty form, so a double click and a form sent again after going back carry the same one.
    The key and the deed stand or fall together: a refused deed leaves its key free. A parallel second sender waits for
    the first one's row and then reads its answer.
    """
    if not key:
        return deed()
    if (known := OnceKey.objects.filter(key=key).first()) is not None:
        return known.location
    try:
        with transaction.atomic():
            row = OnceKey.objects.create(key=key)
            row.location = deed()
            row.save(update_fields=["location"])
            return row.location
    except IntegrityError:
        # Another sender of the same form was first. Any other broken constraint is not ours to swallow.
        known = OnceKey.objects.filter(key=key).first()
        if known is None:
            raise
        return known.location

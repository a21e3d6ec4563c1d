"""Makes a form's deed happen once, however often the same form arrives."""

from collections.abc import Callable

from django.db import IntegrityError, transaction

from duomo.desk.kit.models import OnceKey
from duomo.desk.kit.refusals import Refused


class SentBefore(Refused):
    """The same form was sent already, with other words in it."""

    def __init__(self) -> None:
        super().__init__(
            "You have sent this form already, with other words in it, and that was done. "
            "If you want this done as well, send it once more."
        )


def once(key: str, deed: Callable[[], str], *, typed: str = "") -> str:
    """Run `deed` and remember where it led; the same `key` again gives the same place without a second deed.

    `key` is drawn with the empty form, so a double click and a form sent again after going back carry the same one.
    `typed` is a digest of what stands in the form. The key and the deed stand or fall together: a refused deed leaves
    its key free. A parallel second sender waits for the first one's row and then reads its answer.

    Raises:
        SentBefore: the key was used for a form with something else in it.
    """
    if not key:
        return deed()
    if (known := OnceKey.objects.filter(key=key).first()) is not None:
        return _answer(known, typed)
    try:
        with transaction.atomic():
            row = OnceKey.objects.create(key=key, typed=typed)
            row.location = deed()
            row.save(update_fields=["location"])
            return row.location
    except IntegrityError:
        # Another sender of the same form was first. Any other broken constraint is not ours to swallow.
        known = OnceKey.objects.filter(key=key).first()
        if known is None:
            raise
        return _answer(known, typed)


def _answer(known: OnceKey, typed: str) -> str:
    if known.typed != typed:
        raise SentBefore
    return known.location

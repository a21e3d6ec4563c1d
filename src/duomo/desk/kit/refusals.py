"""Typed reasons why a deed is refused, so that pages, the command line and tests speak of the same thing."""

from http import HTTPStatus


class Refused(Exception):
    """A deed that the laws of the workflow do not allow now.

    `sentence` is shown to the person as it is, so it says what to do next; `field` names the form field that it
    belongs to, where there is one; `status` is the HTTP status of the answer.
    """

    def __init__(self, sentence: str, *, field: str | None = None, status: int = HTTPStatus.CONFLICT) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.status = int(status)


class NotYours(Refused):
    """Unknown and forbidden are the same answer, so that nobody learns what exists."""

    def __init__(self) -> None:
        super().__init__("There is nothing here for you.", status=HTTPStatus.NOT_FOUND)


class Stale(Refused):
    """The state has moved on since the page was drawn; the sentence says what is true now."""


class Invalid(Refused):
    """What was typed cannot be taken; the sentence says what to type instead."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence, field=field, status=HTTPStatus.UNPROCESSABLE_ENTITY)

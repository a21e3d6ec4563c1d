"""What a browser sent with a form."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """The fields that were sent, or None where the page is only asked for: a form of one button may send none."""
    return request.POST if request.method == "POST" else None

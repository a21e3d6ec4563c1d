"""How sign-in differs from allauth's defaults: nobody signs up, the words are ours, mail goes through the outbox."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from duomo.desk.kit.clock import utc_now
from duomo.desk.seats.actions.letters import mail_sign_in_code, mail_unknown_address
from duomo.desk.seats.paths import own_path


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Decides what allauth leaves to the product."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": "This is not the code. Type the one from the newest mail.",
        "too_many_login_attempts": "There were too many tries. Wait a few minutes, then ask for a new code.",
        "rate_limited": "There were too many tries. Wait a few minutes, then ask for a new code.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: a seat comes from an owner, by invitation."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only own paths, so that no sign-in page can lead to a stranger's."""
        return bool(own_path(url))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail into the outbox. A known and an unknown address cost the same: one mail."""
        if template_prefix == "account/email/login_code":
            mail_sign_in_code(to=email, code=context["code"], at=utc_now())
        elif template_prefix == "account/email/unknown_account":
            mail_unknown_address(to=email, at=utc_now())
        else:
            super().send_mail(template_prefix, email, context)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Keep the sentences about what went wrong; that somebody has signed in is seen from the page."""
        if kwargs.get("message"):
            super().add_message(request, level, message=kwargs["message"])

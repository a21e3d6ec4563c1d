"""Reads DUOMO_SMTP_URL, the one setting that turns a local installation into one that sends real mail."""

from django.core.exceptions import ImproperlyConfigured

from duomo.desk.kit.smtp_server import SmtpServer
from duomo.desk.site.env import Environment, query_options, split_address, user_and_password

_PORTS = {"smtp": 587, "smtps": 465}


def smtp_server(environment: Environment) -> SmtpServer | None:
    """Return the server, or None for a local installation; raises ImproperlyConfigured for a wrong address."""
    address = environment.text("DUOMO_SMTP_URL")
    if not address:
        return None
    parts = split_address(address, "DUOMO_SMTP_URL")
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "DUOMO_SMTP_URL is not understood. Write smtp://user:password@mail.example.com:587 (STARTTLS), "
            "smtps:// for TLS from the start, or add ?security=none for a server on this machine."
        )
    security = "tls" if parts.scheme == "smtps" else query_options(parts).get("security", "starttls")
    if security not in {"starttls", "tls", "none"}:
        raise ImproperlyConfigured(f"DUOMO_SMTP_URL asks for security={security}. Write starttls, tls or none.")
    user, password = user_and_password(parts)
    return SmtpServer(parts.hostname, parts.port or _PORTS[parts.scheme], user, password, security)

"""The mail server's address as a value: the settings make it, the carrier uses it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SmtpServer:
    """Where mail is handed over. `security` is `starttls`, `tls` (from the first byte) or `none`."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"
    timeout_seconds: int = 20

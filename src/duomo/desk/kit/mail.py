"""How mail leaves: by the mail server of DUOMO_SMTP_URL, or, where none is named, onto this machine's own terminal."""

import secrets
import smtplib
import ssl
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage as MimeMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.models import LocalMail
from duomo.desk.kit.outbox import Carrier, Letter, MailDelayed, MailRefused, queue_mail, send_due
from duomo.desk.kit.smtp_server import SmtpServer

_RULE = "-" * 72
_LASTING = 500
# Top-level domains that reach nobody (RFC 2606): the demonstration's people live there.
NOBODYS_DOMAINS = frozenset({"example", "invalid", "localhost", "test"})


class SmtpCarrier:
    """Hands letters to a mail server, one connection each: a desk's mail comes singly."""

    def __init__(self, server: SmtpServer, sender: str) -> None:
        self._server = server
        self._sender = sender

    def carry(self, letter: Letter) -> None:
        """Hand the letter over; raises MailRefused for a lasting refusal of this letter, else MailDelayed."""
        if letter.to_email.rpartition(".")[2].lower() in NOBODYS_DOMAINS:
            raise MailRefused("This address is made up (RFC 2606), so nothing was sent.")
        try:
            with self._connect() as connection:
                connection.send_message(self._mime(letter), to_addrs=[letter.to_email])
        except smtplib.SMTPRecipientsRefused as error:
            code, reason = next(iter(error.recipients.values()))
            raise _outcome(code, reason) from error
        except smtplib.SMTPDataError as error:
            raise _outcome(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailRefused(str(error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailDelayed(f"{type(error).__name__}: {error}") from error

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.security == "tls":
            context = ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.timeout_seconds, context=context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout_seconds)
        try:
            if server.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _mime(self, letter: Letter) -> MimeMessage:
        mime = MimeMessage()
        mime["From"] = self._sender
        mime["To"] = letter.to_email
        mime["Subject"] = letter.subject
        mime["Date"] = format_datetime(letter.created_at)
        mime["Message-ID"] = letter.message_id
        # Keeps holiday answers and mailing lists from replying to a machine (RFC 3834).
        mime["Auto-Submitted"] = "auto-generated"
        mime.set_content(letter.text)
        return mime


def _outcome(code: int, reason: bytes | str) -> MailRefused | MailDelayed:
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    said = f"{code} {' '.join(text.split())}"
    return MailRefused(said) if code >= _LASTING else MailDelayed(said)


class LocalCarrier:
    """Prints each letter and keeps it for the page `/mail/`."""

    def carry(self, letter: Letter) -> None:
        """Keep the letter once, whatever happens after, and show it on the terminal."""
        _, new = LocalMail.objects.get_or_create(
            message_id=letter.message_id,
            defaults={
                "to_email": letter.to_email,
                "subject": letter.subject,
                "text": letter.text,
                "sent_at": utc_now(),
            },
        )
        if new:
            sys.stdout.write(
                f"{_RULE}\nMail to {letter.to_email}\n{letter.subject}\n\n{letter.text.rstrip()}\n{_RULE}\n"
            )
            sys.stdout.flush()


def carrier() -> Carrier:
    """Return the way in which this installation's mail leaves."""
    server: SmtpServer | None = settings.DUOMO_SMTP
    return SmtpCarrier(server, settings.DUOMO_MAIL_FROM) if server else LocalCarrier()


def send_due_mail() -> bool:
    """Send what is due; False where nothing left. The worker's mail thread repeats it."""
    return send_due(carrier(), urlsplit(settings.DUOMO_BASE_URL).hostname or "localhost") > 0


class OutboxEmailBackend(BaseEmailBackend):
    """Puts whatever Django or a library wants to mail at once into the outbox, in the present transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue a mail for each recipient and return the number of messages taken."""
        at: datetime = utc_now()
        for message in email_messages:
            for recipient in message.recipients():
                queue_mail(
                    key=f"direct-{secrets.token_hex(16)}",
                    to=recipient,
                    subject=str(message.subject),
                    text=str(message.body),
                    at=at,
                )
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class ShownMail:
    """A mail as the page `/mail/` shows it."""

    to_email: str
    subject: str
    text: str
    sent_at: datetime


def newest_local_mails(most: int = 50) -> list[ShownMail]:
    """Return the newest mails that stayed on this machine."""
    rows = LocalMail.objects.order_by("-sent_at", "-pk")[:most]
    return [ShownMail(row.to_email, row.subject, row.text, row.sent_at) for row in rows]

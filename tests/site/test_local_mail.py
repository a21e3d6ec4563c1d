"""`/mail/` is for the person at this machine, and only while no mail server is named."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from duomo.desk.kit.models import LocalMail
from duomo.desk.kit.smtp_server import SmtpServer

NOON = datetime(2026, 10, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _one_mail(db: None) -> None:
    LocalMail.objects.create(
        message_id="<1@x>", to_email="ada@example.com", subject="Your code", text="ABCD-1234", sent_at=NOON
    )


def test_it_shows_the_mail_at_this_machine(client: Client) -> None:
    page = client.get("/mail/", REMOTE_ADDR="127.0.0.1", HTTP_HOST="127.0.0.1:8000")
    assert page.status_code == 200
    assert "ABCD-1234" in page.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
    ],
)
def test_it_is_not_there_for_others(client: Client, headers: dict[str, Any]) -> None:
    page = client.get("/mail/", **{"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", **headers})
    assert page.status_code == 404
    assert "ABCD" not in page.content.decode()


def test_it_is_not_there_under_another_name(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["desk.example.com"]
    assert client.get("/mail/", REMOTE_ADDR="127.0.0.1", HTTP_HOST="desk.example.com").status_code == 404


def test_it_is_not_there_where_a_mail_server_is_named(client: Client, settings: Settings) -> None:
    settings.DUOMO_SMTP = SmtpServer("mail.example.com", 587)
    assert client.get("/mail/", REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost").status_code == 404

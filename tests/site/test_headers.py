"""Every answer forbids the browser to load or send anything foreign, and proxies to keep it."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from duomo.desk.kit.headers import SafeHeadersMiddleware


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/health/", "/mail/", "/there-is-no-such-page/"])
def test_the_headers_are_there(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-cache"


def test_an_answer_with_a_stricter_policy_keeps_it() -> None:
    def strict(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    assert SafeHeadersMiddleware(strict)(HttpRequest()).headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.django_db
def test_health_answers_in_one_word_and_to_reading_alone(client: Client) -> None:
    assert client.get("/health/").content == b"ok\n"
    assert client.post("/health/").status_code == 405


@pytest.mark.django_db
def test_a_foreign_host_name_is_refused(client: Client) -> None:
    assert client.get("/health/", HTTP_HOST="evil.example.com").status_code == 400

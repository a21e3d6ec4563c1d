"""Settings from the environment: right values are taken, wrong ones stop the start with a cure."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from duomo.desk.site.database import database_settings
from duomo.desk.site.env import Environment
from duomo.desk.site.smtp import smtp_server

FOLDER = Path("/srv/duomo")


def env(**values: str) -> Environment:
    return Environment(values)


def test_blank_is_unset() -> None:
    assert env(A="  ").text("A", "default") == "default"
    assert env(A="").whole("A", 7) == 7
    assert env(A=" ").flag("A", default=True)


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("ON", True), ("1", True), ("no", False), ("0", False)])
def test_flags_take_the_usual_words(word: str, *, value: bool) -> None:
    assert env(A=word).flag("A", default=not value) is value


def test_another_word_is_no_flag() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"A is 'maybe'\. Write yes or no"):
        env(A="maybe").flag("A", default=True)


@pytest.mark.parametrize("word", ["many", "1.5", "-1", "11"])
def test_a_wrong_number_stops_the_start(word: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="A is"):
        env(A=word).whole("A", 1, least=0, most=10)


def test_a_number_may_be_grouped() -> None:
    assert env(A="200_000").whole("A", 1) == 200_000


@pytest.mark.parametrize(
    "word",
    ["desk.example.com", "ftp://desk.example.com", "https://desk.example.com/path", "https://u:p@x", "http://:80x"],
)
def test_a_base_address_is_scheme_and_host(word: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DUOMO_BASE_URL"):
        env(DUOMO_BASE_URL=word).address("DUOMO_BASE_URL", "")


def test_a_slash_at_the_end_of_the_base_address_is_forgiven() -> None:
    assert env(A="https://desk.example.com/").address("A", "").geturl() == "https://desk.example.com"


def test_without_database_address_the_data_folder_holds_sqlite() -> None:
    found = database_settings(env(), FOLDER)
    assert found["NAME"] == "/srv/duomo/duomo.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


def test_a_sqlite_address_names_an_absolute_file() -> None:
    assert database_settings(env(DATABASE_URL="sqlite:////srv/a.sqlite3"), FOLDER)["NAME"] == "/srv/a.sqlite3"


def test_a_postgresql_address_is_taken_apart() -> None:
    address = "postgresql://ada:p%40ss@db.example.com:6432/desk?sslmode=require"
    found = database_settings(env(DATABASE_URL=address, DUOMO_DB_POOL="20"), FOLDER)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "ada",
        "p@ss",
        "db.example.com",
        "6432",
        "desk",
    )
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]["max_size"] == 20


def test_a_postgresql_address_may_name_a_socket_folder() -> None:
    found = database_settings(env(DATABASE_URL="postgresql:///desk?host=/run/postgresql"), FOLDER)
    assert (found["HOST"], "host" in found["OPTIONS"]) == ("/run/postgresql", False)


@pytest.mark.parametrize(
    "address", ["mysql://u@h/n", "postgresql://u@h", "sqlite://", "postgresql://u:secret@h:port/n", "just words"]
)
def test_a_wrong_database_address_stops_the_start_without_its_password(address: str) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        database_settings(env(DATABASE_URL=address), FOLDER)
    assert "DATABASE_URL" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_without_mail_server_mail_stays_here() -> None:
    assert smtp_server(env()) is None


@pytest.mark.parametrize(
    ("address", "port", "security"),
    [
        ("smtp://ada:p%40ss@mail.example.com", 587, "starttls"),
        ("smtps://ada:p%40ss@mail.example.com", 465, "tls"),
        ("smtp://ada:p%40ss@mail.example.com:25?security=none", 25, "none"),
    ],
)
def test_a_mail_server_is_read(address: str, port: int, security: str) -> None:
    server = smtp_server(env(DUOMO_SMTP_URL=address))
    assert server is not None
    assert (server.host, server.port, server.security) == ("mail.example.com", port, security)
    assert (server.user, server.password) == ("ada", "p@ss")
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize(
    "address", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://h?security=some"]
)
def test_a_wrong_mail_server_stops_the_start(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DUOMO_SMTP_URL"):
        smtp_server(env(DUOMO_SMTP_URL=address))

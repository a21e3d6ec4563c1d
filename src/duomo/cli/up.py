"""`duomo up` starts the whole desk; `duomo prepare` does only what comes before the start."""

import os
from datetime import datetime
from urllib.parse import urlsplit

import click

from duomo.cli.errors import told_plainly


@click.command()
@click.option("--demo", is_flag=True, help="Add a workspace full of made-up jobs to look around in.")
@click.option("--host", envvar="DUOMO_HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", envvar="DUOMO_PORT", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", envvar="DUOMO_WORKERS", default=2, show_default=True, type=click.IntRange(0, 32))
def up(*, demo: bool, host: str, port: int, workers: int) -> None:
    """Start the desk and print its address and a sign-in link; Ctrl-C stops it.

    Everything is kept in the data folder, so starting again continues where you were. --workers is the number of
    threads that run tasks beside the web; 0 leaves that to `duomo worker`.
    """
    # Links in mails need the address that people will use; without a name of its own it is this machine's.
    os.environ.setdefault("DUOMO_BASE_URL", f"http://{_reachable(host)}:{port}")
    with told_plainly():
        _start(demo=demo, host=host, port=port, workers=workers)


@click.command()
def prepare() -> None:
    """Make or update the data folder, the secret key, the tables and the static files, and end."""
    with told_plainly():
        from duomo.desk.site.start import data_folder
        from duomo.desk.site.start import prepare as prepare_installation

        prepare_installation()
        click.echo(f"Ready. Data folder: {data_folder()}")


def _reachable(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104  (compared, not bound)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _start(*, demo: bool, host: str, port: int, workers: int) -> None:
    from duomo.desk.site.start import prepare as prepare_installation

    click.echo("Starting Duomo …")
    prepare_installation()

    from duomo.desk.site.server import PortTaken, serve

    link = _sign_in_link(demo=demo)
    try:
        serve(host, port, workers, lambda: _greet(link))
    except PortTaken as error:
        raise click.ClickException(
            f"Port {port} of {host} cannot be used ({error}). Perhaps Duomo runs already; if not, choose another: "
            f"duomo up --port {port + 1}"
        ) from error
    click.echo("Stopped. Everything is kept.")


def _sign_in_link(*, demo: bool) -> str:
    from duomo.desk.kit.clock import utc_now
    from duomo.desk.seats.actions import first_owner, make_sign_in_link

    at = utc_now()
    return make_sign_in_link(_demo_owner(at) if demo else first_owner(at), at)


def _demo_owner(at: datetime) -> int:
    from django.db import transaction

    from duomo import demo
    from duomo.desk.kit.outbox import mail_withheld
    from duomo.desk.seats.queries import demo_owner

    known = demo_owner()
    if known is not None:
        return known
    click.echo("Making the demonstration …")
    # All or nothing: a start that is interrupted here begins anew the next time.
    with transaction.atomic(), mail_withheld():
        demo.make(at=at)
    made = demo_owner()
    if made is None:
        raise click.ClickException("The demonstration has no owner. Please report this.")
    return made


def _greet(link: str) -> None:
    from django.conf import settings

    address = urlsplit(settings.DUOMO_BASE_URL).geturl()
    click.echo(f"\nDuomo is at  {address}/\nSign in with {address}{link}")
    click.echo("The link works once, within ten minutes. Ctrl-C stops the desk.\n")
    if settings.DUOMO_SMTP is None:
        click.echo(f"No mail server is set: mails are shown here and at {address}/mail/\n")

"""Commands that run tasks without a web server: once, for ever, or again."""

import signal
import threading
from datetime import UTC, datetime

import click

from duomo.cli.errors import told_plainly


@click.command()
@click.option("--at", "at", help="Act as if it were this moment, such as 2026-12-01T09:00+01:00.")
def tick(at: str | None) -> None:
    """Run what is due (periodic work, tasks, mail) once, and end. A time table of the system may call it."""
    with told_plainly():
        from duomo.desk.site.start import load_django

        load_django()

        from duomo.desk.kit.clock import utc_now
        from duomo.desk.kit.mail import send_due_mail
        from duomo.desk.kit.tasks.worker import Worker

        moment = _moment(at) if at else None
        count = Worker(utc_now if moment is None else lambda: moment).run_due()
        while send_due_mail():
            pass
        click.echo(f"{count} task{'' if count == 1 else 's'} run.")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("Write a moment such as 2026-12-01T09:00+01:00.", param_hint="--at") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@click.command()
@click.option("--threads", envvar="DUOMO_WORKERS", default=2, show_default=True, type=click.IntRange(1, 32))
def worker(threads: int) -> None:
    """Run tasks and send mail until a signal. Start as many of these as you like, on any machine."""
    with told_plainly():
        from duomo.desk.site.start import load_django

        load_django()

        from duomo.desk.site.server import start_worker, stop_worker

        asked = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: asked.set())
        loops = start_worker(threads)
        click.echo(f"The worker runs {threads} task threads. Ctrl-C stops it.")
        asked.wait()
        stop_worker(loops)
        click.echo("Stopped.")


@click.command()
@click.option("--retry", type=int, metavar="NUMBER", help="Give this task all its attempts again.")
def tasks(retry: int | None) -> None:
    """List the tasks that failed for good, newest first, with what went wrong."""
    with told_plainly():
        from duomo.desk.site.start import load_django

        load_django()

        from duomo.desk.kit.clock import utc_now
        from duomo.desk.kit.tasks.queue import dead_letters, revive

        if retry is not None:
            if not revive(retry, utc_now()):
                raise click.ClickException(f"There is no failed task with the number {retry}.")
            click.echo(f"Task {retry} will be tried again.")
            return
        dead = dead_letters()
        for letter in dead:
            click.echo(
                f"{letter.number}  {letter.path}  {letter.attempts} attempts, {letter.ended_at:%Y-%m-%d %H:%M} UTC"
            )
            click.echo(f"    {letter.error}")
        if not dead:
            click.echo("No task has failed for good.")

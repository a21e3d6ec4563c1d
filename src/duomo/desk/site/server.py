"""One process for a whole desk: waitress in the main thread, the worker's threads beside it."""

import signal
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from waitress import create_server

from duomo.desk.kit.mail import send_due_mail
from duomo.desk.kit.tasks.worker import Loop, Worker

WEB_THREADS = 8
# What a request may carry beside its files: the other fields and the multipart lines.
FORM_ROOM_BYTES = 8 * 1024**2
STOPPING_SECONDS = 10.0


class PortTaken(Exception):
    """Another program listens there already."""


def start_worker(threads: int) -> list[Loop]:
    """Start the threads that run tasks and the one that sends mail; a slow mail server holds up no task."""
    loops = [Loop(f"worker-{number}", Worker().step) for number in range(1, threads + 1)]
    loops.append(Loop("mail", send_due_mail))
    for loop in loops:
        loop.start()
    return loops


def stop_worker(loops: list[Loop]) -> None:
    """Let running tasks end, for ten seconds at most; one cut off there is taken up again at the next start."""
    for loop in loops:
        loop.ask_to_stop()
    for loop in loops:
        loop.join(STOPPING_SECONDS)


def stop_on_signals() -> None:
    """Turn SIGTERM, and Ctrl-C too, into the exception by which waitress and the worker end their work."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        # A second signal must not cut off the clean end.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def serve(host: str, port: int, worker_threads: int, ready: Callable[[], None]) -> None:
    """Answer requests and run tasks until a signal; `ready` is called when the address answers.

    Raises:
        PortTaken: the address is in use.
    """
    try:
        server = create_server(
            WSGIHandler(),
            host=host,
            port=port,
            threads=WEB_THREADS,
            ident="",
            max_request_body_size=settings.DUOMO_MAX_REQUEST_BYTES + FORM_ROOM_BYTES,
            # Forwarding headers stay for Django and allauth, which know how many proxies are trusted; were they cleared
            # here, a page for this machine alone could not see that a stranger's request was handed through.
            clear_untrusted_proxy_headers=False,
            asyncore_use_poll=True,
            connection_limit=500,
        )
    except OSError as error:
        raise PortTaken(error.strerror or str(error)) from error
    loops = start_worker(worker_threads)
    stop_on_signals()
    try:
        ready()
        server.run()
    except SystemExit:
        # The signal may arrive before waitress has begun to listen for it.
        server.close()
    finally:
        stop_worker(loops)

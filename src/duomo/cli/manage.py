"""`duomo manage` hands its arguments to Django's own commands."""

import click

from duomo.cli.errors import told_plainly


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a Django command on this installation; without arguments, list them."""
    with told_plainly():
        from django.core.management import execute_from_command_line

        from duomo.desk.site.start import load_django

        load_django()
        execute_from_command_line(["duomo manage", *arguments])

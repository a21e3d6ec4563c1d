"""`duomo verify` proves that nothing recorded or stored was changed, and names the first thing that was."""

import click

from duomo.cli.errors import told_plainly


@click.command()
@click.pass_context
def verify(context: click.Context) -> None:
    """Compute every workspace's event chain and every stored file's checksum again.

    Names the first event or file that does not fit, and ends with status 1.
    """
    with told_plainly():
        from duomo.desk.site.start import load_django

        load_django()
        proven = _chains_hold()
        # Both are looked at: a broken chain says nothing about the files.
        proven = _files_hold() and proven
    context.exit(0 if proven else 1)


def _chains_hold() -> bool:
    from duomo.desk.seats.events import chains, first_broken

    workspaces = chains()
    for workspace_id in workspaces:
        found = first_broken(workspace_id)
        if found is not None:
            click.echo(f"BROKEN: workspace {workspace_id}, event {found.seq}: {found.reason}.")
            click.echo("Events before it are as they were written. Keep this database and restore a backup beside it.")
            return False
    click.echo(f"The event chains of {len(workspaces)} workspace{'' if len(workspaces) == 1 else 's'} hold.")
    return True


def _files_hold() -> bool:
    from duomo.desk.files.queries import first_damaged
    from duomo.desk.kit.clock import utc_now

    found = first_damaged(utc_now())
    if found is None:
        click.echo("Every stored file is as it was handed over.")
        return True
    number = "a file that no row knows" if found.file_id is None else f"file {found.file_id}"
    click.echo(f"DAMAGED: {number} ({found.stored_as}): {found.damage}. Take it from a backup.")
    return False

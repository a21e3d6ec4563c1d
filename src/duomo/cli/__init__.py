"""The command line. It lists its commands without importing Django, and each command loads only what it needs."""

from importlib import import_module

import click

# Name -> (module:command, what it is for). The help is written here so that `duomo --help` imports no command.
COMMANDS = {
    "up": ("duomo.cli.up:up", "Start the desk: web and worker in one process, on this machine."),
    "test": ("duomo.cli.testing.command:test", "Run every check and every test of this project."),
    "doctor": ("duomo.cli.doctor:doctor", "Say what is right and what is wrong with this installation."),
    "verify": ("duomo.cli.verify:verify", "Prove the event chains and the stored files again."),
    "tick": ("duomo.cli.worker:tick", "Run once what is due now (tasks, periodic work, mail) and end."),
    "worker": ("duomo.cli.worker:worker", "Run tasks and mail in a process of its own, without web."),
    "tasks": ("duomo.cli.worker:tasks", "List the tasks that failed for good, or give one its attempts again."),
    "prepare": ("duomo.cli.up:prepare", "Make or update folder, key, tables and static files, and end."),
    "manage": ("duomo.cli.manage:manage", "Run a Django command, such as `duomo manage check --deploy`."),
}


class LazyGroup(click.Group):
    """Loads a command's module when the command is run or asked for its own help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name][0]} is not a command.")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list from the table above, without loading anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="duomo")
def main() -> None:
    """Duomo, the desk of a person who outsources work.

    Begin with `duomo up`, or with `duomo up --demo` for a desk that is full already.
    """

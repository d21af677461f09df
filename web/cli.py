"""The command line `sakuin`: joins the commands of the rooms."""

import sys
from importlib import import_module

import click

from index.values import SakuinError

_COMMANDS = {
    "check": "index.cli:check_command",
    "eval": "search.eval:eval_command",
    "reindex": "search.reindex:reindex_command",
    "search": "search.cli:search_command",
    "serve": "web.serve:serve_command",
    "why-not": "search.cli:why_not_command",
}


class _Commands(click.Group):
    """Imports a command when it is run: a search needs neither Markdown nor a server."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sakuin")
def cli() -> None:
    """索引: full-text search for Japanese posts."""


def main() -> None:
    """Runs a command; errors become a line on standard error and an exit code."""
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except SakuinError as error:
        click.echo(f"sakuin: {error}", err=True)
        sys.exit(error.kind.exit_code)
    except click.ClickException as error:
        error.show()
        if isinstance(error, click.NoSuchOption):
            click.echo("A query that begins with - comes after --.", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)

"""The command line `sakuin`: joins the commands of the rooms."""

import io
import sys
from importlib import import_module
from pathlib import Path

import click

from index.compiled import form
from index.say import say
from index.values import Kind, SakuinError, nearest, reason_of

_COMMANDS = {
    "init": "index.first_run:init_command",
    "reindex": "search.reindex:reindex_command",
    "search": "search.cli:search_command",
    "serve": "web.serve:serve_command",
    "mcp": "web.mcp:mcp_command",
    "check": "index.cli:check_command",
    "why-not": "search.cli:why_not_command",
    "eval": "search.eval:eval_command",
}
"""In the order in which an owner meets them."""


class _Commands(click.Group):
    """Imports a command when it is run: a search needs neither Markdown nor a server."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; the error about a name that is no command offers the one that was
        meant."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"No such command {args[0]!r}. {_hint(args[0])}", ctx)
        return super().resolve_command(ctx, args)


def _hint(name: str) -> str:
    """What a name that is no command was meant to be, else all commands."""
    if Path(name).is_dir():
        return f"Did you mean sakuin reindex {name}?"
    near = nearest(name, _COMMANDS)
    return f"Did you mean {near}?" if near else f"Commands: {', '.join(_COMMANDS)}."


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, help="Show the version and exit.",
    callback=lambda context, _, asked: _print_version(context) if asked else None,
)  # fmt: skip
def cli() -> None:
    """索引: full-text search for Japanese posts.

    \b
    First steps, in the folder of a blog:
      sakuin init              looks at the posts and writes sakuin.toml
      sakuin reindex           builds the index; again after each change
      sakuin search 検索 全文  searches it from here
      sakuin serve             serves the search page

    `sakuin COMMAND --help` tells more of each.
    """


def _print_version(context: click.Context) -> None:
    from importlib.metadata import version  # slow to import, and for this alone

    say(f"sakuin, version {version('sakuin')}, kernels {form()}")
    context.exit()


def _with_near_option(error: click.NoSuchOption) -> click.NoSuchOption:
    """The error with the one option that the mistyped one was meant to be, if it is like one."""
    params = error.ctx.command.params if error.ctx else []
    near = nearest(error.option_name, (name for one in params for name in one.opts))
    return click.NoSuchOption(error.option_name, None, [near] if near else [], error.ctx)


def _takes_a_query(error: click.NoSuchOption) -> bool:
    return error.ctx is not None and any(one.name == "query" for one in error.ctx.command.params)


def _show(error: click.ClickException) -> None:
    shown = io.StringIO()
    error.show(shown)
    say(shown.getvalue().rstrip("\n"), err=True)


def main() -> None:
    """Runs a command; errors become a line on standard error and an exit code."""
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except SakuinError as error:
        say(f"sakuin: {error}", err=True)
        sys.exit(error.kind.exit_code)
    except click.ClickException as error:
        if isinstance(error, click.NoSuchOption):
            error = _with_near_option(error)
        _show(error)
        if isinstance(error, click.NoSuchOption) and _takes_a_query(error):
            say("A query that begins with - comes after --.", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except (OSError, MemoryError) as error:
        name = getattr(error, "filename", None)
        place = f"{name}: " if name else ""
        say(f"sakuin: {place}{reason_of(error)}", err=True)
        sys.exit(Kind.MACHINE.exit_code)

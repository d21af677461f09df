"""The command line `sakuin`: joins the commands of the rooms, and serves."""

import dataclasses
import sys
from pathlib import Path

import click

from index.cli import check_command, reindex_command, settings_of, settings_option
from index.errors import SakuinError
from search import EmbeddedSearcher
from search.cli import search_command
from web.app import create_app
from web.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sakuin")
def cli() -> None:
    """索引: full-text search for Japanese posts."""


@cli.command("serve")
@settings_option
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one.  [default: 8080]"
)
def serve_command(config: str | None, index: str | None, host: str | None, port: int | None) -> int:
    """Serve the search page and the JSON endpoint."""
    settings = settings_of(config, index)
    server = settings.server
    server = dataclasses.replace(
        server,
        host=server.host if host is None else host,
        port=server.port if port is None else port,
    )
    with EmbeddedSearcher(Path(settings.index)) as searcher:
        serve(create_app(searcher, server), server)
    return 0


cli.add_command(reindex_command)
cli.add_command(search_command)
cli.add_command(check_command)


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

"""x"""

import click


@click.command("init")
def init_command() -> int:
    """Look at a folder of posts and write a commented sakuin.toml."""
    return 0

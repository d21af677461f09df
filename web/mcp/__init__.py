"""The search as tools of agents, by the Model Context Protocol: posts and passages, within a budget
of tokens. The library is imported where a server is made, as it is an extra."""

from web.mcp.command import mcp_command

__all__ = ["mcp_command"]

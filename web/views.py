"""All that answers at an address, by what it is for."""

from web.agents import agents
from web.api import api
from web.box import box
from web.feeds import feeds
from web.page import page

VIEWS = (page, api, feeds, agents, box)

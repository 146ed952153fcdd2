"""How long a campaign goes on: a few turns by itself, all of them with ``NEGDESK_CAMPAIGN=full``."""

import os

FULL = os.environ.get("NEGDESK_CAMPAIGN") == "full"

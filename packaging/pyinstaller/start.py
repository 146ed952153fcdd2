"""What the frozen program starts with."""

import sys
from multiprocessing import freeze_support

freeze_support()  # a long paper is made in a process of its own, which begins here too

from negdesk.__main__ import main  # noqa: E402  # the other process ends above and needs nothing of it

sys.exit(main())

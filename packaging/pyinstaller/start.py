"""What the frozen program starts with."""

import sys

from negdesk.__main__ import main

sys.exit(main())

"""Whether a process still runs, so that what it left can be told from what it is making."""

import os


def runs(number: str) -> bool:
    """Whether a process of this number runs; where that cannot be asked, that it does."""
    if not number.isdecimal() or os.name == "nt":  # Windows has no signal that only asks
        return os.name == "nt" and number == str(os.getpid())
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

"""A backup before something is changed as a whole, which goes again where nothing was changed after all."""

from collections.abc import Iterator
from contextlib import contextmanager

from negdesk.desktop.shell import Shell
from negdesk.domain.backup import Reason


@contextmanager
def backed_up(shell: Shell, reason: Reason) -> Iterator[None]:
    """Back the library up, then do the block. Raises `Refusal` where no backup could be made; then nothing was done.

    Where the block raises, so that nothing was changed, the backup goes again: one who cancels leaves nothing behind.
    It stays where the library proved to be damaged.
    """
    forget = shell.back_up_before(reason)
    try:
        yield
    except BaseException as error:
        if getattr(error, "offers", "") != "restore":
            forget()
        raise

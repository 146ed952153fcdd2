"""Overwrites what was freed: texts of a library that was locked stay in memory until something else is put there.

Neither Qt nor Python can wipe a text as it goes. What can be done is to take all free memory once, write over it, and
give it back: Python's own small blocks everywhere, and the C library's where that is glibc. What still runs, such as a
paper that is being made, keeps what it has; a system may have written pages out to its swap space before.
"""

import ctypes
import gc
import sys
from contextlib import suppress

_SMALL_STEP, _SMALL_MOST = 16, 512
_A_CLASS = 6 << 20
"""Bytes of each size of Python's small blocks that are taken: far more than lie free after a window has gone."""

_LARGEST, _SMALLEST = 1 << 24, 24
_M_PERTURB = -6


def wipe_as_it_is_freed(on: bool) -> None:
    """Have glibc write over each piece of memory as it is given back, or leave that again. Elsewhere does nothing.

    Without it a piece may be given to something that lives on and fills only a part of it.
    """
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_PERTURB, 0x55 if on else 0)


def wipe_freed() -> None:
    """Write over all memory that is free just now. Takes some tenths of a second, and nothing goes wrong without it."""
    gc.collect()
    _wipe_small_blocks()
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            _wipe_heap(ctypes.CDLL(None))


def _wipe_small_blocks() -> None:
    """Have Python's allocator hand out its free blocks of each size, filled with noughts, and take them back."""
    head = sys.getsizeof(b"")
    for size in range(head // _SMALL_STEP * _SMALL_STEP + _SMALL_STEP, _SMALL_MOST + 1, _SMALL_STEP):
        held = [bytes(size - head) for _ in range(_A_CLASS // size)]
        del held


def _wipe_heap(libc: ctypes.CDLL) -> None:
    """Take every free chunk of glibc's main heap, the largest first, write over it, and give all back."""
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes = [ctypes.c_size_t]
    libc.free.argtypes = [ctypes.c_void_p]
    libc.sbrk.restype = ctypes.c_void_p
    libc.malloc_trim(0)
    end = libc.sbrk(0) or 0
    taken: list[int] = []
    size = _LARGEST
    while size >= _SMALLEST:
        at = libc.malloc(size)
        if at is None:
            break
        if at >= end:  # fresh from the system: no free chunk of this size is left
            libc.free(at)
            size = size // 2 if size > 4096 else size - 16
            continue
        ctypes.memset(at, 0, size)
        taken.append(at)
    for at in taken:
        libc.free(at)
    libc.malloc_trim(0)

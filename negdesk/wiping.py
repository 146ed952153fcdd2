"""Overwrites what was freed: texts of a library that was locked stay in memory until something else is put there.

Neither Qt nor Python can wipe a text as it goes. What can be done is to take all free memory once, write over it, and
give it back: Python's own small blocks everywhere, and the C library's where that is glibc. What still runs, such as a
paper that is being made, keeps what it has; a system may have written pages out to its swap space before.
"""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

_SMALL_STEP, _SMALL_MOST = 16, 512
_A_CLASS = 6 << 20
"""Bytes of each size of Python's small blocks that are taken: far more than lie free after a window has gone."""

_LARGEST, _SMALLEST = 1 << 24, 24
_M_PERTURB, _M_ARENA_MAX = -6, -8


def keep_one_heap() -> None:
    """Have threads that begin from now on take their memory from the main heap, the one that can be wiped.

    Elsewhere than with glibc does nothing. Without it each thread has a heap of its own, and what a check, a backup or
    a paper left there stays after the library is locked.
    """
    _set_malloc(_M_ARENA_MAX, 1)


_wanting = 0
_lock = Lock()


def wipe_as_it_is_freed(on: bool) -> None:
    """Have glibc write over each piece of memory as it is given back, until each who wanted it has done without again.

    Elsewhere does nothing. Without it a piece may be given to something that lives on and fills only a part of it.
    """
    global _wanting
    with _lock:
        _wanting = max(0, _wanting + (1 if on else -1))
        _set_malloc(_M_PERTURB, 0x55 if _wanting else 0)


@contextmanager
def wiped_as_it_is_freed() -> Iterator[None]:
    """For what reads much of a library at once, such as a check of all of it."""
    wipe_as_it_is_freed(True)
    try:
        yield
    finally:
        wipe_as_it_is_freed(False)


def wipe_freed() -> None:
    """Write over all memory that is free just now. Takes some tenths of a second, and nothing goes wrong without it."""
    gc.collect()
    _wipe_small_blocks()
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            _wipe_heap(ctypes.CDLL(None))


def _set_malloc(what: int, value: int) -> None:
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(what, value)


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
    libc.malloc_usable_size.restype = ctypes.c_size_t
    libc.malloc_usable_size.argtypes = [ctypes.c_void_p]
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
        ctypes.memset(at, 0, libc.malloc_usable_size(at))  # a chunk may be a little larger than what was asked for
        taken.append(at)
    for at in taken:
        libc.free(at)
    libc.malloc_trim(0)

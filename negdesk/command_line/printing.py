"""What a subcommand prints, brought to whoever reads it: a terminal, a file, or a program that may stop reading."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from io import StringIO
from typing import TextIO

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t


@contextmanager
def printed_at_once() -> Iterator[None]:
    """Print at the end of the block, also of one that fails, what is printed in it.

    Letters that the reader's encoding lacks are written as JSON writes them, so that JSON stays JSON. Whoever stops
    reading, as `head` does, has had enough. Raises `Refusal` where it cannot be written for another reason.
    """
    stream, said = sys.stdout, StringIO()
    try:
        with redirect_stdout(said):
            yield
    finally:
        if stream is not None and said.getvalue():  # a start without any output has no stream
            _write(stream, said.getvalue())


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(_encodable(text, stream))
        stream.flush()
    except OSError as error:
        with suppress(OSError):  # what is still held would be tried again, with a traceback, when Python ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise Refusal(t("What there is to say cannot be written ({reason}).", reason=error.strerror)) from None


def _encodable(text: str, stream: TextIO) -> str:
    encoding, errors = stream.encoding or "utf-8", stream.errors or "strict"
    try:
        text.encode(encoding, errors)
    except UnicodeEncodeError:
        import json

        return "".join(sign if _fits(sign, encoding, errors) else json.dumps(sign)[1:-1] for sign in text)
    return text


def _fits(sign: str, encoding: str, errors: str) -> bool:
    try:
        sign.encode(encoding, errors)
    except UnicodeEncodeError:
        return False
    return True

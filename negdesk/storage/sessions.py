"""SQLModel sessions over the library's one connection. Importing this module loads SQLModel."""

from typing import cast

from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2
from sqlmodel import Session, create_engine

from negdesk.storage.database import Connection, Database

_LIBRARY = "library"


class Sessions:
    """Makes sessions that read and write through the library's own connection and never begin or end a transaction."""

    def __init__(self, database: Database) -> None:
        connection = database.connection
        self._connection = connection
        self._engine = create_engine(
            "sqlite://",
            module=dbapi2,
            creator=lambda: connection,
            poolclass=StaticPool,
            pool_reset_on_return=None,
            hide_parameters=True,
        )
        # The dialect asks the connection about itself once; that must not happen inside a transaction of ours.
        self._engine.connect().close()

    def open(self) -> Session:
        """A fresh session; whoever opened it flushes and closes it inside the transaction it belongs to."""
        return Session(self._engine, expire_on_commit=False, info={_LIBRARY: self._connection})


def raw_connection(session: Session) -> Connection:
    """The library's own connection, for plain SQL inside a command's transaction.

    It is not asked of SQLAlchemy, which takes a tenth of a millisecond to lend it out and take it back.
    """
    return cast(Connection, session.info[_LIBRARY])

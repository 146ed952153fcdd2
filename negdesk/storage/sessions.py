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
        engine = create_engine(
            "sqlite://",
            module=dbapi2,
            creator=lambda: connection,
            poolclass=StaticPool,
            pool_reset_on_return=None,
            hide_parameters=True,
        )
        # The dialect asks the connection about itself once; that must not happen inside a transaction of ours.
        engine.connect().close()
        # One for all gestures: to make one and close it takes as long as a whole gesture in plain SQL.
        self._session = Session(engine, expire_on_commit=False, info={_LIBRARY: connection})

    def lend(self) -> Session:
        """A session that holds nothing; whoever has it flushes it inside the transaction it belongs to, and hands it
        back with `take_back`. Until then nobody else is lent one."""
        return self._session

    def take_back(self, session: Session) -> None:
        """Have the session hold nothing again. A gesture in plain SQL left nothing in it, and that is most of them."""
        if len(session.identity_map) or session.new or session.in_transaction():
            session.close()


def raw_connection(session: Session) -> Connection:
    """The library's own connection, for plain SQL inside a command's transaction.

    It is not asked of SQLAlchemy, which takes a tenth of a millisecond to lend it out and take it back.
    """
    return cast(Connection, session.info[_LIBRARY])

"""Has all that names one row of a table name another one, for two rows that turn out to be the same thing."""

from negdesk.storage.database import Connection
from negdesk.storage.library_content import library_shapes


def hand_over(connection: Connection, table: str, kept_id: int, other_id: int) -> None:
    """Have every row that names `other_id` of a table name `kept_id` instead; what would be there twice goes.

    The table's own rows stay, and which tables name it is read from the library itself, so that none is forgotten.
    """
    for shape in library_shapes(connection):
        for column in shape.references:
            if column.references == table:
                for key in shape.keys:
                    if column.name in key:
                        _drop_twice(connection, shape.table, column.name, key, kept_id, other_id)
                connection.execute(
                    f'UPDATE "{shape.table}" SET "{column.name}" = ? WHERE "{column.name}" = ?', (kept_id, other_id)
                )


def unite_roles(connection: Connection, kept_id: int, other_id: int) -> None:
    """In each negotiation that two counterparts are a party of, give the first the roles of both."""
    roles = ", ".join(
        f"{role} = {role} OR (SELECT o.{role} FROM party o WHERE o.negotiation_id = party.negotiation_id"
        " AND o.counterpart_id = ?2)"
        for role in ("decides", "advises", "signs", "speaks")
    )
    connection.execute(
        f"UPDATE party SET {roles} WHERE counterpart_id = ?1"
        " AND negotiation_id IN (SELECT negotiation_id FROM party WHERE counterpart_id = ?2)",
        (kept_id, other_id),
    )


def _drop_twice(
    connection: Connection, table: str, column: str, key: tuple[str, ...], kept_id: int, other_id: int
) -> None:
    same = " AND ".join(f'k."{name}" IS x."{name}"' for name in key if name != column)
    connection.execute(
        f'DELETE FROM "{table}" AS x WHERE x."{column}" = ?2 AND EXISTS'
        f' (SELECT 1 FROM "{table}" k WHERE k."{column}" = ?1 AND {same})',
        (kept_id, other_id),
    )

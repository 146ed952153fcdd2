"""Writes the JSON Schema of the library's export anew: `python packaging/json_schema.py` after a new schema step."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from negdesk.exchange.library_schema import schema_text  # noqa: E402  # the line above is what finds it
from negdesk.queries.library_content import library_tables  # noqa: E402  # likewise
from negdesk.storage.database import IN_MEMORY, open_library  # noqa: E402  # likewise
from negdesk.storage.schema_upgrade import NEWEST  # noqa: E402  # likewise

SCHEMA = ROOT / "resources" / "exchange" / "library.schema.json"


def main() -> None:
    """Write the schema of the newest tables to its place."""
    database = open_library(IN_MEMORY)
    SCHEMA.parent.mkdir(exist_ok=True)
    SCHEMA.write_text(schema_text(NEWEST, library_tables(database.connection)), encoding="utf-8")
    database.close()


if __name__ == "__main__":
    main()

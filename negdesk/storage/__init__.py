"""How facts live in SQLite: one connection, its journal, its upgrades."""

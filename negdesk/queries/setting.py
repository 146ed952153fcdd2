"""What the library knows of its owner."""

from dataclasses import dataclass

from negdesk.domain.privacy import Open
from negdesk.domain.side_mark import mark_picture
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class SettingsSheet:
    """Our side as papers name it with its mark (PNG), and the usual currency; what was never set is empty."""

    our_name: Open[str] = ""
    our_job_title: Open[str] = ""
    our_address: Open[str] = ""
    currency: Open[str] = ""
    our_mark: Open[bytes] = b""


def settings_sheet(connection: Connection) -> SettingsSheet:
    """The settings of the library."""
    held = dict(connection.execute("SELECT key, value FROM setting").fetchall())
    return SettingsSheet(
        our_name=held.get("our_name", ""),
        our_job_title=held.get("our_job_title", ""),
        our_address=held.get("our_address", ""),
        currency=held.get("currency", ""),
        our_mark=mark_picture(held.get("our_mark", "")),
    )

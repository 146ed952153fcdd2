"""What the user can do: one function, one gesture, one transaction, one undo step.

The modules are loaded when first used, because they need SQLModel, which the first paint must not wait for.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negdesk.commands import (
        agreement as agreement,
    )
    from negdesk.commands import (
        attached_file as attached_file,
    )
    from negdesk.commands import (
        capture as capture,
    )
    from negdesk.commands import (
        contacts as contacts,
    )
    from negdesk.commands import (
        counterpart as counterpart,
    )
    from negdesk.commands import (
        draft as draft,
    )
    from negdesk.commands import (
        ledger as ledger,
    )
    from negdesk.commands import (
        library as library,
    )
    from negdesk.commands import (
        log as log,
    )
    from negdesk.commands import (
        meeting as meeting,
    )
    from negdesk.commands import (
        negotiation as negotiation,
    )
    from negdesk.commands import (
        own_field as own_field,
    )
    from negdesk.commands import (
        past as past,
    )
    from negdesk.commands import (
        plan as plan,
    )
    from negdesk.commands import (
        promise as promise,
    )
    from negdesk.commands import (
        rehearsal as rehearsal,
    )
    from negdesk.commands import (
        same_counterpart as same_counterpart,
    )
    from negdesk.commands import (
        sample as sample,
    )
    from negdesk.commands import (
        setting as setting,
    )
    from negdesk.commands import (
        tag as tag,
    )
    from negdesk.commands import (
        template as template,
    )

NAMES = (
    "agreement", "attached_file", "capture", "contacts", "counterpart", "draft", "ledger", "library", "log", "meeting",
    "negotiation", "own_field", "past", "plan", "promise", "rehearsal", "same_counterpart", "sample", "setting", "tag",
    "template",
)  # fmt: skip


def __getattr__(name: str) -> ModuleType:
    if name in NAMES:
        return import_module(f"negdesk.commands.{name}")
    raise AttributeError(name)


def load() -> None:
    """Import every command module now; called in the background after the first paint."""
    for name in NAMES:
        import_module(f"negdesk.commands.{name}")

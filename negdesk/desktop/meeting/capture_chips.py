"""The colours in which the kinds of captures are shown; a note has no chip."""

from negdesk.desktop.controls.chips import ChipKind
from negdesk.domain.meeting import CaptureKind

CHIPS: dict[CaptureKind, ChipKind] = {
    CaptureKind.GIVE: "give",
    CaptureKind.GET: "get",
    CaptureKind.OUR_OFFER: "accent",
    CaptureKind.THEIR_OFFER: "accent",
    CaptureKind.PRIVATE: "private",
    CaptureKind.QUESTION: "neutral",
    CaptureKind.IF_THEN: "neutral",
}

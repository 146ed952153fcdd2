"""What the rows of a table are called, one and many, for whoever reads of a library as a whole."""

from negdesk.domain.wording import mark, t

_ONE = {
    "agreement_version": mark("Agreed version"),
    "alternative": mark("Alternative"),
    "attached_file": mark("File"),
    "attendee": mark("Who was there"),
    "authority": mark("Authority"),
    "capture": mark("Capture"),
    "checklist_item": mark("Checklist item"),
    "counterpart": mark("Counterpart"),
    "counterpart_tag": mark("Tag"),
    "entry_tag": mark("Tag"),
    "field_change": mark("Time of a change"),
    "file_content": mark("Content of a file"),
    "if_then": mark("If-then"),
    "lamp": mark("Lamp"),
    "ledger_item": mark("Give or get"),
    "log_entry": mark("Log entry"),
    "look_back": mark("Look-back"),
    "meeting": mark("Meeting"),
    "mention": mark("Mention"),
    "merge_past": mark("Said before"),
    "negotiation": mark("Negotiation"),
    "offer": mark("Offer"),
    "offer_value": mark("Value of an offer"),
    "own_field": mark("Field of your own"),
    "party": mark("At the table"),
    "promise": mark("Promise"),
    "question": mark("Question"),
    "setting": mark("Setting"),
    "tag": mark("Tag"),
    "template": mark("Template"),
    "term": mark("Term"),
}
_MANY = {
    "agreement_version": mark("Agreed versions"),
    "alternative": mark("Alternatives"),
    "attached_file": mark("Files"),
    "attendee": mark("Who was there"),
    "authority": mark("Authorities"),
    "capture": mark("Captures"),
    "checklist_item": mark("Checklist items"),
    "counterpart": mark("Counterparts"),
    "counterpart_tag": mark("Tags of counterparts"),
    "entry_tag": mark("Tags of log entries"),
    "field_change": mark("Times of changes"),
    "file_content": mark("Contents of files"),
    "if_then": mark("If-thens"),
    "lamp": mark("Lamps"),
    "ledger_item": mark("Gives and gets"),
    "log_entry": mark("Log entries"),
    "look_back": mark("Look-backs"),
    "meeting": mark("Meetings"),
    "mention": mark("Mentions"),
    "merge_past": mark("What was said before"),
    "negotiation": mark("Negotiations"),
    "offer": mark("Offers"),
    "offer_value": mark("Values of offers"),
    "own_field": mark("Fields of your own"),
    "party": mark("Who is at the table"),
    "promise": mark("Promises"),
    "question": mark("Questions"),
    "setting": mark("Settings"),
    "tag": mark("Tags"),
    "template": mark("Templates"),
    "term": mark("Terms"),
}


def one_of(table: str) -> str:
    """What a row of a table is called; the table's name where it has no words, as one of a newer program."""
    return t(_ONE[table]) if table in _ONE else table


def many_of(table: str) -> str:
    """What the rows of a table are called together."""
    return t(_MANY[table]) if table in _MANY else table

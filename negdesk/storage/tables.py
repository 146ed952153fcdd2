"""Every row of the library as SQLModel sees it. Nothing outside `storage` and `commands` may hold one.

The columns are those of the newest schema step; a house rule compares the two, and each row with its domain value.
Rows with ``table=True`` are not validated when they are made: a command builds the domain value first, which is.
"""

from decimal import Decimal
from uuid import uuid4

from sqlalchemy import TypeDecorator, types
from sqlalchemy.engine import Dialect
from sqlmodel import Field, SQLModel

from negdesk.domain.money import canonical


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal kept as canonical text, so that no amount ever passes through a float."""

    impl = types.String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def new_uid() -> str:
    """A stable name for a row, by which libraries can be merged."""
    return uuid4().hex


class Row(SQLModel):
    """What every row has: a number in this library and a name that is the same in every library."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)

    @property
    def row_id(self) -> int:
        """The row's number; the row must have been flushed."""
        assert self.id is not None
        return self.id


class CounterpartRow(Row, table=True):
    __tablename__ = "counterpart"
    kind: str
    name: str
    job_title: str = ""
    organisation_id: int | None = Field(default=None, foreign_key="counterpart.id")
    email: str = ""
    phone: str = ""
    address: str = ""
    how_we_know: str = ""
    languages: str = ""
    what_matters: str = ""
    known_since: str = ""
    # No default here: SQLAlchemy would write it in place of None, which means never to be reminded.
    quiet_after_days: int | None = None
    reminders_off: bool = False
    created_at: str
    binned_at: str | None = None


class OwnFieldRow(Row, table=True):
    __tablename__ = "own_field"
    counterpart_id: int = Field(foreign_key="counterpart.id")
    name: str
    text: str = ""
    position: int = 0


class NegotiationRow(Row, table=True):
    __tablename__ = "negotiation"
    title: str
    context: str = ""
    currency: str = ""
    stage: str = "planning"
    outcome_us: str = ""
    outcome_them: str = ""
    note: str = ""
    created_at: str
    stage_changed_at: str
    binned_at: str | None = None


class PartyRow(Row, table=True):
    __tablename__ = "party"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    counterpart_id: int = Field(foreign_key="counterpart.id")
    decides: bool = False
    advises: bool = False
    signs: bool = False
    speaks: bool = False
    position: int = 0


class AuthorityRow(Row, table=True):
    __tablename__ = "authority"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    side: str
    who: str = ""
    limit_amount: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    limit_note: str = ""
    evidence: str = ""


class AlternativeRow(Row, table=True):
    __tablename__ = "alternative"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    side: str
    text: str
    position: int = 0


class TermRow(Row, table=True):
    __tablename__ = "term"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    name: str
    unit: str = ""
    currency: str = ""
    more_is_better: bool = False
    opening: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    target: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    walk_away: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    weight: int = 3
    their_target: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    their_walk_away: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    their_source: str = ""
    authority_limit: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    position: int = 0


class LedgerItemRow(Row, table=True):
    __tablename__ = "ledger_item"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    side: str
    title: str
    cost: int = 0
    value: int = 0
    cost_amount: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    limit_text: str = ""
    condition_text: str = ""
    priority: str = "tradable"
    give_first: bool = False
    state: str = "planned"
    state_at: str | None = None
    due_on: str | None = None
    due_text: str = ""
    planned: bool = True
    position: int = 0


class IfThenRow(Row, table=True):
    __tablename__ = "if_then"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    if_text: str
    then_text: str = ""
    used_at: str | None = None
    position: int = 0


class QuestionRow(Row, table=True):
    __tablename__ = "question"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    text: str
    answer: str = ""
    asked_at: str | None = None
    position: int = 0


class MeetingRow(Row, table=True):
    __tablename__ = "meeting"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    starts_at: str | None = None
    planned_minutes: int | None = None
    place: str = ""
    started_at: str | None = None
    ended_at: str | None = None
    no_next_step: bool = False
    paused_at: str | None = None
    paused_seconds: int = 0


class AttendeeRow(Row, table=True):
    __tablename__ = "attendee"
    meeting_id: int = Field(foreign_key="meeting.id")
    counterpart_id: int = Field(foreign_key="counterpart.id")


class ChecklistItemRow(Row, table=True):
    __tablename__ = "checklist_item"
    meeting_id: int = Field(foreign_key="meeting.id")
    phase: str
    kind: str = "plain"
    text: str
    note: str = ""
    ledger_item_id: int | None = Field(default=None, foreign_key="ledger_item.id")
    question_id: int | None = Field(default=None, foreign_key="question.id")
    ticked_at: str | None = None
    position: int = 0


class OfferRow(Row, table=True):
    __tablename__ = "offer"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    side: str
    made_at: str
    state: str = "open"
    text: str = ""


class OfferValueRow(Row, table=True):
    __tablename__ = "offer_value"
    offer_id: int = Field(foreign_key="offer.id")
    term_id: int = Field(foreign_key="term.id")
    value: Decimal = Field(sa_type=ExactDecimal)


class CaptureRow(Row, table=True):
    __tablename__ = "capture"
    meeting_id: int = Field(foreign_key="meeting.id")
    captured_at: str
    kind: str
    text: str
    ledger_item_id: int | None = Field(default=None, foreign_key="ledger_item.id")
    offer_id: int | None = Field(default=None, foreign_key="offer.id")
    if_then_id: int | None = Field(default=None, foreign_key="if_then.id")


class LampRow(Row, table=True):
    __tablename__ = "lamp"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    side: str
    kind: str
    lit: bool = False
    who: str = ""
    evidence: str = ""
    set_at: str | None = None


class AgreementVersionRow(Row, table=True):
    __tablename__ = "agreement_version"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    version: int
    agreed_on: str
    frozen_at: str
    content: str
    paper: bytes | None = None
    fingerprint: str = ""
    page: str = ""


class PromiseRow(Row, table=True):
    __tablename__ = "promise"
    negotiation_id: int | None = Field(default=None, foreign_key="negotiation.id")
    counterpart_id: int | None = Field(default=None, foreign_key="counterpart.id")
    ledger_item_id: int | None = Field(default=None, foreign_key="ledger_item.id")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    side: str
    text: str
    due_on: str | None = None
    due_text: str = ""
    state: str = "open"
    settled_on: str | None = None
    next_step: bool = False
    benefit_us: str = ""
    benefit_them: str = ""
    created_at: str
    parts: int | None = None
    parts_kept: int = 0
    first_due_on: str | None = None
    remind: bool = True


class AttachedFileRow(Row, table=True):
    __tablename__ = "attached_file"
    negotiation_id: int | None = Field(default=None, foreign_key="negotiation.id")
    counterpart_id: int | None = Field(default=None, foreign_key="counterpart.id")
    name: str
    size: int
    note: str = ""
    added_at: str
    binned_at: str | None = None


class FileContentRow(Row, table=True):
    __tablename__ = "file_content"
    attached_file_id: int = Field(foreign_key="attached_file.id", unique=True)
    bytes: bytes


class LogEntryRow(Row, table=True):
    __tablename__ = "log_entry"
    counterpart_id: int = Field(foreign_key="counterpart.id")
    negotiation_id: int | None = Field(default=None, foreign_key="negotiation.id")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    kind: str
    happened_on: str
    written_at: str
    text: str
    rapport: int | None = None
    value: int = 0
    binned_at: str | None = None


class TagRow(Row, table=True):
    __tablename__ = "tag"
    name: str
    folded: str = Field(unique=True)


class EntryTagRow(Row, table=True):
    __tablename__ = "entry_tag"
    log_entry_id: int = Field(foreign_key="log_entry.id")
    tag_id: int = Field(foreign_key="tag.id")


class CounterpartTagRow(Row, table=True):
    __tablename__ = "counterpart_tag"
    counterpart_id: int = Field(foreign_key="counterpart.id")
    tag_id: int = Field(foreign_key="tag.id")


class MentionRow(Row, table=True):
    __tablename__ = "mention"
    log_entry_id: int = Field(foreign_key="log_entry.id")
    counterpart_id: int = Field(foreign_key="counterpart.id")
    name: str


class LookBackRow(Row, table=True):
    __tablename__ = "look_back"
    negotiation_id: int = Field(foreign_key="negotiation.id")
    outcome_us: int | None = None
    outcome_them: int | None = None
    ourselves_us: int | None = None
    ourselves_them: int | None = None
    way_us: int | None = None
    way_them: int | None = None
    relationship_us: int | None = None
    relationship_them: int | None = None
    learnt: str = ""
    written_at: str


class TemplateRow(Row, table=True):
    __tablename__ = "template"
    name: str
    context: str = ""
    content: str
    created_at: str
    binned_at: str | None = None


class SettingRow(Row, table=True):
    __tablename__ = "setting"
    key: str
    value: str = ""


class FieldChangeRow(Row, table=True):
    __tablename__ = "field_change"
    changed_at: str


class MergePastRow(Row, table=True):
    __tablename__ = "merge_past"
    table_name: str
    row_uid: str
    field: str = ""
    value: str
    merged_at: str

"""Saving a paper: which one, where, and what goes out with it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QWidget,
)

from negdesk import documents
from negdesk.desktop.agreement.paper_view import PaperView
from negdesk.desktop.agreement.paper_worker import PaperWorker
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.desktop.typed_path import answers, typed_path
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t
from negdesk.queries.agreement import agree_sheet

if TYPE_CHECKING:
    from negdesk.documents.export import Paper, PaperKind
    from negdesk.documents.paper_style import PaperStyle

_GOES_OUT = {
    "agreement": mark("Goes out: parties, agreed terms, what each side gives, next step. Everything else stays here."),
    "gives-gets": mark("Goes out: what each side gives, with its day. Everything else stays here."),
    "brief": mark("Private: your whole plan with its walk-aways. For your eyes only; it says so on every page."),
    "ledger": mark("Private: planned and agreed, all offers. For your eyes only; it says so on every page."),
    "log": mark("Private: all you wrote about this counterpart. For your eyes only; it says so on every page."),
}

LEAST_PAGE = 300
"""The least width in pixels of the page beside what is chosen."""

_GOES_OUT_MARKED = mark(
    "Goes out: parties, agreed terms, what each side gives, next step, and what changed since version {n}. "
    "Everything else stays here."
)


def _beside_the_kept(sheet: Any, style: "PaperStyle", marked: bool) -> str:
    """How the paper differs from the one that was kept with its version, if it does."""
    if marked:
        return t("Version {n} is set anew for this; as it was agreed it marks nothing.", n=sheet.version)
    if sheet.kept_page != style.page:
        return t(
            "Version {n} is set anew for this page; as it was agreed it is {page}.",
            page=sheet.kept_page,
            n=sheet.version,
        )
    return t("This is version {n} as it was agreed, to the last byte.", n=sheet.version)


class ExportSheet(SheetDialog):
    """Up and Down choose the paper, Enter saves it; a file that is there already is replaced by a second Enter only.

    Beside that the very page is shown; Ctrl+F finds in it and Ctrl+P prints it. Of an agreed `version` there are the
    papers for them alone, as they were in it.
    """

    def __init__(
        self,
        shell: Shell,
        parent: QWidget,
        *,
        negotiation_id: int = 0,
        counterpart_id: int = 0,
        version: int | None = None,
    ) -> None:
        super().__init__(parent, t("Export PDF"), width=880, beside=True)
        self._shell = shell
        self._version = version
        if negotiation_id and not counterpart_id and version is None:
            agreed = shell.desk.ask(agree_sheet, negotiation_id, shell.today())
            self._logged = agreed.counterpart_id if agreed is not None else 0
        else:
            self._logged = counterpart_id
        self._negotiation = negotiation_id
        self._may_replace: Path | None = None
        kinds = ["agreement", "gives-gets"] if negotiation_id else []
        if negotiation_id and version is None:
            kinds += ["brief", "ledger"]
        if self._logged:
            kinds.append("log")
        self._kinds = QButtonGroup(self)
        for number, kind in enumerate(kinds):
            paper = documents.export.PaperKind(kind)
            words = t("{paper} (private)", paper=paper.label) if paper.private else paper.label
            button = QRadioButton(words)
            button.setAccessibleName(words)
            button.setProperty("kind_of_paper", kind)
            self._kinds.addButton(button, number)
            self.column.addWidget(button)
        self._kinds.button(0).setChecked(True)
        self._kinds.idToggled.connect(lambda _number, on: self._propose() if on else None)
        self._goes_out = Label(kind="banner", wrap=True)
        self.column.addWidget(self._goes_out)
        self.marks = QCheckBox()
        self.marks.setChecked(negotiation_id in shell.marking_changes)
        self.marks.clicked.connect(lambda _on: self._propose())
        self.column.addWidget(self.marks)
        self._not_printed = Label(kind="banner-private", wrap=True)
        self.column.addWidget(self._not_printed)
        self._page_row()
        self._where_row()
        self._home_of_papers = self._folder()
        self._said = Label(kind="refusal", wrap=True)
        self._said.hide()
        self.column.addWidget(self._said)
        self._making: PaperWorker | None = None
        self._progress = QProgressBar()
        self._progress.setAccessibleName(t("Making the paper"))
        self._progress.hide()
        self.column.addWidget(self._progress)
        self._save_button = self.add_buttons(t("Cancel"), t("Save PDF"), self.save)
        self._save_button.setDefault(True)
        self.column.insertStretch(self.column.count() - 1, 1)
        self._looked_at: tuple[PaperKind, Any] | None = None
        self.view = PaperView(shell)
        self.view.setMinimumWidth(LEAST_PAGE)
        state = QHBoxLayout()
        state.setContentsMargins(14, 0, 14, 0)
        state.addWidget(self.view.state, 0, Qt.AlignmentFlag.AlignRight)
        self.view.column.insertLayout(0, state)
        self.add_beside(self.view)
        self.view.stale.connect(self._show_page)
        shell.shield_changed.connect(self._show_page)
        self.resize(960, 600)
        self._propose()
        self._kinds.button(0).setFocus()

    def _page_row(self) -> None:
        row = QHBoxLayout()
        row.addWidget(Small(t("Page")))
        self._pages = QButtonGroup(self)
        for number, size in enumerate(("A4", "Letter")):
            button = QRadioButton(size)
            button.setAccessibleName(t("Page size {size}", size=size))
            button.setChecked(size == self._shell.page_size)
            button.clicked.connect(lambda _on: self._propose())
            self._pages.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def _where_row(self) -> None:
        self.path = self.add_path(t("Save as"), t("Choose where to save"), self._choose)
        self.path.textEdited.connect(lambda _text: self._refuse(""))

    def choose_kind(self, kind: str) -> None:
        """Choose a paper by its name."""
        for button in self._kinds.buttons():
            button.setChecked(button.property("kind_of_paper") == kind)

    def _kind(self) -> str:
        chosen = self._kinds.checkedButton() or self._kinds.button(0)
        return str(chosen.property("kind_of_paper"))

    @property
    def _subject(self) -> int:
        return self._logged if self._kind() == "log" else self._negotiation

    def _sheet(self, kind: "PaperKind") -> Any:
        ask = self._shell.desk.ask
        return documents.export.paper_sheet(ask, kind, self._subject, self._shell.today(), self._version)

    def _folder(self) -> Path:
        typed = Path(self.path.text())
        if typed.is_absolute() and answers(typed.parent.is_dir):
            return typed.parent
        documents_folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents_folder) if Path(documents_folder).is_dir() else Path.home()

    def _target(self) -> Path:
        """Where to save: what is typed, ending in .pdf, and beside the proposed folder where it names none."""
        typed = self.path.text().strip()
        if not Path(typed).name:
            raise Refusal(t("Write a file name to save it under."), "path")
        path = self._home_of_papers / typed_path(typed)
        if (Path(typed).name != typed or typed == "..") and answers(path.is_dir):
            raise Refusal(t("{path} is a folder. Write a file name after it.", path=path), "path")
        return path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")

    def _propose(self) -> None:
        self._refuse("")
        kind = documents.export.PaperKind(self._kind())
        self._goes_out.setText(t(_GOES_OUT[self._kind()]))
        self._goes_out.setProperty("kind", "banner-private" if kind.private else "banner")
        self._goes_out.style().unpolish(self._goes_out)
        self._goes_out.style().polish(self._goes_out)
        try:
            sheet = self._sheet(kind)
        except Refusal as refusal:
            self._refuse(refusal.sentence)
            self.view.say(refusal.sentence)
            self._looked_at = None
            return
        since = getattr(sheet, "changed_since", None)
        self.marks.setVisible(since is not None)
        self.marks.setText(t("Mark what changed since version {n}", n=since))
        self.marks.setAccessibleName(self.marks.text())
        self._not_printed.setText(documents.export.report_of(documents.export.not_printed(sheet)))
        self._not_printed.setVisible(bool(self._not_printed.text()))
        self._goes_out.setText(self._words_of(sheet))
        self._home_of_papers = self._folder()
        self.path.setText(str(self._home_of_papers / documents.export.file_name_of(kind, sheet, self._style())))
        if self._looked_at is None or self._looked_at[0] is not kind:
            self.view.clear()
        self._looked_at = kind, sheet
        self._show_page()

    def _show_page(self) -> None:
        """Show the very page that is saved; private ones not while the shield is on."""
        if self._looked_at is not None and not self.view.hide_private(self._kind()):
            self.view.show_paper(*self._looked_at, self._style())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.view.tools.begin_finding()
        elif event.matches(QKeySequence.StandardKey.Print):
            self.view.tools.print_out()
        elif not self.view.zoom_by(event):
            super().keyPressEvent(event)

    def _style(self) -> "PaperStyle":
        page: Literal["A4", "Letter"] = "A4" if self._pages.checkedId() == 0 else "Letter"
        return replace(self._shell.paper_style(), page=page, mark_changes=self.marks.isChecked())

    def _words_of(self, sheet: Any) -> str:
        """What goes out and what stays; of an agreed version also whether it is the very paper that was agreed on."""
        style, said = self._style(), [t(_GOES_OUT[self._kind()])]
        marked = style.mark_changes and getattr(sheet, "changed_since", None) is not None
        if marked:
            said = [t(_GOES_OUT_MARKED, n=sheet.changed_since)]
        if getattr(sheet, "kept", None) is not None:
            said.append(_beside_the_kept(sheet, style, marked))
        return " ".join(said)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, t("Save as"), self.path.text(), t("PDF ({pattern})", pattern="*.pdf")
        )
        if chosen:
            self._refuse("")
            self.path.setText(chosen)
            self._may_replace = self._target()  # the system's own dialog has asked already

    def save(self) -> None:
        """Have the paper made and saved, whole or not at all; what is refused is said here."""
        if self._making is not None:
            return
        kind = documents.export.PaperKind(self._kind())
        self._shell.page_size = self._style().page
        try:
            path = self._target()
            if answers(path.is_file) and path != self._may_replace:
                self._refuse(t("There is a file of this name already. Save again to replace it."), replaces=path)
                return
            sheet = self._sheet(kind)
        except Refusal as refusal:
            self._refuse(refusal.sentence)
            return
        self._making = PaperWorker(self, path, kind, sheet, self._style())
        self._making.told.connect(self._tell)
        self._making.finished.connect(self._ended)
        self._save_button.setEnabled(False)
        if self._making.long:
            self._tell(0, 0)
        self._making.start()

    def _tell(self, done: int, whole: int) -> None:
        """How far a long paper is; Cancel and Escape stop it."""
        self._progress.setRange(0, whole)
        self._progress.setValue(done)
        self._progress.setFormat(t("Page {n} of {all}", n=done, all=whole) if whole else t("Setting the paper …"))
        self._progress.setAccessibleDescription(self._progress.text())
        self._progress.show()

    def _ended(self) -> None:
        making, self._making = self._making, None
        if making is None:
            return
        self._progress.hide()
        self._save_button.setEnabled(True)
        self._refuse(making.trouble)
        if making.paper is not None:
            self._say_saved(making.path, making.paper)
            self.accept()

    def done(self, result: int) -> None:
        making, self._making = self._making, None
        if making is not None:
            making.leave()
            if making.paper is not None:
                self._say_saved(making.path, making.paper)
            elif making.trouble:
                self._shell.say(making.trouble)
        self.view.leave()
        super().done(result)

    def _say_saved(self, path: Path, paper: "Paper") -> None:
        said = t("Saved as {path}", path=path)
        if paper.unprintable:
            said = t("{said}. {report}", said=said, report=documents.export.report_of(paper.unprintable))
        self._shell.saved_in = path.parent
        self._shell.say_with(said, t("Open folder"), self._shell.open_folder)

    def _refuse(self, sentence: str, replaces: Path | None = None) -> None:
        """Say this, or nothing; `replaces` is the file that the next save may replace."""
        self._may_replace = replaces
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.path.setAccessibleDescription(sentence)
        self._save_button.setText(t("Replace it") if replaces is not None else t("Save PDF"))

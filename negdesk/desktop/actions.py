"""Every action of the program in one table: its name, words, shortcut, menu and what it is for.

Menus, tool-tips, the search line and the list of shortcuts are all made from it. Who does an action is found when it is
called: the screen that is shown says which it handles (`Screen.handlers`), and the window handles the rest.
"""

from dataclasses import dataclass

from negdesk.domain.wording import mark


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can have done. `shortcut` is in Qt's portable form, or empty; `menu` is the menu it is in.

    `repeats` tells whether keys that are held do it again and again.
    """

    name: str
    text: str
    menu: str
    shortcut: str = ""
    tip: str = ""
    repeats: bool = True


FILE, EDIT, GO, NEGOTIATION, MEETING, VIEW, HELP = (
    mark("File"), mark("Edit"), mark("Go"), mark("Negotiation"), mark("Meeting"), mark("View"), mark("Help"),
)  # fmt: skip
MENUS = (FILE, EDIT, GO, NEGOTIATION, MEETING, VIEW, HELP)

ACTIONS: tuple[Action, ...] = (
    Action("new_negotiation", mark("New negotiation"), FILE, "Ctrl+N", mark("A title is enough to begin")),
    Action("new_counterpart", mark("New counterpart"), FILE, "Ctrl+Shift+N", mark("A person or an organisation")),
    Action("new_library", mark("New library…"), FILE, "", mark("Another file; encrypted unless you say otherwise")),
    Action("open_library", mark("Open library…"), FILE, "", mark("Open another library file")),
    Action(
        "open_sample", mark("Look around the sample"), FILE, "", mark("Opens the sample library; yours stays as it is")
    ),
    Action(
        "renew_sample", mark("Make the sample new"), FILE, "", mark("The sample as it was at first, with today's dates")
    ),
    Action("save_copy", mark("Save a copy…"), FILE, "", mark("The library is not where it was: go on elsewhere")),
    Action("import_file", mark("Import…"), FILE, "", mark("People from vCards or a table, or another library")),
    Action("export_formats", mark("Export…"), FILE, "", mark("JSON, Markdown, CSV, calendar, vCards; private")),
    Action("export_paper", mark("Export PDF…"), FILE, "Ctrl+E", mark("Save a paper for them, or a private one")),
    Action(
        "open_paper_folder",
        mark("Open the folder of the saved paper"),
        FILE,
        "Ctrl+Shift+E",
        mark("Where the last one was saved"),
    ),
    Action("settings", mark("Settings"), FILE, "Ctrl+,", mark("Our side's name, currency, theme")),
    Action("encryption", mark("Encryption…"), FILE, "", mark("Passphrase, recovery paper, key store")),
    Action("backups", mark("Backups…"), FILE, "", mark("What was kept, a new one, and bringing one back")),
    Action("lock", mark("Lock"), FILE, "Ctrl+Shift+L", mark("Close the library until its passphrase is typed")),
    Action("quit", mark("Quit"), FILE, "Ctrl+Q", mark("Everything is saved already")),
    Action("undo", mark("Undo"), EDIT, "Ctrl+Z", mark("Take the last step back")),
    Action("redo", mark("Redo"), EDIT, "Ctrl+Shift+Z", mark("Do it again")),
    Action("set_aside", mark("Set aside…"), EDIT, "", mark("What gave way in a merge, to be read and brought back")),
    Action("go_anywhere", mark("Search everything"), GO, "Ctrl+K", mark("Go to, do, find")),
    Action("go_today", mark("Today"), GO, "Alt+1"),
    Action("go_negotiations", mark("Negotiations"), GO, "Alt+2"),
    Action("go_counterparts", mark("Counterparts"), GO, "Alt+3"),
    Action("go_promises", mark("Promises"), GO, "Alt+4"),
    Action("go_templates", mark("Templates"), GO, "Alt+5"),
    Action("go_bin", mark("Bin"), GO, "Alt+6", mark("What was thrown away, to give back")),
    Action("go_back", mark("Back"), GO, "Alt+Left"),
    Action("step_plan", mark("Plan"), NEGOTIATION, "Ctrl+Alt+1", mark("Step 1 of the negotiation")),
    Action("step_meet", mark("Meet"), NEGOTIATION, "Ctrl+Alt+2", mark("Step 2 of the negotiation")),
    Action("step_agree", mark("Agree"), NEGOTIATION, "Ctrl+Alt+3", mark("Step 3 of the negotiation")),
    Action("step_follow", mark("Follow through"), NEGOTIATION, "Ctrl+Alt+4", mark("Step 4 of the negotiation")),
    Action("edit_about", mark("Title, context, currency and note"), NEGOTIATION, "", mark("Of this negotiation")),
    Action("edit_parties", mark("Who is at the table"), NEGOTIATION, "", mark("Counterparts, and what each does")),
    Action(
        "primary",
        mark("Main step of this page"),
        NEGOTIATION,
        "Ctrl+Shift+Return",
        mark("Start or end the meeting, mark as agreed"),
    ),
    Action(
        "mark_changes",
        mark("Mark what changed"),
        NEGOTIATION,
        "Ctrl+Shift+M",
        mark("In the paper for them, since the version that was agreed before"),
    ),
    Action("find_in_paper", mark("Find in this paper"), NEGOTIATION, "Ctrl+F", mark("Enter goes to the next hit")),
    Action("copy_paper", mark("Copy this paper"), NEGOTIATION, "Ctrl+Shift+C", mark("As a file, to paste elsewhere")),
    Action("print_paper", mark("Print this paper"), NEGOTIATION, "Ctrl+P"),
    Action("save_template", mark("Save as template…"), NEGOTIATION, "", mark("Use this plan again for the next one")),
    Action("pause", mark("Pause"), NEGOTIATION, "", mark("Set aside for now; nothing is lost")),
    Action("no_deal", mark("No deal"), NEGOTIATION, "", mark("A good outcome where our alternative is better")),
    Action("plan_again", mark("Take up again"), NEGOTIATION, "", mark("Back to planning")),
    Action("bin_negotiation", mark("Move to the bin"), NEGOTIATION, "", mark("The bin gives it back")),
    Action("capture_give", mark("Note a give"), MEETING, "Ctrl+G"),
    Action("capture_get", mark("Note a get"), MEETING, "Ctrl+T"),
    Action("capture_our_offer", mark("Note our offer"), MEETING, "Ctrl+O"),
    Action("capture_their_offer", mark("Note their offer"), MEETING, "Ctrl+Shift+O"),
    Action("capture_private", mark("Private remark"), MEETING, "Ctrl+R", mark("Only you see it")),
    Action("capture_question", mark("Question asked"), MEETING, "Ctrl+J", mark("Ticks it in the plan")),
    Action("capture_if_then", mark("If-then used"), MEETING, "Ctrl+I", mark("Marks the reply of the plan as used")),
    Action("answer_accepted", mark("Accepted"), MEETING, "Alt+A", mark("The capture that is chosen was accepted")),
    Action("answer_declined", mark("Declined"), MEETING, "Alt+D", mark("The capture that is chosen was declined")),
    Action("answer_later", mark("Later"), MEETING, "Alt+L", mark("The capture that is chosen stays on the table")),
    Action(
        "add_checklist_item",
        mark("Add to the checklist"),
        MEETING,
        "Ctrl+Return",
        mark("What is typed becomes an item here"),
    ),
    Action(
        "note_checklist_item",
        mark("Note on the checklist item"),
        MEETING,
        "Alt+N",
        mark("What is typed becomes its note"),
    ),
    Action("edit_chosen", mark("Edit the chosen item or capture"), MEETING, "F2", mark("Ctrl+Up chooses a capture")),
    Action("next_term", mark("Offers of the next term"), MEETING, "F7", mark("The graph goes from term to term")),
    Action("compact", mark("Compact window"), MEETING, "F8", mark("Small and always on top, with the shield on")),
    Action("packages", mark("Compare packages"), MEETING, "F5", mark("Offers that are worth the same to us")),
    Action("earlier_meeting", mark("The meeting before"), MEETING, "Alt+M", mark("Shows what was captured in it")),
    Action("pause_clock", mark("Pause the clock, or go on"), MEETING, "F6", mark("The time of a break does not count")),
    Action("fold_phase", mark("Fold the phase"), MEETING, "Alt+F", mark("Shows only its heading")),
    Action("unfold_phases", mark("Unfold all phases"), MEETING, "Alt+Shift+F"),
    Action("lamp_1", mark("We want this"), MEETING, "Ctrl+1"),
    Action("lamp_2", mark("We can sign"), MEETING, "Ctrl+2"),
    Action("lamp_3", mark("They want this"), MEETING, "Ctrl+3"),
    Action("lamp_4", mark("They can sign"), MEETING, "Ctrl+4"),
    Action("shield", mark("Shield"), VIEW, "F9", mark("Hide every private value on screen"), repeats=False),
    Action(
        "peek",
        mark("Peek under the shield"),
        VIEW,
        "Shift+F9",
        mark("Shows what is hidden for as long as the keys are held"),
        repeats=False,
    ),
    Action("write_log", mark("Write in the private log"), VIEW, "Ctrl+L"),
    Action("theme_light", mark("Light"), VIEW),
    Action("theme_dark", mark("Dark"), VIEW),
    Action("theme_system", mark("As the system"), VIEW),
    Action("menu", mark("Menu"), VIEW, "F10", mark("All that can be done here")),
    Action("shortcuts", mark("Keyboard shortcuts"), HELP, "F1"),
    Action("about", mark("About NegDesk"), HELP),
)

BY_NAME = {action.name: action for action in ACTIONS}

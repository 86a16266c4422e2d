"""Examples that begin the help of every command: real command lines, each with what it does.

They work in the workspace of `actionlab init --example`, those without a study in the folder of one.
tests/cli/guiding/test_examples.py runs them. A line that holds words of a person is marked for translation.
"""

from actionlab.i18n import N_

# the words that call a command -> what each line does in a few words, and the line
Examples = dict[str, tuple[tuple[str, str], ...]]

_BEGINNING: Examples = {
    "": (
        (N_("Where you are, and what you can do next"), "actionlab"),
        (N_("Write down what you saw"), N_('actionlab log observation "The resident began to talk."')),
        (N_("Make the report of a municipality in Word"), "actionlab report -m Houten"),
    ),
    "init": (
        (N_("Make a workspace in a new folder"), "actionlab init werkmap"),
        (N_("Practise first, with invented studies"), "actionlab init oefenmap --example"),
        (
            N_("With the contact point that stands in reports"),
            "actionlab init regio --name Regio --contact werkplaats@regio.invalid",
        ),
    ),
    "new-study": (
        (N_("See which templates there are"), "actionlab new-study --list-templates"),
        (N_("Begin a study with a template"), "actionlab new-study -m Houten -t praten-over-werk"),
        (
            N_("With a code, a title and a first day of your own"),
            "actionlab new-study -m Zeist -t leeg --theme O1 --slug proef --title Proef --start 2027-01-11",
        ),
        (N_("Make the study plan again, as it stands now"), "actionlab new-study --plan hou-driehoek"),
    ),
}

_WRITING: Examples = {
    "log": (
        (N_("Be asked what there is to write down (on a terminal)"), "actionlab log"),
        (N_("What you saw, at once"), N_('actionlab log observation "The resident began to talk."')),
        (N_("What you can give with a training"), "actionlab log training --help"),
    ),
    "close": (
        (
            N_("Close a cycle, and go on in another way"),
            N_('actionlab close cyc-0003 --decision adjust --because ins-0003 --reason "Too slow."'),
        ),
        (
            N_("With the last day, and more that led to it"),
            N_(
                'actionlab close cyc-0006 --decision continue --reason "More teams do it."'
                " --because ins-0004 --because obs-0024 --end-date 2026-06-30"
            ),
        ),
    ),
    "done": (
        (N_("An action was done"), "actionlab done act-0004"),
        (
            N_("And what came of it"),
            N_('actionlab done act-0002 --result "Each team has one number now."'),
        ),
    ),
    "edit": (
        (N_("See which fields a record has"), "actionlab edit obs-0008 --help"),
        (N_("Add what was not recorded yet"), "actionlab edit obs-0008 --date 2026-01-20"),
        (
            N_("Change a text, and say why"),
            N_('actionlab edit ins-0003 --counter "Nothing seen." --why "Asked again."'),
        ),
        (N_("Erase the former versions too"), "actionlab edit obs-0008 --forget --yes"),
    ),
    "undo": (
        (N_("Take back the last thing you stored, after a question"), "actionlab undo"),
        (N_("The same, without a question"), "actionlab undo --yes"),
    ),
}

_LOOKING: Examples = {
    "status": (
        (N_("What asks for your attention, in all studies"), "actionlab status"),
        (N_("One study"), "actionlab status -s hou-driehoek"),
        (N_("What is due, for your own calendar"), "actionlab status --ics agenda.ics"),
    ),
    "search": (
        (N_("Everything with this word"), "actionlab search regie"),
        (N_("With both words, in one municipality"), "actionlab search regie inwoner -m Houten"),
        (N_("One kind, since a day"), "actionlab search regie --kind observation --since 2026-01-01"),
    ),
    "list": (
        (N_("All observations"), "actionlab list observation"),
        (N_("The actions of one study"), "actionlab list action -s hou-driehoek"),
        (N_("Everything of a municipality since a day"), "actionlab list -m Houten --since 2026-03-01"),
    ),
    "show": (
        (N_("A record, with what is not recorded yet"), "actionlab show obs-0008"),
        (N_("A study"), "actionlab show hou-driehoek"),
        (N_("Every change: when, by whom and why"), "actionlab show ins-0003 --history"),
    ),
}

_REPORTING: Examples = {
    "report": (
        (N_("The report of a municipality in Word"), "actionlab report -m Houten"),
        (N_("Look at it first, without a file"), "actionlab report -m Houten --preview"),
        (N_("On two pages, and as PDF too"), "actionlab report -m Houten --short --pdf"),
        (N_("What the region learned together"), "actionlab report --region"),
    ),
    "forms": (
        (N_("All forms of the study of this folder"), "actionlab forms"),
        (N_("Those of another study"), "actionlab forms -s zei-werkzorg"),
    ),
    "import": (
        (N_("See what a folder with forms would bring"), "actionlab import ingevuld --dry-run"),
        (N_("Take it in"), "actionlab import ingevuld"),
        (N_("See the comments of readers in a report"), "actionlab import rapport.docx --dry-run"),
    ),
    "export": (
        (N_("A study as tables, for Excel"), "actionlab export -s hou-driehoek tabellen.xlsx"),
        (
            N_("Only of people who agreed to reuse"),
            "actionlab export -s hou-driehoek --for-reuse tabellen.json",
        ),
        (
            N_("What a municipality may have"),
            "actionlab export -m Houten --audience municipality houten.xlsx",
        ),
    ),
}

_KEEPING: Examples = {
    "check": (
        (N_("Check all files and records"), "actionlab check"),
        (N_("Repair what is damaged, after showing it"), "actionlab check --repair"),
        (N_("See whether a report still says what the records say"), "actionlab check --report rapport.docx"),
        (N_("See whether everybody can read a document"), "actionlab check --accessible rapport.docx"),
    ),
    "tidy": (
        (N_("Clear up the copies that a shared folder made"), "actionlab tidy"),
        (N_("In another workspace"), "actionlab -C kopie-van-collega tidy"),
    ),
    "merge": (
        (N_("Take in the workspace of a colleague"), "actionlab merge kopie-van-collega"),
        (N_("Only one study of it"), "actionlab merge kopie-van-collega/studies/zei-werkzorg"),
    ),
    "withdraw": (
        (N_("Somebody does not want to take part any more"), "actionlab withdraw HOU-K7M2"),
        (
            N_("Somebody wants no measurements any more"),
            N_("actionlab withdraw HOU-R4TD --scope measurements --yes"),
        ),
    ),
    "erase": (
        (N_("Erase a record, after a question"), "actionlab erase act-0003"),
        (N_("Erase more, without a question"), "actionlab erase act-0003 dec-0002 --yes"),
    ),
    "purge": (
        (N_("See what was kept long enough, and remove it after a question"), "actionlab purge --due"),
        (N_("One study"), "actionlab purge --due -s hou-driehoek"),
    ),
}

_PROGRAM: Examples = {
    "where": (
        (N_("Where the files are"), "actionlab where"),
        (N_("For another program"), "actionlab where --json"),
    ),
    "settings": (
        (N_("All settings, and where each comes from"), "actionlab settings"),
        (N_("For another program"), "actionlab settings --json"),
    ),
    "completion": (
        (N_("For PowerShell (Windows)"), "actionlab completion powershell"),
        (N_("For bash"), "actionlab completion bash"),
    ),
    "schema": (
        (N_("What there is"), "actionlab schema"),
        (N_("Of an observation"), "actionlab schema observation"),
        (N_("Of a listing"), "actionlab schema status"),
    ),
}

EXAMPLES: Examples = {**_BEGINNING, **_WRITING, **_LOOKING, **_REPORTING, **_KEEPING, **_PROGRAM}


def examples_of(called: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give what the examples of a command do, and their lines, by the words that call it; () when none."""
    if called[:1] == ("log",) and len(called) > 1:
        from actionlab.cli.guiding.log_examples import LOG_EXAMPLES  # long too

        return LOG_EXAMPLES.get(called[1], ())
    # `edit` has a command for every record
    return EXAMPLES.get(called[0] if called else "", ())

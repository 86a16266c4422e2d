"""Examples that begin the help of `log KIND`; they work in the folder of a study of the example workspace."""

from actionlab.cli.guiding.examples import Examples
from actionlab.i18n import N_

_PRACTICE: Examples = {
    "approach": (
        (
            N_("What it is called and what it is for"),
            N_('actionlab log approach "A conversation with three" --aim "Fewer loose ends"'),
        ),
        (
            N_("Where, and since when"),
            N_('actionlab log approach "Open door" --municipalities Houten --since 2026-09'),
        ),
    ),
    "observation": (
        (N_("What you saw or heard"), N_('actionlab log observation "The resident began to talk."')),
        (
            N_("With the day and the kind of conversation"),
            N_('actionlab log observation "A calm start." --date yesterday --setting interview'),
        ),
        (
            N_("From a file, and whether it helped"),
            N_("actionlab log observation --text-file dag.txt --signal helping"),
        ),
        (N_("A whole day of notes"), "actionlab log observation --paste --text-file notities.txt"),
    ),
    "training": (
        (
            N_("A module of the template, and who came"),
            N_("actionlab log training --module 2 --date yesterday --attendance jobcoach=6"),
        ),
        (
            N_("A training of your own"),
            N_('actionlab log training "Listening" --date 2026-05-12 --duration-minutes 90'),
        ),
    ),
    "evaluation": (
        (N_("The grades that people gave"), "actionlab log evaluation trn-0001 --grades 7,8,8,9,6"),
        (
            N_("The first learning goal, before and after"),
            "actionlab log evaluation trn-0002 --before 3,2,3,4,3 --after 4,4,4,5,4",
        ),
    ),
    "follow-up": (
        (
            N_("How many people use what they learned"),
            "actionlab log follow-up trn-0001 --asked-on 2026-03-10 --n-asked 8 --n-responded 6"
            " --n-applied 5",
        ),
        (N_("Which training it was"), "actionlab list training"),
    ),
    "measurement": (
        (
            N_("The step of one person"),
            "actionlab log measurement ladder --participant HOU-K7M2 --moment follow_up_2 --value 4",
        ),
        (
            N_("Many people at once, code and value on each line"),
            "actionlab log measurement ladder --moment follow_up_2 --table metingen.txt",
        ),
        (
            N_("See first what a table would bring"),
            "actionlab log measurement ladder --moment follow_up_2 --table metingen.txt --dry-run",
        ),
    ),
    "participant": (
        (N_("Codes for five residents"), N_("actionlab log participant --count 5 --role resident")),
        (
            N_("Somebody who agreed to measurements"),
            N_(
                "actionlab log participant --count 1 --role employer --consent-status given --consent-scopes"
                " measurements"
            ),
        ),
    ),
    "organisation": (
        (
            N_("Who takes part"),
            N_('actionlab log organisation "Sun Street team" --type "district team"'),
        ),
        (
            N_("And what part it plays"),
            N_('actionlab log organisation "Work desk" --role "learning partner"'),
        ),
    ),
}

_LEARNING: Examples = {
    "cycle": (
        (
            N_("One more round, with its goal and first day"),
            N_('actionlab log cycle "Keep it going" --number 4 --start-date 2026-09-01'),
        ),
        (
            N_("With what is planned in a phase"),
            N_('actionlab log cycle "More teams" --number 5 --planned "act=Two teams try it"'),
        ),
    ),
    "insight": (
        (
            N_("What you learned"),
            N_('actionlab log insight "With an agenda, people speak sooner about who leads."'),
        ),
        (
            N_("With what supports it and what speaks against it"),
            N_(
                'actionlab log insight "Beginning with the question of the resident helps."'
                ' --evidence obs-0008:supports --counter "Nothing seen."'
            ),
        ),
    ),
    "action": (
        (
            N_("What somebody will do, by when"),
            N_('actionlab log action "Call within a week." --due-date 2026-12-01'),
        ),
        (
            N_("Which insight it comes from, and whose it is"),
            N_('actionlab log action "Try it." --insight-ids ins-0001 --owner-role jobcoach'),
        ),
    ),
    "meeting": (
        (
            N_("What it was and when"),
            N_('actionlab log meeting "First talk" --type kick-off --date 2026-05-12'),
        ),
        (
            N_("Who was there, and what was agreed"),
            N_(
                'actionlab log meeting "Team" --type "team meeting" --attendance jobcoach=4'
                ' --agreed "We try it."'
            ),
        ),
    ),
    "decision": (
        (
            N_("What you ask, and of whom"),
            N_('actionlab log decision "May we go on?" --asked-of-role "team manager"'),
        ),
        (
            N_("The answer to a question that was asked"),
            N_("actionlab edit dec-0002 --answer yes --answered-on 2026-06-02"),
        ),
    ),
    "member-check": (
        (
            N_("Which insight was put before people, and how"),
            N_("actionlab log member-check --insight-ids ins-0003 --form meeting"),
        ),
        (
            N_("Whether they recognised it, and what they said"),
            N_(
                'actionlab log member-check --outcome "ins-0003:partly recognised"'
                ' --remark "ins-0003=Not in every team."'
            ),
        ),
    ),
    "agenda-item": (
        (
            N_("A question for the agenda of the region"),
            N_('actionlab log agenda-item "Who pays for travel?" --type "knowledge question"'),
        ),
        (
            N_("Which insight it comes from"),
            N_('actionlab log agenda-item "Who leads?" --origin ins-0001 --priority high'),
        ),
    ),
    "note": (
        (
            N_("Your own text in the report"),
            N_('actionlab log note "We began late." --section "What did we do?"'),
        ),
        (
            N_("Which insight comes first"),
            N_('actionlab log note --section "What did we learn?" --order ins-0002'),
        ),
    ),
}

LOG_EXAMPLES: Examples = {**_PRACTICE, **_LEARNING}

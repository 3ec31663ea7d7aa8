"""What the admin calls the fields of a prompt, and what it tells their editor."""

TEXTS = {
    "text": {"label": "Question", "help_text": "As it is asked on the visit."},
    "help": {"help_text": "A line under the question. May stay empty."},
    "required": {"help_text": "A visit is signed once this has an answer or a reason."},
    "choices": {
        "help_text": "The value on the left is stored with answers, so it stays; the words may "
        "change. To add a choice fill in a blank line. To move one change its number. What a "
        "choice means stays once it was published: a real answer, also a worrying one, is "
        "known."
    },
    "not_done_reasons": {
        "label": "Reasons",
        "help_text": "Why it could not be done or asked. Values stay, words may change. When "
        "somebody else did it, or it cannot apply, it is known; else nobody knows yet.",
    },
    "could_not_reasons": {
        "label": "Reasons why not asked",
        "help_text": "What “Could not ask today” offers here. At least two that can be true.",
    },
    "text_before_birth": {
        "label": "Question before the birth",
        "help_text": "Only where it is asked in other words. May stay empty.",
    },
    "help_before_birth": {
        "label": "Help before the birth",
        "help_text": "Only where it differs. May stay empty.",
    },
    "reason_required_when": {
        "label": "Ask for a reason when",
        "help_text": "Choices that must be explained by one of the reasons.",
    },
    "applies_to": {
        "label": "Asked at",
        "help_text": "Tick none to ask it wherever its point is asked.",
    },
    "show_when": {
        "label": "Shown when (JSON)",
        "help_text": "Empty: always. The line above says it in words after saving.",
    },
    "nothing_follows": {
        "label": "Why nothing follows",
        "help_text": "Only where an answer says that something is missing, and no rule or step "
        "takes it up: say why, for colleagues. It is then settled, and not asked again.",
    },
    "replaced_by": {
        "label": "Asked no more: instead of it",
        "help_text": "Choose what is asked in its place. No visit asks it then; it is read "
        "where it was answered, and counts until all of these are answered. Choose none to go "
        "on asking it.",
    },
    "source": {"help_text": "Where this comes from, so that it can be checked again."},
}

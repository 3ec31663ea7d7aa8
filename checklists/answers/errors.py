"""The words of every error that a page of questions shows, so that they can be read in one place:
a person beside the practitioner reads along."""

from checklists.nhsuk.fields import NO_NAME, DayMonthYearField

CHOOSE_ONE = "Choose one answer"
NOT_LISTED = "Choose from the answers that are listed"
ALONE = "Choose what applies, or \u2018{label}\u2019, not both"
TOO_LONG = "Shorten this to {most:,} characters or fewer. It is {now:,} now"
CANNOT_BE_READ = "Take out the characters that cannot be read, or type this again"
ONE_OF_BOTH = "Choose an answer, or say why there is none, not both"
UNKNOWN_REASON = "Choose from the reasons that are listed"
NOT_TO_CONFIRM = "Answer this for today. What was recorded last time cannot be confirmed"
OTHER_WINDOW = "Someone saved another answer. Save to see both"
NO_LONGER = "This no longer fits the other answers:"
BEFORE_THE_CONTACT = "Enter the day of this contact or a later one"
TOO_FAR_AHEAD = "Enter a date within the next two years"
IN_THE_FUTURE = "Enter a date that is not in the future"

ALL = (
    CHOOSE_ONE,
    NOT_LISTED,
    ALONE,
    TOO_LONG,
    CANNOT_BE_READ,
    ONE_OF_BOTH,
    UNKNOWN_REASON,
    NOT_TO_CONFIRM,
    OTHER_WINDOW,
    NO_LONGER,
    BEFORE_THE_CONTACT,
    TOO_FAR_AHEAD,
    IN_THE_FUTURE,
    NO_NAME,
    *DayMonthYearField.default_error_messages.values(),
)

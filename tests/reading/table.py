"""What people type and paste, what it is, and what is kept of it: None is refused, "" is a blank.

Dates are typed in three boxes, here set apart by a stroke. A moment is a day and a time.
"""

from datetime import UTC, date, datetime, time

NAMES = [
    ("Zoë O\u2019Brien", "Zoë O\u2019Brien"),
    ("Zoe\u0308 O'Brien", "Zoe\u0308 O'Brien"),
    ("O\u2018Hara\u2013Lind", "O\u2018Hara\u2013Lind"),
    ("Weiß \u674e\u660e", "Weiß \u674e\u660e"),
    ("Anne\u00a0Marie \t\u2003Fox ", "Anne Marie Fox"),
    ("Anne\r\nMarie\u2028Fox\x0b", "Anne Marie Fox"),
    ("An\x00n\u200be\x7f\x9f", "Anne"),
    ("\u202eRo\u2067sa\u202c\u200f\u061c", "Rosa"),
    ("\ufeffRo\u00ad\u2060sa\U000e0041\ufff9", "Rosa"),
    # Joiners that spell: Persian, Sinhala, and Malayalam at the end of a word.
    ("\u0645\u06cc\u200c\u0634\u0627", "\u0645\u06cc\u200c\u0634\u0627"),
    ("\u0dc1\u0dca\u200d\u0dbb\u0dd3", "\u0dc1\u0dca\u200d\u0dbb\u0dd3"),
    ("\u0d05\u0d28\u0d4d\u200d Rosa", "\u0d05\u0d28\u0d4d\u200d Rosa"),
    ("\u200dRosa\u200c Ann\u200d", "Rosa Ann"),
    ("\u0645\u06cc\u200c\u200d\u200c\u0634", "\u0645\u06cc\u200c\u0634"),
    ("\u200c\u200d", ""),
    ("\u00a0\u3164\u2800\u3000", ""),
    ("\u2019-.", None),
    ("\u0301\u0308", None),
    ("\u0947\u0dca \u02bc", None),  # a vowel of Devanagari, a mark of Sinhala, an apostrophe
]
LINES = [
    ("The\u00a0Haven,\u2029 2\u00bd High\u2013Street", "The Haven, 2\u00bd High\u2013Street"),
    ("ring\x85 0\ufe0f1\u200b632", "ring 01632"),
    ("\u201cnone given\u201d", "\u201cnone given\u201d"),
]
TEXTS = [
    ("one\r\ntwo\x0bthree\u2028four\x1efive", "one\ntwo\nthree\nfour\nfive"),
    ("back \u202ewards\u202c, \x07\x00a  b\tc", "back wards, a  b\tc"),
    ("\U0001f468\u200d\U0001f469, a\u200d b\u200c", "\U0001f468\u200d\U0001f469, a b"),
]
NHS_NUMBERS = [
    ("999\u00a0000\u20111022", "9990001022"),
    ("999\u2014000\u22121022", "9990001022"),
    ("9990\u200b00\ufe631022\u202c", "9990001022"),
    ("0000000000", None),
    ("999 999 9999", None),
    ("111-111-1111", None),
    ("\u0669\u0669\u0669\u0660\u0660\u0660\u0661\u0660\u0662\u0662", None),
    ("\uff19\uff19\uff19\uff10\uff10\uff10\uff11\uff10\uff12\uff12", None),
]
POSTCODES = [
    ("zz1\u00a02ab", "ZZ1 2AB"),
    ("ZZ\u200b1\u20132AB", "ZZ1 2AB"),
    ("\uff3a\uff3a\uff11 \uff12\uff21\uff22", None),
    ("zz1 2aß", None),
    ("zz\u0661 2ab", None),
    ("zz1 2\u0131b", None),
]
DATES = [
    ("9/oct/2026", date(2026, 10, 9)),
    ("\u00a09/Sept\u200b/2026", date(2026, 9, 9)),
    ("09/OCTOBER/\ufeff2026", date(2026, 10, 9)),
    ("9/octopus/2026", None),
    ("9/marching/2026", None),
    ("9/o\u212at/2026", None),
    ("\u0669/10/2026", None),
    ("9/\uff11\uff10/2026", None),
    ("9/10/\u0662\u0660\u0662\u0666", None),
]
ADMIN_DATES = [
    ("23/11/2026\u00a0\u200b", date(2026, 11, 23)),
    ("\u0662\u0660\u0662\u0666-11-23", None),
]
WHOLE_NUMBERS = [("\u200b12\u00a0", 12), ("\u0661\u0662", None), ("\uff11\uff12", None)]
TIMES = [
    ("2.21\u00a0pm", time(14, 21)),
    ("14\u200b:21\u202c", time(14, 21)),
    ("\u0661\u0664:\u0662\u0661", None),
    ("\uff11\uff14:21", None),
]
# Both changes of the clock: an hour that is passed over, and one that comes twice.
MOMENTS = [
    ("29/3/2026 00:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
    ("29/3/2026 1am", None),
    ("29/3/2026 01:30", None),
    ("29/mar/2026 1.59am", None),
    ("29/3/2026 2am", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("25/10/2026 01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ("25/10/2026 2am", datetime(2026, 10, 25, 2, tzinfo=UTC)),
]
CODES = [
    ("123\u00a0456", "123456"),
    (" 123\u2013456\u200b", "123456"),
    ("1\u20112\u22123\u202f456\r\n", "123456"),
]
# What somebody types who looks for a record, the first and the last name in it, and whether it is
# found; emergency access asks for the whole name, with a day that is right.
SOUGHT = [
    ("zoe obrien", "Zoë O\u2019Brien", True),
    ("ZOË\u00a0O'Brien", "Zoë O\u2019Brien", True),
    ("\u202aZoe\u0308\u202c O\u2010Brien\u200b", "Zoë O\u2019Brien", True),
    ("Anne Marie Fox", "Anne\u2013Marie Fox", True),
    ("\u0645\u06cc\u0634\u0627 Fox", "\u0645\u06cc\u200c\u0634\u0627 Fox", True),
    ("\u0dc1\u0dca\u0dbb\u0dd3 Fox", "\u0dc1\u0dca\u200d\u0dbb\u0dd3 Fox", True),
    ("Zoa O'Brien", "Zoë O\u2019Brien", False),
    ("\u2019- \u200b", "Zoë O\u2019Brien", False),
]
SOUGHT_NUMBERS = [
    ("999\u00a0000\u20131022", True),
    ("9990\u200b00\u22121022", True),
    ("0000000000", False),
    ("\u0669\u0669\u0669\u0660\u0660\u0660\u0661\u0660\u0662\u0662", False),
    ("\uff19\uff19\uff19\uff10\uff10\uff10\uff11\uff10\uff12\uff12", False),
]
TABLE = {
    "name": NAMES,
    "line": NAMES[:16] + LINES,
    "text": TEXTS,
    "number": NHS_NUMBERS,
    "postcode": POSTCODES,
    "date": DATES,
    "date in one box": ADMIN_DATES,
    "whole number": WHOLE_NUMBERS,
    "time": TIMES,
}

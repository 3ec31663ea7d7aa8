"""What is sent to forms by people who mean harm, by broken browsers and by slips of the hand."""

import json

MARK = "zork"
# Whatever becomes live of this shows: an element, an attribute, a script, a template that ran.
MARKUP = (
    f"\"'><{MARK} on{MARK}=1><script>{MARK}(1)</script><img src={MARK} onerror={MARK}(2)>"
    f"<a href=\"javascript:{MARK}(3)\">{MARK}</a>{{{{ '{MARK}'|upper }}}}{{% {MARK} %}}"
    f'[{MARK}](javascript:{MARK}(4)) ![{MARK}](x" onerror="{MARK}(5)) &lt;{MARK}&gt;'
)

MARKDOWN = (
    f"[{MARK}](javascript:{MARK}(4)) ![{MARK}](javascript:{MARK}(5)) {{{{ '{MARK}'|upper }}}}"
)
SHORT_MARKUP = f"\"'><{MARK} on{MARK}=1><script>{MARK}()</script>"

VALUES = {
    "markup": MARKUP,
    "an attribute": f'x" on{MARK}="1" autofocus onfocus={MARK}(1) x="',
    "null bytes": "a\x00b",
    "control characters": "a\x01\x08\x0b\x1b[31m\x7f",
    "right to left": "\u202egnp.exe\u2066\u2069\u200f",
    "half a pair": b"\xed\xa0\x80".decode("utf-8", "replace") + "\ufffe\uffff",
    "letters upon letters": "Z\u0351\u036b\u0343" * 200 + "\U0001f468\u200d\U0001f469",
    "200 kB": "x" * 200_000,
    "one too many": "x" * 4_100,
    "a number too large": "9" * 400,
    "a number below": "-1",
    "no number": "NaN",
    "a number beyond": "1e309",
    "other digits": "\u0661\u0662\uff13",
    "a date that never was": "31/02/2026",
    "a date long ago": "0001-01-01",
    "a date far on": "99999-12-31",
    "a query": "'; DROP TABLE checklists_case; -- %s %(x)s $1 \\",
    "a formula": "=cmd|' /C calc'!A0",
    "a header": "a\r\nSet-Cookie: zork=1\r\n\r\n",
    "a path": "../../../../etc/passwd\\..\\",
    "an id": "00000000-0000-0000-0000-000000000000",
    "nothing": "",
    "blanks": " \u00a0\u2003\t ",
}

BOUNDARY = "multipart/form-data; boundary=here"
FORM = "application/x-www-form-urlencoded"


def part(name: str, more: str = "") -> str:
    return f'--here\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\nx\r\n'


# Whole bodies that are no form: content type and bytes. `{name}` stands for a field of the form.
BODIES = {
    "half a surrogate": (FORM, b"{name}=%ED%A0%80&%ED%A0%80=1"),
    "no utf-8": (FORM, b"{name}=\xff\xfe%FF%FE"),
    "only separators": (FORM, b"&&&;;;===&=&"),
    "a broken multipart": (BOUNDARY, b"--here\r\nContent-Disposition: form-data; name="),
    "no boundary": ("multipart/form-data", b"--here--"),
    "a part without a name": (BOUNDARY, b"--here\r\nContent-Type: x\r\n\r\nx\r\n--here--\r\n"),
    "a file for a text": (
        BOUNDARY,
        (part("{name}", '; filename="../x.html"') + "--here--\r\n").encode(),
    ),
    "base64 that is none": (
        BOUNDARY,
        b'--here\r\nContent-Disposition: form-data; name="{name}"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n@@@\r\n--here--\r\n",
    ),
    "1500 fields": (FORM, b"&".join(b"f%d=x" % number for number in range(1500))),
    "1500 parts": (BOUNDARY, ("".join(part(f"f{n}") for n in range(1500)) + "--here--").encode()),
    "deep json": ("application/json", b"[" * 100_000),
    "json": ("application/json", json.dumps({"{name}": {"$gt": ""}}).encode()),
    "xml": ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "another charset": (f"{FORM}; charset=utf-16", b"{name}=x"),
    "a charset of none": (f"{FORM}; charset=\xe9", b"{name}=x"),
}

# What makes a form be taken, whose words alone are hostile.
FITS = {
    "-day": "23",
    "-month": "11",
    "-year": "2026",
    "_time": "2.21pm",
    "nhs_number": "",
    "postcode": "",
    "starts_on": "2026-12-01",
    "ends_on": "",
    "email": "",
    "days": "1",
    "-place": "",
    "slug": "",
    "username": "near",
}

"""What a browser sends back of a page: every field of its form as it stands, without JavaScript."""

from html.parser import HTMLParser

CHOICES = ("checkbox", "radio")
NO_FIELDS = ("submit", "button", "file", "image")


class Forms(HTMLParser):
    """`found` are the forms of a page, each a list of [name, value] in their order; `actions` say
    where each is sent, "" for the page itself."""

    def __init__(self):
        super().__init__()
        self.found, self.actions = [], []
        self.inside = self.select = self.area = self.option = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = []
            self.found.append(self.inside)
            self.actions.append(attrs.get("action") or "")
        elif self.inside is None:
            return
        elif tag == "input":
            self.add_input(attrs)
        elif tag == "select":
            self.select = (attrs["name"], "multiple" in attrs, [])
        elif tag == "option" and self.select:
            self.select[2].append((attrs.get("value", ""), "selected" in attrs))
        elif tag == "textarea":
            self.area = [attrs["name"], ""]

    def add_input(self, attrs):
        kind, name = attrs.get("type", "text"), attrs.get("name")
        left_out = kind in CHOICES and "checked" not in attrs
        if name and kind not in NO_FIELDS and not left_out:
            self.inside.append([name, attrs.get("value", "on" if kind in CHOICES else "")])

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = None
        elif tag == "textarea" and self.area:
            self.inside.append([self.area[0], self.area[1].removeprefix("\n")])
            self.area = None
        elif tag == "select" and self.select:
            self.add_select(*self.select)
            self.select = None

    def add_select(self, name, is_multiple, options):
        chosen = [value for value, is_chosen in options if is_chosen]
        if not is_multiple:
            chosen = (chosen or [value for value, _ in options])[:1]
        self.inside += [[name, value] for value in chosen]


def sent_back(page, **changes):
    """The fields of the form that shows stored values (the one with `shown`), with changes.

    A change to None takes the field out, as a box that is no longer ticked.
    """
    fields = fields_of(next(form for form in forms_of(page) if "shown" in dict(form)))
    fields |= changes
    return {name: value for name, value in fields.items() if value is not None}


def every_field(page):
    """The fields of the form with most of them: what the page is for."""
    return fields_of(max(forms_of(page), key=len))


def forms_of(page):
    parser = Forms()
    parser.feed(page.content.decode())
    return parser.found


def fields_of(form):
    """{name: [values]} of a form, as the test client sends them."""
    fields = {}
    for name, value in form:
        fields.setdefault(name, []).append(value)
    return fields


def shown_to(client, address):
    """What the page of this address says that it showed, for a test that posts without opening it;
    {} for a page that shows nothing stored."""
    if '"shown"' not in (page := client.get(address)).text:
        return {}
    return {"shown": sent_back(page)["shown"][0]}

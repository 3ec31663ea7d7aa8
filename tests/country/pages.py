"""The pages that show a list, who opens them, and how many statements each may ask."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse

from checklists.cases.models.case import Case
from checklists.people.models.users import User
from tests.country.filling import Country

SIGNED_IN = "allauth.account.auth_backends.AuthenticationBackend"


def nothing(country: Country) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Page:
    """`who` is the name of a field of Country; `about` gives what the address is about.

    `sends` gives what is sent to a page that is posted.
    """

    who: str
    address: str
    statements: int
    about: Callable[[Country], dict[str, Any]] = field(default=nothing)
    sends: Callable[[Country], dict[str, Any]] | None = None
    answers: int = 200

    def url(self, country: Country) -> str:
        return reverse(self.address, kwargs=self.about(country))

    def open(self, client: Client, country: Country) -> Any:
        url = self.url(country)
        if self.sends is None:
            return client.get(url)
        return client.post(url, self.sends(country))

    def client(self, country: Country) -> Client:
        """Of the person, signed in, who has opened the page before."""
        client = Client()
        user = User.objects.get(username=getattr(country, self.who))
        client.force_login(user, backend=SIGNED_IN)
        self.open(client, country)
        return client


def her_case(country: Country) -> dict[str, Any]:
    return {"pk": country.case}


def her_colleague(country: Country) -> dict[str, Any]:
    """Who has opened records more often than others."""
    return {"pk": User.objects.get(username=country.colleague).pk}


def common_name(country: Country) -> dict[str, Any]:
    return {"q": country.common_name}


def number(country: Country) -> dict[str, Any]:
    return {"q": country.nhs_number}


def same_baby(country: Country) -> dict[str, Any]:
    """What is typed of a baby who has a record already: nothing is registered."""
    case = Case.objects.get(pk=country.case)
    born = {
        f"born_on-{part}": str(getattr(case.born_on, part)) for part in ("day", "month", "year")
    }
    return {"given_name": case.given_name, "mother_name": case.mother_name, **born}


HER, MANAGER, LEAD = "health_visitor", "manager", "lead"
ADMIN, EDITOR = "administrator", "editor"

PAGES = {
    "caseload": Page(HER, "caseload", 12),
    "my items": Page(HER, "my_items", 12),
    "case": Page(HER, "case", 12, her_case),
    "outstanding of a case": Page(HER, "case_outstanding", 12, her_case),
    "visits of a case": Page(HER, "case_visits", 12, her_case),
    "handovers": Page(HER, "transfers", 12),
    "alerts": Page(HER, "alerts", 12),
    "find by a common name": Page(HER, "find_family", 12, sends=common_name),
    "find by number": Page(HER, "find_family", 12, sends=number),
    "a baby with a record": Page(HER, "new_case", 12, sends=same_baby),
    "team": Page(MANAGER, "team", 12),
    "families of the team": Page(MANAGER, "team_families", 12),
    "alerts of a manager": Page(MANAGER, "alerts", 12),
    "handovers of a manager": Page(MANAGER, "transfers", 12),
    "find as a manager": Page(MANAGER, "find_family", 12, sends=common_name),
    "who opened a record": Page(MANAGER, "case_access", 12, her_case),
    "emergency reviews": Page(MANAGER, "emergency_review", 12),
    "requests": Page(MANAGER, "subject_requests", 12),
    "records to dispose of": Page(MANAGER, "retention", 12),
    "safeguarding of a manager": Page(MANAGER, "safeguarding", 12),
    "safeguarding": Page(LEAD, "safeguarding", 12),
    "find as a lead": Page(LEAD, "find_family", 12, sends=common_name),
    "emergency reviews of a lead": Page(LEAD, "emergency_review", 12),
    "requests of a lead": Page(LEAD, "subject_requests", 12),
    "blocks": Page(LEAD, "conflicts", 12),
    "whose log to read": Page(LEAD, "people_access", 12),
    "what a person opened": Page(LEAD, "person_access", 12, her_colleague),
    "people": Page(ADMIN, "admin:checklists_user_changelist", 12),
    "teams": Page(ADMIN, "admin:checklists_team_changelist", 12),
    "versions of the guidance": Page(EDITOR, "admin:checklists_templateversion_changelist", 12),
    "the log": Page(ADMIN, "admin:checklists_event_changelist", 12),
}

# Pages of which a statement reads more than it should, and why. A page is taken out once it does
# not: the test says so.
READS_MORE = {
    "team": "each open item of her team once, to find the most urgent of each family",
    "emergency reviews": "the uses of the whole country, because a use has no team of its own",
}

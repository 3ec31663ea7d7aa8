"""The smallest valid row of each kind; traits name situations. Sorted by room, people first."""

from datetime import UTC, date, datetime

import factory
from django.contrib.auth.hashers import make_password

from checklists.cases.encryption import encrypt
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.wrapping import make_key
from checklists.facts.models import CaseFacts
from checklists.outstanding.models import Outcome, OutstandingItem, Priority, State
from checklists.people.models.absences import Absence
from checklists.people.models.local_numbers import LocalNumber
from checklists.people.models.teams import Membership, Role, Team
from checklists.people.models.users import User

PASSWORD = "safe-babies-demo"
LONG_AGO = date(2020, 1, 1)
CALLED_OUT = "The police rang about the baby."

# people


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    slug = factory.Sequence(lambda n: f"team-{n}")
    name = factory.Sequence(lambda n: f"Team {n}")
    duty_contact = factory.LazyAttribute(lambda team: f"Duty desk of {team.name}, 01632 960000")


class UserFactory(factory.django.DjangoModelFactory):
    """Signs in with PASSWORD. `roles=[Role.EDITOR]` gives roles that belong to no team."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person.{n}")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))

    @factory.post_generation
    def roles(user, create, roles, **kwargs):  # noqa: N805  factory_boy hands over the user
        for role in roles or []:
            MembershipFactory(user=user, role=role, team=None)


class LocalNumberFactory(factory.django.DjangoModelFactory):
    """Of every team and for every point."""

    class Meta:
        model = LocalNumber

    name = factory.Sequence(lambda n: f"Desk {n}")
    number = "01632 960123, weekdays 9 to 5"
    starts_on = LONG_AGO
    checked_on = date(2026, 11, 2)
    review_on = date(2027, 5, 2)
    set_by = factory.SubFactory(UserFactory)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    role = Role.HEALTH_VISITOR
    starts_on = LONG_AGO


class AbsenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Absence

    user = factory.SubFactory(UserFactory)
    covered_by = factory.SubFactory(UserFactory)


def person(role=Role.HEALTH_VISITOR, team=None, **fields):
    """A user who has held one role since long ago, in that team when the role belongs to one."""
    return MembershipFactory(user=UserFactory(**fields), role=role, team=team).user


# cases


class CaseFactory(factory.django.DjangoModelFactory):
    """A baby of six weeks or so on 23 November 2026, with key and facts, owned by a member."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    team = factory.SubFactory(TeamFactory)
    owner = factory.LazyAttribute(lambda case: person(team=case.team))
    given_name = "Wren"
    family_name = "Fableton"
    mother_name = "Rosa Fableton"
    born_on = date(2026, 10, 9)
    owner_since = factory.LazyAttribute(lambda case: case.born_on or LONG_AGO)
    created_at = datetime(2026, 10, 10, 9, tzinfo=UTC)
    created_by = factory.SelfAttribute("owner")

    class Params:
        unborn = factory.Trait(
            given_name="", family_name="", born_on=None, due_on=date(2027, 1, 18)
        )
        ended = factory.Trait(ended_on=date(2026, 11, 1), ended_why="Moved away")
        past_retention = factory.Trait(
            born_on=date(1998, 1, 5),
            created_at=datetime(1998, 1, 6, 9, tzinfo=UTC),
            ended_on=date(2003, 1, 5),
            ended_why="At school",
        )

    @factory.post_generation
    def key_and_facts(case, create, extracted, **kwargs):  # noqa: N805  as above
        make_key(case)
        CaseFacts.objects.create(case=case)


class EmergencyGrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EmergencyGrant

    case = factory.SubFactory(CaseFactory)
    user = factory.LazyFunction(lambda: person(team=TeamFactory()))
    category = EmergencyGrant.Category.CALLED_OUT
    starts_at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    ends_at = datetime(2026, 11, 23, 14, tzinfo=UTC)

    @classmethod
    def _create(cls, model_class, **fields):
        grant = encrypt(model_class(**fields), sealed={"words": CALLED_OUT})
        grant.save(force_insert=True)
        return grant


def a_lead_if(happened):
    return person(Role.SAFEGUARDING_LEAD) if happened else None


class ConflictBlockFactory(factory.django.DjangoModelFactory):
    """In force; `lift_asked_at` and `lifted_at` bring the two leads who did so."""

    class Meta:
        model = ConflictBlock

    case = factory.SubFactory(CaseFactory)
    user = factory.SubFactory(UserFactory)
    set_by = factory.LazyFunction(lambda: person(Role.SAFEGUARDING_LEAD))
    set_at = datetime(2026, 10, 10, 9, tzinfo=UTC)
    lifted_at = None
    lift_asked_at = factory.SelfAttribute("lifted_at")
    lift_asked_by = factory.LazyAttribute(lambda block: a_lead_if(block.lift_asked_at))
    lifted_by = factory.LazyAttribute(lambda block: a_lead_if(block.lifted_at))


# outstanding


class ItemFactory(factory.django.DjangoModelFactory):
    """A high item of a case, opened by hand on 12 November and due on 26 November 2026."""

    class Meta:
        model = OutstandingItem

    case = factory.SubFactory(CaseFactory)
    team = factory.SelfAttribute("case.team")
    owner = factory.SelfAttribute("case.owner")
    point_number = 3
    title = "Get a safe sleep space in place"
    neutral_title = "Visit follow-up"
    guidance = "Use a local cot or crib scheme."
    private = False
    priority = Priority.HIGH
    due_on = date(2026, 11, 26)
    opened_at = datetime(2026, 11, 12, 9, tzinfo=UTC)
    opened_by = factory.SelfAttribute("owner")

    class Params:
        immediate = factory.Trait(priority=Priority.IMMEDIATE, due_on=date(2026, 11, 23))
        routine = factory.Trait(priority=Priority.ROUTINE)
        about_her = factory.Trait(
            private=True,
            point_number=5,
            rule_key="da_postnatal_not_completed",
            title="Complete routine enquiry after the birth",
        )
        closed = factory.Trait(
            state=State.CLOSED,
            outcome=Outcome.DONE,
            closed_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
            closed_by=factory.SelfAttribute("owner"),
        )

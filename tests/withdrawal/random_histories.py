"""Random case histories, told through the verbs: visits signed on time, late and after the birth,
household entries, handovers, withdrawals and new versions of the checklist."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from checklists.answers.saving import Change, save_point
from checklists.facts.contacts import UNPLANNED
from checklists.guidance.compiled import compiled
from checklists.guidance.conditions import prompts_in
from checklists.guidance.in_force import version_in_force
from checklists.guidance.models import Prompt
from checklists.guidance.publishing import copy_to_draft, publish
from checklists.handover.accepting import accept
from checklists.handover.offering import offer_family
from checklists.household.adults import add_adult, bring_adult_back, change_adult, end_adult
from checklists.household.models import Adult
from checklists.people.models.teams import Role
from checklists.reading.clock import london_date
from checklists.registration.registering import record_birth
from checklists.visits.draft.contradicting import without_contradicting
from checklists.visits.draft.not_held import record_not_held
from checklists.visits.draft.signing import DoNotFitTogether, StillMissing, sign
from checklists.visits.draft.starting import start, types_for
from checklists.visits.models import Visit
from checklists.withdrawal.withdrawing import agree_withdrawal, ask_withdrawal
from tests.answers.filling import EXAMPLES, working_visit
from tests.factories import CaseFactory, TeamFactory, person
from tests.visits.story import leave_the_rest, reread

BEGINS = datetime(2026, 11, 2, 9, tzinfo=UTC)
DUE_ON = date(2026, 12, 1)
STEPS = (4, 8)
MOST_CHANGES = 30
# What tells whether an enquiry was made with nobody there who could hear.
ASKED_SAFELY = ("da_seen_alone", "da_interpreter", "da_antenatal", "da_postnatal", "da_next_date")
ROLES = ("birth_father", "mothers_partner", "grandparent", "sibling", "other")


class History:
    """A family from the pregnancy on. `move_to` sets the clock; `after` is told of each step."""

    def __init__(self, seed, move_to, after=lambda case: None):
        self.random = Random(seed)  # noqa: S311  it tells stories and keeps no secret
        self.move_to, self.now, self.after = move_to, BEGINS, after
        self.wait(hours=0)
        self.case = CaseFactory(unborn=True, due_on=DUE_ON, created_at=BEGINS)

    def tell(self):
        steps = [self.contact] * 5 + [self.household] * 2 + [self.birth] * 2
        steps += [self.withdrawal, self.handover, self.new_version, self.not_held]
        self.contact()
        self.after(reread(self.case))
        for _ in range(self.random.randint(*STEPS)):
            self.wait(hours=self.random.choice((1, 5, 24, 24 * 9)))
            self.case = reread(self.case)
            self.random.choice(steps)()
            self.after(reread(self.case))
        self.case = reread(self.case)
        return self

    def wait(self, *, hours):
        self.now += timedelta(hours=hours)
        self.move_to(self.now, tick=False)

    @property
    def holder(self):
        return self.case.owner

    # What happens

    def contact(self):
        visit = self.begin()
        self.answer(visit)
        self.sign(visit)

    def birth(self):
        """Half of them in the middle of a visit of the pregnancy, which is signed afterwards."""
        if self.case.is_born:
            return
        visit = self.begin(kind="antenatal") if self.random.random() < 0.5 else None
        if visit:
            self.answer(visit)
        self.wait(hours=48)
        born_on = london_date(self.now) - timedelta(days=1)
        names = {"given_name": "Wren", "family_name": "Fableton", "nhs_number": None}
        record_birth(self.case, born_on=born_on, **names, by=self.holder, at=self.now)
        if visit:
            self.sign(Visit.objects.select_related("sheet", "version", "author").get(pk=visit.pk))

    def household(self):
        adults = list(Adult.objects.filter(case=self.case).order_by("pk"))
        by = {"by": self.holder, "at": self.now}
        if not adults or self.random.random() < 0.4:
            add_adult(self.case, named="known", answers=self.said_of_adult(), **by)
            return
        adult = self.random.choice(adults)
        if adult.until_on:
            bring_adult_back(adult, **by)
        elif self.random.random() < 0.5:
            end_adult(adult, **by)
        else:
            change_adult(self.case, adult, named="known", answers=self.said_of_adult(), **by)

    def withdrawal(self):
        signed = self.case.visits.filter(status=Visit.Status.SIGNED).order_by("pk")
        if not signed:
            return
        visit = self.random.choice(list(signed))
        asked = ask_withdrawal(visit, reason="Wrong family", by=self.holder, at=self.now)
        agree_withdrawal(asked, by=person(Role.MANAGER, self.case.team), at=self.now)

    def handover(self):
        team = TeamFactory()
        new = person(team=team)
        offers = offer_family(
            self.case, to_team=team, to_user=new, note="Moved", by=self.holder, at=self.now
        )
        accept(offers[0], holder=new, by=new, at=self.now)

    def new_version(self):
        by = person(Role.PUBLISHER)
        draft = copy_to_draft(by=by, at=self.now)
        asked = Prompt.objects.filter(point__version=draft, baseline=True).order_by("pk")
        prompt = self.random.choice(list(asked))
        prompt.help = f"{prompt.help} Reworded {self.random.random()}."
        prompt.save()
        publish(draft, by=by, at=self.now, what_changed="Reworded.")

    def not_held(self):
        record_not_held(
            self.case,
            visit_type="targeted",
            outcome=Visit.Outcome.NO_ACCESS,
            held_at=self.now,
            note="Nobody came to the door.",
            by=self.holder,
            at=self.now,
        )

    # A visit

    def begin(self, kind=""):
        """Now, or written up late; of a kind that fits the baby."""
        late = self.random.choice((0, 0, 0, 1, 12)) if not kind else 0
        held_at = max(self.now - timedelta(days=late), BEGINS - timedelta(days=20))
        born = self.case.born_on and self.case.born_on <= london_date(held_at)
        kinds = [one.slug for one in types_for("born" if born else "pregnancy")]
        planned = [slug for slug in kinds if slug not in UNPLANNED]
        return start(
            self.case,
            visit_type=kind or self.random.choice([*planned, self.random.choice(kinds)]),
            held_at=held_at,
            place="home",
            present=["mother", "partner"],
            by=self.holder,
            at=self.now,
        )

    def answer(self, visit):
        """Some of what is asked now, at random; then some of what that brings up."""
        for _ in range(2):
            working = working_visit(visit)
            changes = {
                key: self.change_to(prompt)
                for key, prompt in working.asked(working.prompts)
                if is_of_interest(prompt, working.compiled) and self.random.random() < 0.5
            }
            save(visit, without_contradicting(changes, working), self.now)

    def change_to(self, prompt):
        if self.random.random() < 0.3 and prompt.every_reason:
            reason = self.random.choice(prompt.every_reason).value
            how = self.random.choice(("answered", "could_not"))
            unsaid = [one.value for one in prompt.choices if one.means == "unknown"]
            value = unsaid[0] if unsaid and not prompt.is_multiple and how == "could_not" else None
            return Change(value, reason=reason, how=how)
        value = self.value_for(prompt)
        asks_why = prompt.asks_why(value) and prompt.every_reason
        reason = self.random.choice(prompt.every_reason).value if asks_why else ""
        return Change(value, reason=reason)

    def value_for(self, prompt):
        if not prompt.choices:
            is_day = prompt.answer_type == "date"
            day = london_date(self.now + timedelta(days=7)).isoformat()
            return day if is_day else EXAMPLES.get(prompt.answer_type, "Told me.")
        value = self.random.choice(prompt.choices).value
        return [value] if prompt.is_multiple else value

    def said_of_adult(self):
        prompts = version_prompts()
        picked = {key: one for key, one in prompts.items() if self.random.random() < 0.6}
        answers = {key: {"value": self.value_for(one), "reason": ""} for key, one in picked.items()}
        return {**answers, "adult_role": {"value": self.random.choice(ROLES), "reason": ""}}

    def sign(self, visit):
        leave_the_rest(visit, at=self.now)
        for _ in range(MOST_CHANGES):
            row = Visit.objects.select_related("sheet", "version", "author").get(pk=visit.pk)
            row.case = reread(row.case)
            try:
                return sign(row, confirmed_closings=[], by=row.author, at=self.now)
            except StillMissing as refused:
                self.give_up(row, [gap.key for gap in refused.gaps])
            except DoNotFitTogether as refused:
                self.give_up(row, [refused.found[0].keys[-1]])
        raise AssertionError("It could not be signed, whatever was changed")

    def give_up(self, row, keys):
        reason = {"reason": "short_of_time", "how": "could_not"}
        save(row, {key: Change(None, **reason) for key in keys}, self.now)


def is_of_interest(prompt, wording):
    """What the ledger keeps, what a condition of it reads, and what says how she was asked."""
    read = {
        key for one in wording.prompts.values() if one.baseline for key in prompts_in(one.show_when)
    }
    return prompt.baseline or prompt.key in read or prompt.key in ASKED_SAFELY


def version_prompts():
    """What may be written of an adult on the household page: the baseline of the group."""
    prompts = compiled(version_in_force()).prompts
    return {key: one for key, one in prompts.items() if one.repeat_group and one.baseline}


def save(visit, changes, at):
    documents = working_visit(visit).documents
    save_point(
        visit.sheet,
        changes=changes,
        base_revisions={key: documents[key]["revision"] for key in changes if key in documents},
        receipt=None,
        by=visit.author,
        at=at,
        target=visit,
    )
    visit.sheet.refresh_from_db()

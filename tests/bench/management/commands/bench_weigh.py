"""Weighs what a signed visit adds to the database: every table, indexes included."""

from django.core.management import BaseCommand
from django.db import connection

from checklists.answers.models import AnswerSheet
from checklists.cases.access import WholeRecord
from checklists.demo.contacts import answer_what_is_left
from checklists.demo.people import make_people, make_teams
from checklists.facts.models import CaseFacts
from checklists.reading.clock import london_today
from checklists.visits.draft.signing import sign
from checklists.visits.draft.working import WorkingVisit
from tests.bench import visits
from tests.bench.kept import WEIGHT, keep
from tests.bench.preparing import prepare
from tests.bench.progress import Progress

FACTS = CaseFacts._meta.db_table
SIZES = """
SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
ROWS_OF_FACTS = f"SELECT avg(pg_column_size(one.*)) FROM {FACTS} AS one"  # noqa: S608  ours


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("visits", type=int)

    def handle(self, *, visits, **options):
        prepare(connection)
        cases = register(visits)
        before = sizes()
        answers = hold(cases)
        grown = {table: size - before[table] for table, size in sizes().items()}
        facts = grown.pop(FACTS)
        of_each = {table: round(size / visits) for table, size in grown.items() if size}
        keep(
            WEIGHT,
            {
                "visits": visits,
                "answers": answers,
                "bytes": round(sum(grown.values()) / visits),
                "tables": dict(sorted(of_each.items(), key=lambda one: -one[1])),
                "facts_bytes": round(facts / visits),
                "facts_row_bytes": round(ask(ROWS_OF_FACTS)[0][0]),
            },
        )


def register(number):
    people = make_people(make_teams(), london_today())
    progress, owner = Progress("Register families"), people["hv.north"]
    cases = []
    for place in range(number):
        cases.append(visits.register(owner))
        progress(place + 1, number)
    progress.close()
    return cases


def hold(cases):
    """A visit in each family, signed, with nothing to follow up. Gives how many answers it has."""
    progress = Progress("Hold visits")
    for place, case in enumerate(cases, 1):
        visit = visits.begin(case, {})
        answer_what_is_left(visit, visit.held_at, london_today())
        signed = sign(visit, confirmed_closings=[], by=case.owner, at=visit.held_at + visits.TAKES)
        progress(place, len(cases))
    progress.close()
    signed.sheet = AnswerSheet.objects.get(pk=signed.sheet_id)
    return len(WorkingVisit(signed, WholeRecord(case.owner)).documents)


def sizes():
    """Bytes by table, after what was overwritten is gone: in service its room is used again."""
    ask("VACUUM (FULL)")
    return dict(ask(SIZES))


def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall() if cursor.description else []

"""What a search finds cases by: the beginnings of their names, see `reading.names`."""

from collections.abc import Iterable
from functools import reduce
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from checklists.reading.names import asked_for, beginnings_of, without_baby_of

if TYPE_CHECKING:
    from checklists.cases.models.case import Case

MOST_WORDS = 12  # of one search
MOST_CASES = 500  # that a search of the whole country goes on with
AFTER_ALL = b"\xff"  # in no text: what begins with a word comes before the word and this


class CaseNameQuerySet(models.QuerySet["CaseName"]):
    def begun_by(self, ways: Iterable[str]) -> Self:
        """Those that begin with one of these folded words."""
        read = [(way.encode(), way.encode() + AFTER_ALL) for way in ways]
        return self.filter(
            Q.create([Q(word__gte=first, word__lt=end) for first, end in read], Q.OR)
        )


class CaseName(models.Model):
    """A name of a case from one of its parts to its end, folded.

    As bytes, because every database sorts those alike: text is sorted in the order of some
    language, in which an index does not hold together what begins alike.
    """

    case = models.ForeignKey(
        "checklists.Case", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    word = models.BinaryField()

    objects = CaseNameQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="case_name_by_word", fields=["word", "case"])]
        constraints = [models.UniqueConstraint(name="word_of_a_case_once", fields=["case", "word"])]

    def __str__(self) -> str:
        return f"Name of case {self.case_id}"


def names_for_words(asked: str) -> list[CaseNameQuerySet]:
    """For each word of a search the names that begin with it, each one read of an index.

    [] for a search without letters, or of more words than a baby and a mother have names: planning
    so many reads would take the database seconds.
    """
    words = asked_for(without_baby_of(asked))
    return [CaseName.objects.begun_by(ways) for ways in words] if len(words) <= MOST_WORDS else []


def cases_in_country(asked: str) -> models.QuerySet[Any, Any] | None:
    """The ids of cases that fit every word, from the index of names alone; None for no words.

    Half a country may begin with one letter: of a single word the index is read no further than
    the slice that is taken. Of several words what fits them all has to be known first.
    """
    names = names_for_words(asked)
    if len(names) == 1:
        return names[0].order_by("word", "case").values_list("case", flat=True)
    ids = [rows.order_by().values_list("case", flat=True) for rows in names]
    return reduce(lambda one, other: one.intersection(other), ids).order_by("case") if ids else None


def first_in_country(asked: str) -> models.QuerySet[Any, Any] | None:
    """The same for MOST_CASES of them, of a single word the first in the alphabet."""
    ids = cases_in_country(asked)
    return None if ids is None else ids[:MOST_CASES]


def is_cut_short(asked: str) -> bool:
    """Whether a search of the whole country goes on with fewer cases than fit."""
    ids = cases_in_country(asked)
    return ids is not None and bool(ids[MOST_CASES : MOST_CASES + 1])


def words_of_case(case: "Case") -> set[str]:
    return beginnings_of(f"{case.given_name} {case.family_name}", case.mother_name)


def store_words(case: "Case", *, is_new: bool) -> None:
    """Store the words of its present names and no others; the caller's transaction."""
    wanted = {word.encode() for word in words_of_case(case)}
    rows = CaseName.objects.filter(case=case)
    kept = set() if is_new else {bytes(word) for word in rows.values_list("word", flat=True)}
    if gone := kept - wanted:
        rows.filter(word__in=gone).delete()
    CaseName.objects.bulk_create(CaseName(case=case, word=word) for word in sorted(wanted - kept))

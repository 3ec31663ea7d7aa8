"""What a search finds cases by: the beginnings of their names, see `reading.names`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from checklists.reading.names import beginnings_of

if TYPE_CHECKING:
    from checklists.cases.models.case import Case

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

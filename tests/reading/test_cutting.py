"""Several lists read in one statement, each no further than it is cut."""

from checklists.people.models.teams import Team
from checklists.reading.cutting import as_part


def test_each_list_is_cut_before_they_are_joined(db):
    for name in ("Ash", "Birch", "Cedar", "Damson", "Elm"):
        Team.objects.create(name=name, slug=name)
    first, last = (Team.objects.order_by(by)[:2] for by in ("name", "-name"))

    joined = as_part(first).values_list("name").union(as_part(last).values_list("name"), all=True)

    assert sorted(joined) == [("Ash",), ("Birch",), ("Damson",), ("Elm",)]


def test_a_part_is_in_its_order_when_it_is_cut(db):
    for name in ("Ash", "Birch", "Cedar"):
        Team.objects.create(name=name, slug=name)

    last = as_part(Team.objects.order_by("-name")[:1]).values_list("name")

    assert list(last.union(last)) == [("Cedar",)]

from uuid import uuid4

from django.urls import reverse, set_script_prefix

from checklists.reading.addresses import addresses


def test_each_row_has_the_address_that_django_gives_it():
    of_item, pk = addresses("item"), uuid4()

    assert of_item(pk) == reverse("item", args=[pk])


def test_a_service_below_another_address_says_so_in_each_row(request):
    request.addfinalizer(lambda: set_script_prefix("/"))
    set_script_prefix("/babies/")

    assert addresses("item")(uuid4()).startswith("/babies/items/")

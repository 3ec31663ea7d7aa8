"""Pages of an offer, asked for and answered."""

from django.urls import reverse

NOTE = "Rosa prefers mornings."


def page(client, offer, rest=""):
    return client.get(reverse(f"{rest}transfer", args=[offer.pk]))


def send(client, offer, rest, **fields):
    return client.post(reverse(f"{rest}_transfer", args=[offer.pk]), fields, follow=True)

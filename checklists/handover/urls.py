from django.urls import path

from checklists.handover.views.leaving import leaving
from checklists.handover.views.offers import (
    accept_transfer,
    offer_case,
    reject_transfer,
    transfer,
    transfers,
    withdraw_transfer,
)

urlpatterns = [
    path("cases/<uuid:pk>/hand-over/", offer_case, name="offer_case"),
    path("transfers/", transfers, name="transfers"),
    path("transfers/<uuid:pk>/", transfer, name="transfer"),
    path("transfers/<uuid:pk>/accept/", accept_transfer, name="accept_transfer"),
    path("transfers/<uuid:pk>/reject/", reject_transfer, name="reject_transfer"),
    path("transfers/<uuid:pk>/withdraw/", withdraw_transfer, name="withdraw_transfer"),
    path("people/<uuid:pk>/leaving/", leaving, name="leaving"),
]

from django.urls import path

from checklists.handover.views.answering import (
    accept_offer,
    read_offer,
    reject_offer,
    take_offer_back,
)
from checklists.handover.views.leaving import leaving
from checklists.handover.views.offers import handovers, offer_case

urlpatterns = [
    path("cases/<uuid:pk>/hand-over/", offer_case, name="offer_case"),
    path("transfers/", handovers, name="transfers"),
    path("transfers/<uuid:pk>/", read_offer, name="transfer"),
    path("transfers/<uuid:pk>/accept/", accept_offer, name="accept_transfer"),
    path("transfers/<uuid:pk>/reject/", reject_offer, name="reject_transfer"),
    path("transfers/<uuid:pk>/withdraw/", take_offer_back, name="withdraw_transfer"),
    path("people/<uuid:pk>/leaving/", leaving, name="leaving"),
]

from django.urls import path

from checklists.visits.signed.views import amending, item_calls, paper, signed

urlpatterns = [
    path("visits/<uuid:pk>/signed/", signed.visit_signed, name="visit_signed"),
    path("visits/<uuid:pk>/copy/", signed.visit_copy, name="visit_copy"),
    path("visits/<uuid:pk>/family-copy/", paper.family_copy, name="family_copy"),
    path("visits/<uuid:pk>/print/", paper.visit_print, name="visit_print"),
    path("items/<uuid:pk>/call/", item_calls.item_call, name="item_call"),
    path("visits/<uuid:pk>/amend/", amending.visit_amend, name="visit_amend"),
]

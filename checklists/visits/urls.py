from django.urls import path

from checklists.visits.points import point
from checklists.visits.views import (
    amending,
    calls,
    discarding,
    paper,
    review,
    signed,
    starting,
    tasks,
)

urlpatterns = [
    path("cases/<uuid:pk>/visits/start/", starting.start_visit, name="start_visit"),
    path("cases/<uuid:pk>/visits/not-held/", starting.not_held, name="not_held"),
    path("visits/<uuid:pk>/", tasks.visit, name="visit"),
    path("visits/<uuid:pk>/here/", tasks.visit_presence, name="visit_presence"),
    path("visits/<uuid:pk>/stop/", tasks.visit_stop, name="visit_stop"),
    path("visits/<uuid:pk>/discard/", discarding.visit_discard, name="visit_discard"),
    path("visits/<uuid:pk>/twin/", tasks.visit_twin, name="visit_twin"),
    path("visits/<uuid:pk>/review/", review.visit_review, name="visit_review"),
    path("visits/<uuid:pk>/sign/", review.visit_sign, name="visit_sign"),
    path("visits/<uuid:pk>/signed/", signed.visit_signed, name="visit_signed"),
    path("visits/<uuid:pk>/copy/", signed.visit_copy, name="visit_copy"),
    path("visits/<uuid:pk>/family-copy/", paper.family_copy, name="family_copy"),
    path("visits/<uuid:pk>/print/", paper.visit_print, name="visit_print"),
    path("visits/<uuid:pk>/amend/", amending.visit_amend, name="visit_amend"),
    path("visits/<uuid:pk>/call/", calls.call_sheet, name="call_sheet"),
    path("visits/<uuid:pk>/<slug:slug>/", point, name="visit_point"),
]

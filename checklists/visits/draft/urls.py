from django.urls import path

from checklists.visits.draft.views import calls, discarding, point, review, room, starting, tasks

urlpatterns = [
    path("cases/<uuid:pk>/visits/start/", starting.start_visit, name="start_visit"),
    path("cases/<uuid:pk>/visits/not-held/", starting.not_held, name="not_held"),
    path("visits/<uuid:pk>/", tasks.visit, name="visit"),
    path("visits/<uuid:pk>/here/", tasks.visit_presence, name="visit_presence"),
    path("visits/<uuid:pk>/stop/", tasks.visit_stop, name="visit_stop"),
    path("visits/<uuid:pk>/discard/", discarding.visit_discard, name="visit_discard"),
    path("visits/<uuid:pk>/twin/", tasks.visit_twin, name="visit_twin"),
    path("visits/<uuid:pk>/review/", review.visit_review, name="visit_review"),
    path("visits/<uuid:pk>/room/", room.visit_room, name="visit_room"),
    path("visits/<uuid:pk>/sign/", review.visit_sign, name="visit_sign"),
    path("visits/<uuid:pk>/call/", calls.call_sheet, name="call_sheet"),
    path("visits/<uuid:pk>/<slug:slug>/", point.point, name="visit_point"),
]

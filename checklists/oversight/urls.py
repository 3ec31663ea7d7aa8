from django.urls import path

from checklists.oversight.views.access import case_access, people_access, person_access
from checklists.oversight.views.block import (
    ask_to_lift_block,
    block_person,
    keep_block,
    lift_block,
)
from checklists.oversight.views.conflicts import conflicts
from checklists.oversight.views.emergency_review import (
    close_emergency_review,
    emergency_review,
    emergency_use,
    end_emergency_use,
)
from checklists.oversight.views.safeguarding import safeguarding

urlpatterns = [
    path("safeguarding/", safeguarding, name="safeguarding"),
    path("emergency/review/", emergency_review, name="emergency_review"),
    path("emergency/review/<uuid:pk>/", emergency_use, name="emergency_use"),
    path(
        "emergency/review/<uuid:pk>/close/", close_emergency_review, name="close_emergency_review"
    ),
    path("emergency/review/<uuid:pk>/end/", end_emergency_use, name="end_emergency_use"),
    path("conflicts/", conflicts, name="conflicts"),
    path("cases/<uuid:pk>/block/", block_person, name="block_person"),
    path("cases/<uuid:pk>/block/<uuid:person>/ask/", ask_to_lift_block, name="ask_to_lift_block"),
    path("cases/<uuid:pk>/block/<uuid:person>/lift/", lift_block, name="lift_block"),
    path("cases/<uuid:pk>/block/<uuid:person>/keep/", keep_block, name="keep_block"),
    path("cases/<uuid:pk>/access/", case_access, name="case_access"),
    path("people/access/", people_access, name="people_access"),
    path("people/<uuid:pk>/access/", person_access, name="person_access"),
]

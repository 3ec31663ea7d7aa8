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
from checklists.home.views.advice import baby_care_advice
from checklists.home.views.alerts import alert_seen, alerts
from checklists.home.views.case import case, case_outstanding, case_visits
from checklists.home.views.caseload import caseload
from checklists.home.views.find import find_family
from checklists.home.views.preview import preview_point
from checklists.home.views.team import team
from checklists.home.views.team_families import team_families
from checklists.oversight.views.access import case_access, people_access, person_access
from checklists.oversight.views.conflicts import (
    ask_to_lift_block,
    block_person,
    conflicts,
    keep_block,
    lift_block,
)
from checklists.oversight.views.emergency_review import (
    close_emergency_review,
    emergency_review,
    emergency_use,
    end_emergency_use,
)
from checklists.oversight.views.safeguarding import safeguarding
from checklists.withdrawal.views import ask_withdrawal, decline_withdrawal, withdrawal

urlpatterns = [
    path("", caseload, name="caseload"),
    path("find/", find_family, name="find_family"),
    path("team/", team, name="team"),
    path("team/families/", team_families, name="team_families"),
    path("safeguarding/", safeguarding, name="safeguarding"),
    path("alerts/", alerts, name="alerts"),
    path("alerts/<uuid:pk>/seen/", alert_seen, name="alert_seen"),
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
    path("cases/<uuid:pk>/", case, name="case"),
    path("cases/<uuid:pk>/visits/", case_visits, name="case_visits"),
    path("cases/<uuid:pk>/outstanding/", case_outstanding, name="case_outstanding"),
    path("cases/<uuid:pk>/access/", case_access, name="case_access"),
    path("entries/<uuid:pk>/in-error/", ask_withdrawal, name="ask_withdrawal"),
    path("entries/in-error/<uuid:pk>/", withdrawal, name="withdrawal"),
    path("entries/in-error/<uuid:pk>/decline/", decline_withdrawal, name="decline_withdrawal"),
    path("people/access/", people_access, name="people_access"),
    path("people/<uuid:pk>/access/", person_access, name="person_access"),
    path("cases/<uuid:pk>/hand-over/", offer_case, name="offer_case"),
    path("transfers/", transfers, name="transfers"),
    path("transfers/<uuid:pk>/", transfer, name="transfer"),
    path("transfers/<uuid:pk>/accept/", accept_transfer, name="accept_transfer"),
    path("transfers/<uuid:pk>/reject/", reject_transfer, name="reject_transfer"),
    path("transfers/<uuid:pk>/withdraw/", withdraw_transfer, name="withdraw_transfer"),
    path("people/<uuid:pk>/leaving/", leaving, name="leaving"),
    path("baby-care-advice/", baby_care_advice, name="baby_care_advice"),
    path("baby-care-advice/<slug:topic>/", baby_care_advice, name="advice_topic"),
    path("guidance/<int:pk>/<slug:task>/", preview_point, name="preview_point"),
]

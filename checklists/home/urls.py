from django.urls import path

from checklists.home.views.advice import baby_care_advice
from checklists.home.views.alerts import alert_seen, alerts
from checklists.home.views.case import case, case_outstanding, case_visits
from checklists.home.views.caseload import caseload
from checklists.home.views.find import find_family
from checklists.home.views.preview import preview_point
from checklists.home.views.team import team
from checklists.home.views.team_families import team_families

urlpatterns = [
    path("", caseload, name="caseload"),
    path("find/", find_family, name="find_family"),
    path("team/", team, name="team"),
    path("team/families/", team_families, name="team_families"),
    path("alerts/", alerts, name="alerts"),
    path("alerts/<uuid:pk>/seen/", alert_seen, name="alert_seen"),
    path("cases/<uuid:pk>/", case, name="case"),
    path("cases/<uuid:pk>/visits/", case_visits, name="case_visits"),
    path("cases/<uuid:pk>/outstanding/", case_outstanding, name="case_outstanding"),
    path("baby-care-advice/", baby_care_advice, name="baby_care_advice"),
    path("baby-care-advice/<slug:topic>/", baby_care_advice, name="advice_topic"),
    path("guidance/<int:pk>/<slug:task>/", preview_point, name="preview_point"),
]

from django.urls import path

from checklists.cases import views as emergency_views
from checklists.household import views as household_views
from checklists.registration.views import cases as views

urlpatterns = [
    path("emergency/", emergency_views.emergency, name="emergency"),
    path("emergency/<uuid:pk>/ended/", emergency_views.emergency_ended, name="emergency_ended"),
    path("cases/<uuid:pk>/emergency/end/", emergency_views.end_emergency, name="end_emergency"),
    path("cases/new/", views.new_case, name="new_case"),
    path("cases/<uuid:pk>/edit/", views.edit_case, name="edit_case"),
    path("cases/<uuid:pk>/birth/", views.record_birth, name="record_birth"),
    path("cases/<uuid:pk>/twin/", views.add_twin, name="add_twin"),
    path("cases/<uuid:pk>/household/", household_views.household, name="household"),
    path("cases/<uuid:pk>/household/people/new/", household_views.add_adult, name="add_adult"),
    path(
        "cases/<uuid:pk>/household/people/<uuid:adult>/",
        household_views.change_adult,
        name="change_adult",
    ),
    path(
        "cases/<uuid:pk>/household/people/<uuid:adult>/left/",
        household_views.end_adult,
        name="end_adult",
    ),
    path(
        "cases/<uuid:pk>/household/people/<uuid:adult>/back/",
        household_views.bring_back_adult,
        name="bring_back_adult",
    ),
    path(
        "cases/<uuid:pk>/household/professionals/new/",
        household_views.add_professional,
        name="add_professional",
    ),
    path(
        "cases/<uuid:pk>/household/professionals/<uuid:professional>/left/",
        household_views.end_professional,
        name="end_professional",
    ),
]

from django.urls import path

from checklists.household import views

urlpatterns = [
    path("cases/<uuid:pk>/household/", views.household, name="household"),
    path("cases/<uuid:pk>/household/people/new/", views.add_adult, name="add_adult"),
    path(
        "cases/<uuid:pk>/household/people/<uuid:adult>/",
        views.change_adult,
        name="change_adult",
    ),
    path(
        "cases/<uuid:pk>/household/people/<uuid:adult>/left/",
        views.end_adult,
        name="end_adult",
    ),
    path(
        "cases/<uuid:pk>/household/people/<uuid:adult>/back/",
        views.bring_back_adult,
        name="bring_back_adult",
    ),
    path(
        "cases/<uuid:pk>/household/professionals/new/",
        views.add_professional,
        name="add_professional",
    ),
    path(
        "cases/<uuid:pk>/household/professionals/<uuid:professional>/left/",
        views.end_professional,
        name="end_professional",
    ),
]

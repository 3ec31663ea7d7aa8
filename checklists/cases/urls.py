from django.urls import path

from checklists.cases import views

urlpatterns = [
    path("emergency/", views.emergency, name="emergency"),
    path("emergency/<uuid:pk>/ended/", views.emergency_ended, name="emergency_ended"),
    path("cases/<uuid:pk>/emergency/end/", views.end_emergency, name="end_emergency"),
]

from django.urls import path

from checklists.cases.views import emergency

urlpatterns = [
    path("emergency/", emergency.emergency, name="emergency"),
    path("emergency/<uuid:pk>/ended/", emergency.emergency_ended, name="emergency_ended"),
    path("cases/<uuid:pk>/emergency/end/", emergency.end_emergency, name="end_emergency"),
]

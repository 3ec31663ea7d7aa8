from django.urls import path

from checklists.people.views import absences

urlpatterns = [
    path("absences/", absences.absences, name="absences"),
    path("absences/<int:pk>/", absences.absence, name="absence"),
    path("absences/<int:pk>/end/", absences.end_absence, name="end_absence"),
]

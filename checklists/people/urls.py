from django.urls import path

from checklists.people import views

urlpatterns = [
    path("absences/", views.absences, name="absences"),
    path("absences/<int:pk>/", views.absence, name="absence"),
    path("absences/<int:pk>/end/", views.end_absence, name="end_absence"),
]

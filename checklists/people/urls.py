from django.urls import path

from checklists.people import absence_views, unsent_views, views

urlpatterns = [
    path("accounts/", views.account, name="account"),
    path("accounts/confirmed/", views.confirmed, name="confirmed"),
    path("accounts/sessions/", views.sessions, name="sessions"),
    path("accounts/sessions/<int:pk>/end/", views.end_one, name="end_session"),
    path("accounts/sessions/end-others/", views.end_others, name="end_other_sessions"),
    path("unsent/", unsent_views.words, name="unsent_words"),
    path("unsent/back/", unsent_views.back, name="unsent_words_back"),
    path("absences/", absence_views.absences, name="absences"),
    path("absences/<int:pk>/", absence_views.absence, name="absence"),
    path("absences/<int:pk>/end/", absence_views.end_absence, name="end_absence"),
]

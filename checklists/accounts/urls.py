from django.urls import path

from checklists.accounts.views import account
from checklists.accounts.views import unsent as unsent_views
from checklists.people import views as absence_views

urlpatterns = [
    path("accounts/", account.account, name="account"),
    path("accounts/confirmed/", account.confirmed, name="confirmed"),
    path("accounts/sessions/", account.sessions, name="sessions"),
    path("accounts/sessions/<int:pk>/end/", account.end_one, name="end_session"),
    path("accounts/sessions/end-others/", account.end_others, name="end_other_sessions"),
    path("unsent/", unsent_views.words, name="unsent_words"),
    path("unsent/back/", unsent_views.back, name="unsent_words_back"),
    path("absences/", absence_views.absences, name="absences"),
    path("absences/<int:pk>/", absence_views.absence, name="absence"),
    path("absences/<int:pk>/end/", absence_views.end_absence, name="end_absence"),
]

from django.urls import path

from checklists.accounts.views import account, unsent_words

urlpatterns = [
    path("accounts/", account.account, name="account"),
    path("accounts/confirmed/", account.confirmed, name="confirmed"),
    path("accounts/sessions/", account.sessions, name="sessions"),
    path("accounts/sessions/<int:pk>/end/", account.end_one, name="end_session"),
    path("accounts/sessions/end-others/", account.end_others, name="end_other_sessions"),
    path("unsent/", unsent_words.keep_words, name="unsent_words"),
    path("unsent/back/", unsent_words.give_words_back, name="unsent_words_back"),
]

from django.urls import path

from checklists.withdrawal.views import ask_withdrawal, decline_withdrawal, withdrawal

urlpatterns = [
    path("entries/<uuid:pk>/in-error/", ask_withdrawal, name="ask_withdrawal"),
    path("entries/in-error/<uuid:pk>/", withdrawal, name="withdrawal"),
    path("entries/in-error/<uuid:pk>/decline/", decline_withdrawal, name="decline_withdrawal"),
]

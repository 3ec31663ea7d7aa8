from django.urls import path

from checklists.people import views

urlpatterns = [
    path("accounts/confirmed/", views.confirmed, name="confirmed"),
]

from django.urls import path

from checklists.registration.views import cases

urlpatterns = [
    path("cases/new/", cases.new_case, name="new_case"),
    path("cases/<uuid:pk>/edit/", cases.edit_case, name="edit_case"),
    path("cases/<uuid:pk>/birth/", cases.record_birth, name="record_birth"),
    path("cases/<uuid:pk>/twin/", cases.add_twin, name="add_twin"),
]

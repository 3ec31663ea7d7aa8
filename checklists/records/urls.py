from django.urls import path

from checklists.records.views import (
    copies,
    decisions,
    disposal,
    entries,
    holds,
    requests,
    retention,
)

urlpatterns = [
    path("requests/", requests.subject_requests, name="subject_requests"),
    path("requests/<uuid:pk>/", requests.subject_request, name="subject_request"),
    path("requests/<uuid:pk>/entries/", entries.request_entries, name="request_entries"),
    path("requests/<uuid:pk>/preview/", copies.preview_request, name="preview_request"),
    path("requests/<uuid:pk>/ask/", decisions.ask_release, name="ask_release"),
    path("requests/<uuid:pk>/release/", decisions.release_request, name="release_request"),
    path("requests/<uuid:pk>/back/", decisions.send_back_request, name="send_back_request"),
    path("requests/<uuid:pk>/no/", decisions.refuse_request, name="refuse_request"),
    path("requests/<uuid:pk>/withdrawn/", decisions.withdraw_request, name="withdraw_request"),
    path("requests/<uuid:pk>/copy/", copies.request_copy, name="request_copy"),
    path("requests/<uuid:pk>/copy/text/", copies.request_text, name="request_text"),
    path("requests/<uuid:pk>/inside/", copies.request_inside, name="request_inside"),
    path("retention/", retention.retention, name="retention"),
    path("cases/<uuid:pk>/records/", retention.case_records, name="case_records"),
    path("cases/<uuid:pk>/records/new/", requests.new_request, name="new_request"),
    path("cases/<uuid:pk>/records/hold/", holds.set_hold, name="set_hold"),
    path("cases/<uuid:pk>/records/hold/lift/", holds.lift_hold, name="lift_hold"),
    path("cases/<uuid:pk>/records/disposal/", disposal.ask_disposal, name="ask_disposal"),
    path("cases/<uuid:pk>/records/disposal/agree/", disposal.agree_disposal, name="agree_disposal"),
    path(
        "cases/<uuid:pk>/records/disposal/decline/",
        disposal.decline_disposal,
        name="decline_disposal",
    ),
]

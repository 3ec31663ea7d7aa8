from django.urls import path

from checklists.handbook.page_words import Slug
from checklists.handbook.views import (
    about,
    all_learning_points,
    learning_point,
    learning_points,
    service_page,
)

urlpatterns = [
    path("learning-points/", learning_points, name="learning_points"),
    path("learning-points/all/", all_learning_points, name="all_learning_points"),
    path("learning-points/<int:number>/", learning_point, name="learning_point"),
    path("about/", about, name="about"),
    path("help/", service_page, {"slug": Slug.HELP}, name="help"),
    path("accessibility/", service_page, {"slug": Slug.ACCESSIBILITY}, name="accessibility"),
    path("privacy/", service_page, {"slug": Slug.PRIVACY}, name="privacy"),
]

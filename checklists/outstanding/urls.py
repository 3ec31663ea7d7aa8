from django.urls import path

from checklists.outstanding.views.items import (
    acknowledge_item,
    act_on_item,
    add_item,
    agree_item,
    close_item,
    decline_item,
    item,
    my_items,
)

urlpatterns = [
    path("items/", my_items, name="my_items"),
    path("cases/<uuid:pk>/items/add/", add_item, name="add_item"),
    path("items/<uuid:pk>/", item, name="item"),
    path("items/<uuid:pk>/action/", act_on_item, name="act_on_item"),
    path("items/<uuid:pk>/closing/", close_item, name="close_item"),
    path("items/<uuid:pk>/agreement/", agree_item, name="agree_item"),
    path("items/<uuid:pk>/decline/", decline_item, name="decline_item"),
    path("items/<uuid:pk>/seen/", acknowledge_item, name="acknowledge_item"),
]

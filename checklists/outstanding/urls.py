from django.urls import path

from checklists.outstanding.views import acting, items, stepping

urlpatterns = [
    path("items/", items.my_items, name="my_items"),
    path("cases/<uuid:pk>/items/add/", acting.add_item, name="add_item"),
    path("items/<uuid:pk>/", items.item, name="item"),
    path("items/<uuid:pk>/action/", acting.act_on_item, name="act_on_item"),
    path("items/<uuid:pk>/closing/", acting.close_item, name="close_item"),
    path("items/<uuid:pk>/agreement/", acting.agree_item, name="agree_item"),
    path("items/<uuid:pk>/decline/", acting.decline_item, name="decline_item"),
    path("items/<uuid:pk>/step/", stepping.tick_step, name="tick_step"),
    path("items/<uuid:pk>/step/again/", stepping.reopen_step, name="reopen_step"),
    path("items/<uuid:pk>/rung/", acting.note_ringing, name="note_ringing"),
    path("items/<uuid:pk>/seen/", acting.acknowledge_item, name="acknowledge_item"),
]

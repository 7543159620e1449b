"""Addresses of the trail, and of the log that everybody can check."""

from django.urls import URLPattern, path

from audit.log import log_views, serving, views

app_name = "audit"
urlpatterns: list[URLPattern] = [
    path("projects/<int:pk>/trail/", views.TrailView.as_view(), name="trail"),
    path("projects/<int:pk>/trail/csv/", views.TrailExportView.as_view(), name="export"),
    path("trail/<uuid:uid>/", views.EntryView.as_view(), name="entry"),
    path("trail/<uuid:uid>/proof/", log_views.ProofView.as_view(), name="proof"),
    path("trail/<uuid:uid>/leaf/", log_views.LeafView.as_view(), name="leaf"),
    path("trail/<uuid:uid>/erase/", log_views.EraseView.as_view(), name="erase"),
    path("audit/log/", log_views.LogView.as_view(), name="log"),
    path("audit/log/checkpoint", serving.checkpoint, name="checkpoint"),
    path("audit/log/heads/<int:size>", serving.stamped_head, name="head"),
    path("audit/log/heads/<int:size>.tsr", serving.time_token, name="time_token"),
    path("audit/log/consistency/<int:old>/<int:new>", serving.consistency, name="consistency"),
    path("audit/log/keys", serving.keys, name="keys"),
    path("audit/log/tile/<path:path>", serving.tile, name="tile"),
    path("audit/log/sm3/checkpoint", serving.checkpoint, {"tree": "sm3"}, name="checkpoint_sm3"),
    path("audit/log/sm3/tile/<path:path>", serving.tile, {"tree": "sm3"}, name="tile_sm3"),
]

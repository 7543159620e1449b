"""Addresses of the change of a key."""

from django.urls import path

from audit.keys.views import ApproveKeyView, DropKeyView, ProposeKeyView

app_name = "keys"
urlpatterns = [
    path("audit/log/keys/<int:pk>/change/", ProposeKeyView.as_view(), name="propose"),
    path("audit/log/key-changes/<int:pk>/approve/", ApproveKeyView.as_view(), name="approve"),
    path("audit/log/key-changes/<int:pk>/drop/", DropKeyView.as_view(), name="drop"),
]

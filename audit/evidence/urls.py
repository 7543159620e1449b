"""Addresses of documents."""

from django.urls import URLPattern, path

from audit.evidence import keeping, views

app_name = "evidence"
urlpatterns: list[URLPattern] = [
    path("projects/<int:pk>/documents/", views.DocumentsView.as_view(), name="documents"),
    path("projects/<int:pk>/documents/csv/", views.DocumentsExportView.as_view(), name="export"),
    path("projects/<int:pk>/documents/hand-in/", views.HandInView.as_view(), name="hand_in"),
    path("projects/<int:pk>/documents/records/", keeping.RecordsView.as_view(), name="records"),
    path(
        "projects/<int:pk>/documents/hold/", keeping.HoldProjectView.as_view(), name="hold_project"
    ),
    path("documents/<int:pk>/", views.DocumentView.as_view(), name="detail"),
    path("documents/<int:pk>/download/", views.DownloadView.as_view(), name="download"),
    path("documents/<int:pk>/receipt/", views.ReceiptView.as_view(), name="receipt"),
    path("documents/<int:pk>/new-version/", views.NewVersionView.as_view(), name="new_version"),
    path("documents/<int:pk>/custody/", keeping.CustodyView.as_view(), name="custody"),
    path(
        "documents/<int:pk>/custody/csv/",
        keeping.CustodyExportView.as_view(),
        name="custody_export",
    ),
    path("documents/<int:pk>/hold/", keeping.PlaceHoldView.as_view(), name="place_hold"),
    path(
        "documents/<int:pk>/dispose/",
        keeping.ProposeDisposalView.as_view(),
        name="propose_disposal",
    ),
    path("holds/<int:pk>/release/", keeping.ReleaseHoldView.as_view(), name="release_hold"),
    path(
        "disposals/<int:pk>/decide/", keeping.DecideDisposalView.as_view(), name="decide_disposal"
    ),
]

"""Addresses of audit work."""

from django.urls import URLPattern, path

from audit.reviews.views import doing, reading

app_name = "reviews"
FINDING = "audit/findings/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("audit/", reading.WorkspaceView.as_view(), name="workspace"),
    path("projects/<int:pk>/audit/", reading.ProjectReviewsView.as_view(), name="project"),
    path("projects/<int:pk>/audit/announce/", doing.OpenReviewView.as_view(), name="open"),
    path("audit/reviews/<int:pk>/", reading.ReviewView.as_view(), name="detail"),
    path("audit/reviews/<int:pk>/draft/", doing.DraftFindingView.as_view(), name="draft"),
    path("audit/reviews/<int:pk>/close/", doing.CloseReviewView.as_view(), name="close"),
    path(FINDING, reading.FindingView.as_view(), name="finding"),
    path(f"{FINDING}change/", doing.ChangeFindingView.as_view(), name="change"),
    path(f"{FINDING}issue/", doing.IssueFindingView.as_view(), name="issue"),
    path(f"{FINDING}withdraw/", doing.WithdrawFindingView.as_view(), name="withdraw"),
    path(f"{FINDING}answer/", doing.RespondFindingView.as_view(), name="respond"),
    path(f"{FINDING}return/", doing.ReturnFindingView.as_view(), name="return"),
    path(f"{FINDING}settle/", doing.ResolveFindingView.as_view(), name="resolve"),
]

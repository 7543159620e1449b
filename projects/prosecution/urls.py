"""Addresses of prosecution."""

from django.urls import path

from projects.prosecution.views import deeds, records

app_name = "prosecution"
urlpatterns = [
    path("projects/<int:pk>/prosecution/", records.ProsecutionView.as_view(), name="overview"),
    path(
        "projects/<int:pk>/prosecution/obligations/add/",
        deeds.AddObligationView.as_view(),
        name="add_obligation",
    ),
    path("projects/<int:pk>/prosecution/rate/", deeds.RateContractorView.as_view(), name="rate"),
    path("obligations/<int:pk>/", records.ObligationView.as_view(), name="obligation"),
    path("obligations/<int:pk>/settle/", deeds.SettleObligationView.as_view(), name="settle"),
    path("obligations/<int:pk>/waive/", deeds.WaiveObligationView.as_view(), name="waive"),
    path("obligations/<int:pk>/breach/", deeds.OpenBreachView.as_view(), name="open_breach"),
    path("breaches/<int:pk>/", records.BreachView.as_view(), name="breach"),
    path("breaches/<int:pk>/notice/", deeds.GiveNoticeView.as_view(), name="notice"),
    path("breaches/<int:pk>/respond/", deeds.RespondBreachView.as_view(), name="respond"),
    path("breaches/<int:pk>/decide/", deeds.DecideRemedyView.as_view(), name="decide"),
    path("ratings/<int:pk>/", records.RatingView.as_view(), name="rating"),
    path("ratings/<int:pk>/comment/", deeds.CommentRatingView.as_view(), name="comment"),
    path("ratings/<int:pk>/finalise/", deeds.FinaliseRatingView.as_view(), name="finalise"),
]

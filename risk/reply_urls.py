"""Addresses of scores about contractors, their answers, and overrides."""

from django.urls import path

from risk.views import answers, overrides

urlpatterns = [
    path("projects/<int:pk>/risk/answers/", answers.AnswersView.as_view(), name="answers"),
    path(
        "projects/<int:pk>/risk/answers/export/",
        answers.ExportAnswersView.as_view(),
        name="export_answers",
    ),
    path("risk/scores/<int:pk>/", answers.NoticeView.as_view(), name="score_notice"),
    path("risk/scores/<int:pk>/answer/", answers.AnswerScoreView.as_view(), name="answer_score"),
    path("risk/replies/<int:pk>/", answers.RespondAnswerView.as_view(), name="respond_answer"),
    path(
        "projects/<int:pk>/risk/override/", overrides.AskOverrideView.as_view(), name="ask_override"
    ),
    path("risk/overrides/", overrides.OverridesView.as_view(), name="overrides"),
    path("risk/overrides/<int:pk>/", overrides.OverrideView.as_view(), name="override"),
    path("risk/overrides/<int:pk>/set/", overrides.SetOverrideView.as_view(), name="set_override"),
    path(
        "risk/overrides/<int:pk>/refuse/",
        overrides.RefuseOverrideView.as_view(),
        name="refuse_override",
    ),
    path(
        "risk/overrides/<int:pk>/withdraw/",
        overrides.WithdrawOverrideView.as_view(),
        name="withdraw_override",
    ),
]

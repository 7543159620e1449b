"""Addresses of audit work."""

from django.urls import URLPattern, path

from audit.reviews.views import asking, doing, own, reading, reporting

app_name = "reviews"
REVIEW = "audit/reviews/<int:pk>/"
FINDING = "audit/findings/<int:pk>/"
QUESTION = "audit/questions/<int:pk>/"
SAMPLE = "audit/samples/<int:pk>/"
PAPER = "audit/workpapers/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("audit/", reading.WorkspaceView.as_view(), name="workspace"),
    path("projects/<int:pk>/audit/", reading.ProjectReviewsView.as_view(), name="project"),
    path("projects/<int:pk>/audit/csv/", reading.FindingsExportView.as_view(), name="export"),
    path("projects/<int:pk>/audit/announce/", doing.OpenReviewView.as_view(), name="open"),
    path("payments/<int:pk>/chain/", reporting.ChainView.as_view(), name="chain"),
    path(REVIEW, reading.ReviewView.as_view(), name="detail"),
    path(f"{REVIEW}revise/", doing.RevisePlanView.as_view(), name="revise"),
    path(f"{REVIEW}begin/", doing.BeginReviewView.as_view(), name="begin"),
    path(f"{REVIEW}ask/", asking.DraftQuestionView.as_view(), name="draft_question"),
    path(f"{REVIEW}draft/", doing.DraftFindingView.as_view(), name="draft"),
    path(f"{REVIEW}sample/", own.DrawSampleView.as_view(), name="draw"),
    path(f"{REVIEW}workpaper/", own.WriteWorkpaperView.as_view(), name="write"),
    path(f"{REVIEW}close/", doing.CloseReviewView.as_view(), name="close"),
    path(f"{REVIEW}report/", reporting.ReportView.as_view(), name="report"),
    path(f"{REVIEW}report/pdf/", reporting.ReportFileView.as_view(), name="report_file"),
    path(QUESTION, asking.QuestionView.as_view(), name="question"),
    path(f"{QUESTION}change/", asking.ChangeQuestionView.as_view(), name="change_question"),
    path(f"{QUESTION}ask/", asking.AskQuestionView.as_view(), name="ask"),
    path(f"{QUESTION}withdraw/", asking.WithdrawQuestionView.as_view(), name="withdraw_question"),
    path(f"{QUESTION}answer/", asking.AnswerQuestionView.as_view(), name="answer"),
    path(f"{QUESTION}follow-up/", asking.FollowUpView.as_view(), name="follow_up"),
    path(FINDING, reading.FindingView.as_view(), name="finding"),
    path(f"{FINDING}change/", doing.ChangeFindingView.as_view(), name="change"),
    path(f"{FINDING}issue/", doing.IssueFindingView.as_view(), name="issue"),
    path(f"{FINDING}withdraw/", doing.WithdrawFindingView.as_view(), name="withdraw"),
    path(f"{FINDING}answer/", doing.RespondFindingView.as_view(), name="respond"),
    path(f"{FINDING}eliminate/", doing.ReportEliminationView.as_view(), name="eliminate"),
    path(f"{FINDING}return/", doing.ReturnFindingView.as_view(), name="return"),
    path(f"{FINDING}settle/", doing.ResolveFindingView.as_view(), name="resolve"),
    path(SAMPLE, own.SampleView.as_view(), name="sample"),
    path(f"{SAMPLE}csv/", own.SampleExportView.as_view(), name="sample_export"),
    path("audit/sample-items/<int:pk>/test/", own.ExamineItemView.as_view(), name="examine"),
    path(PAPER, own.WorkpaperView.as_view(), name="workpaper"),
    path(f"{PAPER}change/", own.ChangeWorkpaperView.as_view(), name="change_workpaper"),
    path(f"{PAPER}finish/", own.FinishWorkpaperView.as_view(), name="finish"),
]

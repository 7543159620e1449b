"""Addresses of operation mode selection."""

from django.urls import path

from projects.selection.views import appraisal, bids, contracts, notices, tenders

app_name = "selection"
urlpatterns = [
    path("projects/<int:pk>/selection/", appraisal.SelectionView.as_view(), name="overview"),
    path(
        "projects/<int:pk>/selection/alternatives/add/",
        appraisal.AddAlternativeView.as_view(),
        name="add_alternative",
    ),
    path(
        "selection/alternatives/<int:pk>/score/",
        appraisal.ScoreAlternativeView.as_view(),
        name="score",
    ),
    path(
        "projects/<int:pk>/selection/propose/",
        appraisal.ProposeModeView.as_view(),
        name="propose_mode",
    ),
    path(
        "selection/modes/<int:pk>/decide/", appraisal.DecideModeView.as_view(), name="decide_mode"
    ),
    path(
        "projects/<int:pk>/selection/tenders/add/",
        tenders.DraftTenderView.as_view(),
        name="draft_tender",
    ),
    path("tenders/", notices.TendersView.as_view(), name="tenders"),
    path("tenders/export.csv", notices.TendersExportView.as_view(), name="tenders_export"),
    path("tenders/<int:pk>/", notices.TenderView.as_view(), name="tender"),
    path("tenders/<int:pk>/change/", tenders.ChangeTenderView.as_view(), name="change_tender"),
    path("tenders/<int:pk>/publish/", tenders.PublishTenderView.as_view(), name="publish_tender"),
    path("tenders/<int:pk>/cancel/", tenders.CancelTenderView.as_view(), name="cancel_tender"),
    path("tenders/<int:pk>/open/", tenders.OpenBidsView.as_view(), name="open_bids"),
    path("tenders/<int:pk>/award/", tenders.AwardTenderView.as_view(), name="award_tender"),
    path("tenders/<int:pk>/bid/", bids.SubmitBidView.as_view(), name="submit_bid"),
    path("bids/<int:pk>/", bids.BidView.as_view(), name="bid"),
    path("bids/<int:pk>/receipt.json", bids.ReceiptView.as_view(), name="receipt"),
    path("bids/<int:pk>/withdraw/", bids.WithdrawBidView.as_view(), name="withdraw_bid"),
    path("bids/<int:pk>/evaluate/", tenders.EvaluateBidView.as_view(), name="evaluate_bid"),
    path("awards/<int:pk>/cancel/", tenders.CancelAwardView.as_view(), name="cancel_award"),
    path("awards/<int:pk>/contract/", contracts.DraftContractView.as_view(), name="draft_contract"),
    path("contracts/<int:pk>/", contracts.ContractView.as_view(), name="contract"),
    path(
        "contracts/<int:pk>/change/", contracts.ChangeContractView.as_view(), name="change_contract"
    ),
    path("contracts/<int:pk>/sign/", contracts.SignContractView.as_view(), name="sign_contract"),
    path(
        "contracts/<int:pk>/acknowledge/",
        contracts.AcknowledgeContractView.as_view(),
        name="acknowledge_contract",
    ),
    path("contracts/<int:pk>/end/", contracts.EndContractView.as_view(), name="end_contract"),
    path("clauses/<int:pk>/write/", contracts.WriteClauseView.as_view(), name="write_clause"),
    path("clauses/<int:pk>/review/", contracts.ReviewClauseView.as_view(), name="review_clause"),
    path("notices/", notices.PublicNoticesView.as_view(), name="notices"),
    path("notices/<int:pk>/", notices.PublicNoticeView.as_view(), name="notice"),
]

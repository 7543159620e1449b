"""Addresses of organisations, people and one's own account."""

from django.urls import URLPattern, path

from egov_outsource.accounts.views import (
    absence,
    invitation,
    language,
    organisations,
    people,
    profile,
    register,
    services,
)

urlpatterns: list[URLPattern] = [
    path("language/", language.set_language, name="set_language"),
    path("profile/", profile.ProfileView.as_view(), name="profile"),
    path(
        "profile/sign-out-everywhere/",
        profile.SignOutEverywhereView.as_view(),
        name="sign_out_everywhere",
    ),
    path("profile/absence/", absence.AbsenceView.as_view(), name="absence"),
    path("profile/absence/new/", absence.DelegateView.as_view(), name="absence_create"),
    path(
        "delegations/<int:pk>/end/",
        absence.RevokeDelegationView.as_view(),
        name="delegation_revoke",
    ),
    path(
        "memberships/<int:pk>/identify/",
        people.IdentifyPersonView.as_view(),
        name="person_identify",
    ),
    path("organisation/", organisations.MyOrganisationView.as_view(), name="organisation"),
    path("organisations/", organisations.OrganisationListView.as_view(), name="organisation_list"),
    path(
        "organisations/<int:pk>/",
        organisations.OrganisationDetailView.as_view(),
        name="organisation_detail",
    ),
    path(
        "organisations/<int:pk>/change/",
        register.ChangeOrganisationView.as_view(),
        name="organisation_change",
    ),
    path(
        "organisations/<int:pk>/register/",
        register.RegisterOrganisationView.as_view(),
        name="organisation_register",
    ),
    path("organisations/<int:pk>/invite/", people.InvitePersonView.as_view(), name="person_invite"),
    path(
        "organisations/<int:pk>/people.csv", people.PeopleExportView.as_view(), name="people_export"
    ),
    path(
        "organisations/<int:pk>/service-accounts/new/",
        services.CreateServiceAccountView.as_view(),
        name="service_account_create",
    ),
    path(
        "memberships/<int:pk>/change/",
        people.ChangeMembershipView.as_view(),
        name="membership_change",
    ),
    path("memberships/<int:pk>/end/", people.EndMembershipView.as_view(), name="membership_end"),
    path(
        "invitations/<int:pk>/withdraw/",
        people.WithdrawInvitationView.as_view(),
        name="invitation_withdraw",
    ),
    path(
        "invitation/<str:token>/",
        invitation.AcceptInvitationView.as_view(),
        name="invitation_accept",
    ),
    path(
        "service-accounts/<int:pk>/",
        services.ServiceAccountDetailView.as_view(),
        name="service_account_detail",
    ),
    path(
        "service-accounts/<int:pk>/close/",
        services.CloseServiceAccountView.as_view(),
        name="service_account_close",
    ),
    path(
        "service-accounts/<int:pk>/tokens/new/",
        services.IssueTokenView.as_view(),
        name="token_issue",
    ),
    path("tokens/<slug:prefix>/revoke/", services.RevokeTokenView.as_view(), name="token_revoke"),
]

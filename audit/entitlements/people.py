"""About whom somebody may ask: their own people, and the parties of a project they oversee."""

from django.db.models import Q, QuerySet

from egov_outsource import access
from egov_outsource.accounts.models import Membership, User
from egov_outsource.wall.eyes import as_system
from projects.models import AgencyGrant, Engagement, Project
from projects.rights import Right


def people_known_to(asker: User, project: Project) -> QuerySet[User]:
    """Oneself, the people of one's organisations, and with `view_allocation` those of the parties.

    Bidders are no parties: who bids is told to nobody else.
    """
    known = User.objects.visible_to(asker).order_by().values("pk")
    branches = Q(pk__in=known) | Q(pk=asker.pk)
    if access.may(asker, Right.VIEW_ALLOCATION, project):
        parties = Engagement.objects.visible_to(asker).in_project(project).parties()
        organisations = [*parties.values_list("organisation_id", flat=True), project.owner_id]
        members = Membership.objects.filter(organisation_id__in=organisations)
        branches |= Q(pk__in=members.values("user_id"))
        # whoever stands above the owner sees its projects too
        with as_system():  # the wall shows nobody else's grants to those who hold none there
            grants = AgencyGrant.objects.filter(content_object_id=project.owner_id)
            overseers = set(grants.values_list("user_id", flat=True))
        branches |= Q(pk__in=overseers)
    system = User.Kind.SYSTEM
    people: QuerySet[User] = User.objects.filter(branches)
    return people.exclude(kind=system).order_by("name", "pk")

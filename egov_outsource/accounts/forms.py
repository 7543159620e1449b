"""What pages ask about organisations, people and tokens."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts import scopes
from egov_outsource.accounts.models import Organisation, ServiceAccount, User
from egov_outsource.accounts.roles import choices_for
from egov_outsource.forms import offer


class OrganisationFilterForm(forms.Form):
    """Search of the register."""

    hide_optional = True

    q = forms.CharField(label=_("Name or number"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *Organisation.Kind.choices]
    )


class RegisterForm(forms.Form):
    """A new organisation and its first administrator."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Organisation.Kind.choices,
        help_text=_("A government organisation is placed below yours."),
    )
    name = forms.CharField(label=_("Name"), max_length=300)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=300, required=False)
    identifier_scheme = forms.CharField(
        label=_("Register"),
        max_length=40,
        required=False,
        initial="CN-USCC",
        help_text=_("CN-USCC is the unified social credit code."),
    )
    identifier_value = forms.CharField(
        label=_("Number in the register"), max_length=200, required=False
    )
    administrator_email = forms.EmailField(
        label=_("E-mail address of the first administrator"),
        required=False,
        help_text=_("An invitation is sent there. You can also invite later."),
    )


class ChangeForm(forms.Form):
    """Names of an organisation; for the authority also another number and closing."""

    name = forms.CharField(label=_("Name"), max_length=300)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=300, required=False)
    identifier_scheme = forms.CharField(label=_("Register"), max_length=40, required=False)
    identifier_value = forms.CharField(
        label=_("Further number in the register"), max_length=200, required=False
    )
    is_active = forms.BooleanField(
        label=_("Active"),
        required=False,
        help_text=_("Nobody can act for a closed organisation."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_overseer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_overseer:
            for name in ("identifier_scheme", "identifier_value", "is_active"):
                del self.fields[name]


class InviteForm(forms.Form):
    """Whom to invite to which role."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, role=choices_for(organisation.kind))


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, role=choices_for(organisation.kind))


class EndForm(forms.Form):
    """When a membership ends."""

    valid_to = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave empty to end it now."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def end(self) -> datetime | None:
        """The end of the last day; None for now."""
        day = self.cleaned_data["valid_to"]
        if day is None:
            return None
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class IdentityForm(forms.Form):
    """By which document an administrator knows somebody."""

    document = forms.CharField(
        label=_("Number of the identity document"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("The number is not kept, only a keyed hash of it."),
    )


class RevokeForm(forms.Form):
    """Why a delegation ends early."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class NewcomerForm(forms.Form):
    """What an invited person without an account gives."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )
    repeated = forms.CharField(
        label=_("Password again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both passwords must be the same."""
        data = super().clean() or self.cleaned_data
        if data.get("password") != data.get("repeated") and "repeated" not in self.errors:
            self.add_error("repeated", _("The two passwords are not the same."))
        return data


class ServiceAccountForm(forms.Form):
    """A program that shall act for the organisation."""

    name = forms.CharField(label=_("Name"), max_length=100)
    purpose = forms.CharField(label=_("Purpose"), max_length=500)
    role = forms.ChoiceField(label=_("Role"))
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        choices=list(scopes.SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without an area the account reaches everything that its role may see."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = choices_for(organisation.kind, for_service=True)
        offer(self, role=roles)


class TokenForm(forms.Form):
    """A token within the scopes of its account."""

    name = forms.CharField(label=_("Name"), max_length=50)
    scopes = forms.MultipleChoiceField(label=_("Scopes"), widget=forms.CheckboxSelectMultiple)
    expires_on = forms.DateField(
        label=_("Expires on"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, account: ServiceAccount, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, scopes=[row for row in scopes.SCOPES.items() if row[0] in account.scopes])
        self.fields["scopes"].initial = account.scopes
        self.fields["expires_on"].initial = timezone.localdate() + timedelta(days=90)

    def expires_at(self) -> datetime:
        """Midnight at the beginning of the day."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["expires_on"], time.min))


class ProfileForm(forms.Form):
    """One's name and language."""

    name = forms.CharField(
        label=_("Name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    @classmethod
    def values_of(cls, user: User) -> dict[str, str]:
        """What the form shows first."""
        return {"name": user.name, "language": user.language}

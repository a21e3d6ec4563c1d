"""Forms of this room: they parse what was typed into the commands of its deeds."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.core.exceptions import ValidationError

from duomo.desk.kit.forms import CurrencyField, DuomoForm, LineField
from duomo.desk.kit.parts import Pick
from duomo.desk.seats.commands import ChangeMe, ChangeWorkspace, InviteMember, SetUp
from duomo.desk.seats.rights import MAY_SET, ROLE_MEANS, Role
from duomo.desk.seats.zones import zone_names

WRONG_ADDRESS = {
    "required": "Fill in your mail address.",
    "invalid": "This is not a mail address. Write it as name@example.com.",
    "max_length": "This is not a mail address. Write it as name@example.com.",
}


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth is not typed
    """Asks for the address to which the sign-in code goes."""

    use_required_attribute = False

    email = forms.EmailField(
        label="Your mail address",
        max_length=254,
        error_messages=WRONG_ADDRESS,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email", "autofocus": True}),
    )

    def clean_email(self) -> str:
        """The address as it is stored, so that the code goes there and not to another way of writing it."""
        email: str = super().clean_email()
        return email.lower()


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth is not typed
    """Asks for the code that was mailed."""

    use_required_attribute = False

    code = forms.CharField(
        label="Code from the mail",
        max_length=40,
        error_messages={"required": "Type the code from the mail."},
        widget=forms.TextInput(
            attrs={
                "class": "input",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


class ZoneField(forms.ChoiceField):
    """A time zone, by region; one that is set already is offered even if it is no place."""

    def __init__(self, present: str = "", **kwargs: Any) -> None:
        names = zone_names()
        if present and present not in names:
            names = (present, *names)
        kwargs.setdefault("label", "Time zone")
        super().__init__(choices=[(name, name.replace("_", " ")) for name in names], **kwargs)

    def validate(self, value: str) -> None:
        """Refuse what the zone database does not know."""
        forms.Field.validate(self, value)
        if not self.valid_value(value):
            raise ValidationError("There is no such time zone. Choose one such as Europe/Berlin.")


def _role_choices(mine: Role) -> list[tuple[str, Pick]]:
    return [(role.value, Pick(role.capitalize(), ROLE_MEANS[role])) for role in Role if role in MAY_SET.get(mine, ())]


class InviteForm(DuomoForm):
    """Whom to invite, and to which role."""

    name = LineField(label="Name", max_length=120)
    email = forms.EmailField(label="Mail address", max_length=254, error_messages=WRONG_ADDRESS)
    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)

    def __init__(self, *args: Any, mine: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _role_choices(mine)  # type: ignore[attr-defined]  # it is the field above

    def command(self) -> InviteMember:
        """What was typed."""
        data = self.cleaned_data
        return InviteMember(data["email"], data["name"], Role(data["role"]))


class RoleForm(DuomoForm):
    """Which role a colleague gets."""

    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)

    def __init__(self, *args: Any, mine: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _role_choices(mine)  # type: ignore[attr-defined]  # it is the field above

    def role_chosen(self) -> Role:
        """What was chosen."""
        return Role(self.cleaned_data["role"])


class FunctionForm(DuomoForm):
    """A new business function."""

    name = LineField(label="Name of the function", max_length=60)


class WorkspaceForm(DuomoForm):
    """The workspace's own data."""

    name = LineField(label="Name of the workspace", max_length=200)
    zone = ZoneField(help_text="Times are shown in it to everybody who has not chosen another one.")
    currency = CurrencyField(
        label="Currency", help_text="Proposed for new briefs. Amounts of earlier ones keep theirs."
    )

    def __init__(self, *args: Any, present_zone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"] = ZoneField(present_zone, help_text=self.fields["zone"].help_text)
        self.fields["zone"].widget.attrs["class"] = "input"
        self.order_fields(["name", "zone", "currency"])

    def command(self) -> ChangeWorkspace:
        """What was typed."""
        data = self.cleaned_data
        return ChangeWorkspace(data["name"], data["zone"], data["currency"])


class MeForm(DuomoForm):
    """A person's own data."""

    name = LineField(label="Your name", max_length=120)
    zone = ZoneField(label="Your time zone", help_text="Times are shown, typed and mailed in it.")
    notify = forms.ChoiceField(
        label="Mails about what waits for you",
        widget=forms.RadioSelect,
        choices=[
            ("at_once", Pick("At once", "One mail for each thing that begins to wait for you.")),
            ("daily", Pick("Once a day", "One mail at 08:00 of your time zone, on days on which there is something.")),
            ("never", Pick("Never", "No mails. What waits is on your desk when you sign in.")),
        ],
    )

    def __init__(self, *args: Any, present_zone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["zone"]
        self.fields["zone"] = ZoneField(present_zone, label=zone.label, help_text=zone.help_text)
        self.fields["zone"].widget.attrs["class"] = "input"
        self.order_fields(["name", "zone", "notify"])

    def command(self) -> ChangeMe:
        """What was typed."""
        data = self.cleaned_data
        return ChangeMe(data["name"], data["zone"], data["notify"])


class SetUpForm(DuomoForm):
    """The first owner and the first workspace."""

    name = LineField(label="Your name", max_length=120)
    email = forms.EmailField(
        label="Your mail address",
        max_length=254,
        error_messages=WRONG_ADDRESS,
        help_text="Sign-in codes and notices go there. There is no password.",
    )
    workspace = LineField(
        label="Name of the workspace", max_length=200, help_text="Your company or team; contractors see it."
    )
    zone = ZoneField()
    currency = CurrencyField(label="Currency", help_text="A three-letter code such as EUR or USD.")

    def command(self) -> SetUp:
        """What was typed."""
        data = self.cleaned_data
        return SetUp(data["email"], data["name"], data["workspace"], data["zone"], data["currency"])

"""What is typed to overrule a finding and to send a brief."""

from django import forms

from duomo.desk.briefs.actions.drafting import LONGEST_REASON
from duomo.desk.kit.forms import DuomoForm, TextField


class OverruleForm(DuomoForm):
    """The reason why a finding may stand."""

    rule = forms.CharField(max_length=60, widget=forms.HiddenInput)
    target = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    reason = TextField(
        label="Why may it stand?",
        max_length=LONGEST_REASON,
        help_text="It is kept with your name, and holds only as long as these words stay as they are.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SendForm(DuomoForm):
    """Sends the revision of the draft that was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

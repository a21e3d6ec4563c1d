"""The form parts: every control has its label, its error and its way back, and works without a script."""

import re

from django import forms
from django.forms import formset_factory

from duomo.desk.kit import parts
from duomo.desk.kit.forms import DuomoForm, HoursField, LineField, TextField
from tests.desk.kit.page_reader import HOSTILE, Reader, check, part


class Sample(DuomoForm):
    title = LineField(label="Title", help_text="A short name.")
    goal = TextField(label="Goal")
    planned = HoursField(label="Planned hours", required=False)
    condition = forms.ChoiceField(
        label="Condition", choices=[("finished", "finished"), ("draft", "draft")], widget=forms.RadioSelect
    )
    feasible = forms.ChoiceField(
        label="Is it possible?", choices=[("go", parts.Pick("Go", "Every must is met"))], widget=forms.RadioSelect
    )
    function = forms.ChoiceField(label="Function", choices=[("design", "design")])
    sure = forms.BooleanField(label="I am sure")
    roles = forms.MultipleChoiceField(
        label="Roles", choices=[("a", "Reviewer")], widget=forms.CheckboxSelectMultiple, required=False
    )
    due = forms.DateField(label="Due", required=False)


class WithFile(DuomoForm):
    paper = forms.FileField(label="Paper")


def test_a_form_has_its_token_its_key_and_one_primary() -> None:
    page = part(
        '{% include "kit/form.html" with submit="Send it" keep=True note="Frozen then." cancel_url="/jobs/" %}',
        form=Sample(),
    )
    assert 'name="csrfmiddlewaretoken"' in page
    assert re.search(r'type="hidden" name="once" value="[^"]{20,}"', page)
    assert page.count("button primary") == 1
    assert ">Send it</button>" in page
    assert "data-keep" in page
    assert "data-typed" not in page
    assert "enctype" not in page


def test_every_typed_control_has_a_label_and_the_class_of_the_stylesheet() -> None:
    reader = check(part('{% include "kit/form.html" %}', form=Sample()))
    labelled = {attributes.get("for") for tag, attributes in reader.elements if tag == "label"}
    for tag, attributes in reader.elements:
        typed = tag in {"textarea", "select"} or (tag == "input" and attributes.get("type") in {"text", "date"})
        if typed:
            assert attributes["id"] in labelled
            assert attributes["class"] == "input"


def test_an_error_stands_beside_its_field_and_leads_there_from_the_notice() -> None:
    form = Sample({"title": HOSTILE, "planned": "soon", "condition": "?", "goal": "kept"})
    assert not form.is_valid()
    form.add_error(None, "Ines sent it a minute ago.")
    page = part('{% include "kit/form.html" %}', form=form)
    reader = check(page)
    assert 'role="alert"' in page
    assert "Ines sent it a minute ago." in page
    assert "data-typed" in page
    assert ">\nkept</textarea>" in page
    assert "&lt;script&gt;" in page
    links = [a["href"] for tag, a in reader.elements if tag == "a" and (a.get("href") or "").startswith("#")]
    assert {"#id_planned", "#id_condition", "#id_feasible", "#id_function", "#id_sure"} <= set(links)
    assert all(str(link)[1:] in reader.ids for link in links)
    planned = next(a for tag, a in reader.elements if a.get("id") == "id_planned")
    assert planned["aria-invalid"] == "true"
    assert planned["value"] == "soon"
    assert "id_planned_error" in str(planned["aria-describedby"])


def test_help_and_error_both_describe_the_field() -> None:
    form = Sample({})
    reader = check(part('{% include "kit/field.html" with field=form.title %}', form=form))
    control = next(attributes for tag, attributes in reader.elements if tag == "input")
    assert control["aria-describedby"] == "id_title_helptext id_title_error"


def test_short_words_stand_in_a_row_and_sentences_as_picks() -> None:
    condition = part(
        '{% include "kit/field.html" with field=form.condition %}', form=Sample(initial={"condition": "draft"})
    )
    assert 'class="choice"' in condition
    assert re.search(r'value="draft"[^>]* checked', condition)
    feasible = part('{% include "kit/field.html" with field=form.feasible %}', form=Sample())
    assert 'class="picks"' in feasible
    assert '<span class="fine">Every must is met</span>' in feasible
    assert 'class="picks"' in part(
        '{% include "kit/field.html" with field=form.condition look="picks" %}', form=Sample()
    )


def test_what_may_be_left_out_says_so() -> None:
    assert "optional" in part('{% include "kit/field.html" with field=form.planned %}', form=Sample())
    assert "optional" not in part('{% include "kit/field.html" with field=form.title %}', form=Sample())


def test_a_form_with_a_file_is_sent_in_parts_and_shows_its_progress() -> None:
    page = part('{% include "kit/form.html" %}', form=WithFile())
    assert 'enctype="multipart/form-data" data-upload' in page
    assert "data-chosen" in page


class Criterion(forms.Form):
    text = forms.CharField(label="What must be true")
    weight = forms.ChoiceField(label="Weight", choices=[("must", "must"), ("should", "should")])


def test_rows_grow_without_a_script_and_enter_does_not_add_one() -> None:
    rows = formset_factory(Criterion, extra=2, can_delete=True)(prefix="criteria")
    page = part(
        '<form method="post">{% include "kit/formset.html" with noun="criterion" title="Criteria" %}</form>',
        formset=rows,
    )
    buttons = [a for tag, a in Reader(page).elements if tag == "button"]
    assert "name" not in buttons[0]
    assert (buttons[-1]["name"], buttons[-1]["value"]) == ("more", "criteria")
    assert page.count("data-row>") == 3
    assert 'name="criteria-__prefix__-text"' in page
    assert 'name="criteria-TOTAL_FORMS" value="2"' in page


def test_the_errors_of_rows_stand_in_their_row() -> None:
    data = {"c-TOTAL_FORMS": "1", "c-INITIAL_FORMS": "0", "c-0-text": "", "c-0-weight": "must", "c-0-DELETE": ""}
    rows = formset_factory(Criterion, extra=1, min_num=1, validate_min=True)(data, prefix="c")
    assert not rows.is_valid()
    page = part('<form method="post">{% include "kit/formset.html" %}</form>', formset=rows)
    assert 'id="id_c-0-text_error"' in page

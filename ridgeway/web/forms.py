"""How every form is drawn: `{{ form }}`, `{{ form.field.as_field_group }}`, and the date field of three boxes.

The markup is the GOV.UK design system's; labels, hints and errors are tied to their fields, and errors lead to them.
"""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from .components.jinja import component

Params = dict[str, Any]
# the widget's attributes that reach the page
PASSED_ON = {
    "min",
    "max",
    "step",
    "data-module",
    "disabled",
    "readonly",
    "placeholder",
    "aria-label",
    "accept",
    "multiple",
}


class DateInput(forms.MultiWidget):
    """Day, month and year, each in a box of its own."""

    def __init__(self, attrs: dict | None = None):
        super().__init__([forms.TextInput] * 3, attrs)

    def decompress(self, value: Any) -> list:
        return [value.day, value.month, value.year] if isinstance(value, dt.date) else [None, None, None]


class DateField(forms.MultiValueField):
    """A date in British order. Says which part is missing, and what is wrong with the rest."""

    widget = DateInput

    def __init__(self, **options: Any):
        super().__init__(fields=[forms.CharField(required=False)] * 3, require_all_fields=False, **options)

    def clean(self, value: Any) -> dt.date | None:
        parts = [str(part or "").strip() for part in (value or ["", "", ""])]
        if not any(parts):
            if self.required:
                raise forms.ValidationError(self._what_to_enter(), code="required")
            return None
        missing = [name for name, part in zip((_("a day"), _("a month"), _("a year")), parts, strict=True) if not part]
        if missing:
            parts_missing = (
                _("{this} and {that}").format(this=missing[0], that=missing[1]) if missing[1:] else missing[0]
            )
            words = _("{name} must have {parts}").format(name=self._begins(), parts=parts_missing)
            raise forms.ValidationError(words, code="incomplete")
        return self._date(parts)

    def _date(self, parts: list[str]) -> dt.date:
        try:
            day, month, year = (int(part) for part in parts)
            found = dt.date(year, month, day)
        except (ValueError, OverflowError) as error:
            words = _("{name} must be a real date, for example 31 3 2016").format(name=self._begins())
            raise forms.ValidationError(words, code="invalid") from error
        if not 1900 <= year <= 2200:
            words = _("{name} must have a year of four figures").format(name=self._begins())
            raise forms.ValidationError(words, code="invalid")
        return found

    def _begins(self) -> str:
        return str(self.label or _("The date"))

    def _what_to_enter(self) -> str:
        name = str(self.label or "")
        return _("Enter the {name}").format(name=f"{name[0].lower()}{name[1:]}") if name else _("Enter a date")


class PoundsField(forms.DecimalField):
    """An amount as people write it: £1,250.50 is 1250.50."""

    def to_python(self, value):
        if isinstance(value, str):
            value = value.replace("£", "").replace("\u2212", "-").strip()
            if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d*)?", value, re.ASCII):
                value = value.replace(",", "")
        return super().to_python(value)


class Bound(BoundField):
    """A field that draws itself with the design system's macros."""

    @property
    def kind(self) -> str:
        widget = self.field.widget
        kinds: list[tuple[type, str]] = [
            (forms.CheckboxSelectMultiple, "checkboxes"),
            (forms.RadioSelect, "radios"),
            (DateInput, "date-input"),
            (forms.SelectMultiple, "checkboxes"),
            (forms.Select, "select"),
            (forms.CheckboxInput, "checkbox"),
            (forms.Textarea, "textarea"),
            (forms.FileInput, "file-upload"),
            (forms.PasswordInput, "password-input"),
        ]
        return next((kind for cls, kind in kinds if isinstance(widget, cls)), "input")

    @property
    def key(self) -> str:
        return self.auto_id or self.html_name

    @property
    def first_id(self) -> str:
        """The id an error leads to."""
        return f"{self.key}_0" if self.kind in ("date-input", "radios", "checkboxes") else self.key

    def as_field_group(self) -> SafeString:
        """The field with its label, hint and error."""
        if self.is_hidden:
            return mark_safe(self.as_widget())  # noqa: S308
        draw = {
            "radios": self._choices,
            "checkboxes": self._choices,
            "checkbox": self._checkbox,
            "select": self._select,
            "date-input": self._date,
            "textarea": self._textarea,
            "file-upload": self._file,
            "password-input": self._password,
        }.get(self.kind, self._input)
        return draw()

    def _words(self) -> Params:
        return {
            "hint": {"text": self.help_text} if self.help_text else None,
            "errorMessage": {"text": " ".join(error_words(self)), "visuallyHiddenText": gettext("Error")}
            if self.errors
            else None,
        }

    def _name(self) -> str:
        label = str(self.label or "")
        optional = not self.field.required and self.kind not in ("checkbox", "checkboxes", "radios")
        optional = optional and self.name not in getattr(
            self.form, "depends", ()
        )  # needed, by what was answered before
        if not label or not optional or self._attribute("quiet_optional"):
            return label
        return gettext("{label} (optional)").format(label=label)

    def _attribute(self, name: str) -> Any:
        return self.field.widget.attrs.get(name)

    def _common(self) -> Params:
        attributes = {
            name: str(value)
            for name, value in self.field.widget.attrs.items()
            if name in PASSED_ON and value is not False
        }
        classes = self._attribute("label_class")
        heading = self._attribute("question")
        return {
            "id": self.key,
            "name": self.html_name,
            "attributes": attributes or None,
            "label": {
                "text": self._name(),
                "for": self.key,
                "isPageHeading": bool(heading),
                "classes": "govuk-label--l" if heading else classes,
            },
            **self._words(),
        }

    def _legend(self) -> Params:
        heading = self._attribute("question")
        return {
            "legend": {
                "text": self._name(),
                "isPageHeading": bool(heading),
                "classes": "govuk-fieldset__legend--l" if heading else self._attribute("label_class"),
            }
        }

    def _choices(self) -> SafeString:
        items = []
        for place, option in enumerate(self._options()):
            items.append({**option, "id": f"{self.key}_{place}"})
        return component(
            self.kind, idPrefix=self.key, name=self.html_name, fieldset=self._legend(), items=items,
            classes=self._attribute("choices_class"), **self._words(),
        )  # fmt: skip

    def _options(self) -> list[Params]:
        chosen = self.value()
        chosen = (
            []
            if chosen is None
            else [str(item) for item in (chosen if isinstance(chosen, list | tuple | set) else [chosen])]
        )
        widget, options = self.field.widget, []
        for group, rows, _index in widget.optgroups(self.html_name, chosen):
            for row in rows:
                if row["value"] in ("", None) and self.kind != "select":
                    continue
                words = f"{group}: {row['label']}" if group else str(row["label"])
                options.append(
                    {
                        "value": str(row["value"] if row["value"] is not None else ""),
                        "text": words,
                        "selected": row["selected"],
                        "checked": row["selected"],
                    }
                )
        return options

    def _select(self) -> SafeString:
        return component("select", items=self._options(), classes=self._attribute("class"), **self._common())

    def _checkbox(self) -> SafeString:
        words = self._words()
        item = {
            "value": "on",
            "text": self._name(),
            "checked": bool(self.value()),
            "id": self.key,
            "hint": words["hint"],
        }
        return component(
            "checkboxes", idPrefix=self.key, name=self.html_name, items=[item], errorMessage=words["errorMessage"]
        )

    def _date(self) -> SafeString:
        value = self.value()
        values = list(value) if isinstance(value, list | tuple) else self.field.widget.decompress(value)
        wrong = " govuk-input--error" if self.errors else ""
        items = [
            {
                "id": f"{self.key}_{place}",
                "name": f"{self.html_name}_{place}",
                "label": label,
                "value": str(values[place]) if values[place] not in (None, "") else None,
                "classes": f"govuk-input--width-{4 if place == 2 else 2}{wrong}",
            }
            for place, label in enumerate((_("Day"), _("Month"), _("Year")))
        ]
        return component(
            "date-input", id=self.key, fieldset={**self._legend(), "role": "group"}, items=items, **self._words()
        )

    def _textarea(self) -> SafeString:
        value = self.value()
        return component(
            "textarea", value=None if value is None else str(value), rows=self._attribute("rows") or 4, **self._common()
        )

    def _file(self) -> SafeString:
        return component("file-upload", **self._common())

    def _password(self) -> SafeString:
        return component("password-input", autocomplete=self._attribute("autocomplete"), **self._common())

    def _input(self) -> SafeString:
        widget = self.field.widget
        value = widget.format_value(self.value()) if hasattr(widget, "format_value") else self.value()
        spellcheck = {"true": True, "false": False}.get(str(self._attribute("spellcheck")).lower())
        return component(
            "input",
            type=getattr(widget, "input_type", "text"),
            value=None if value is None else str(value),
            autocomplete=self._attribute("autocomplete"),
            inputmode=self._attribute("inputmode"),
            classes=self._attribute("class"),
            spellcheck=spellcheck,
            **self._common(),
        )


class Renderer(DjangoTemplates):
    """Django's own renderer for widgets; fields and forms are drawn by us."""

    bound_field_class = Bound
    form_template_name = "components/form.html"


def error_list(form: forms.BaseForm) -> list[Params]:
    """Every error of a form in the order of its fields, each leading to its field."""
    items: list[Params] = [{"text": str(error)} for error in form.non_field_errors()]
    for bound in form:
        items += [
            {"text": words, "href": f"#{getattr(bound, 'first_id', bound.auto_id)}"} for words in error_words(bound)
        ]
    return items


def error_words(bound: BoundField) -> list[str]:
    """A field's errors; an empty answer is told what to do ("Enter the start date") rather than that it is required, and a number out of its bounds
    which they are."""
    untold = str(forms.Field.default_error_messages["required"])
    bounds = {validator(None).message for validator in (MinValueValidator, MaxValueValidator)}
    return [
        _what_to_do(bound) if str(words) == untold else _within(bound, error) if error.message in bounds else str(words)
        for words, error in zip(bound.errors, bound.errors.as_data(), strict=True)
    ]


def _within(bound: BoundField, error: forms.ValidationError) -> str:
    """Between what and what a number is ("Months: from 1 to 120"), or the one bound there is."""
    low, high = (getattr(bound.field, name, None) for name in ("min_value", "max_value"))
    if low is not None and high is not None:
        return gettext("{name}: from {least} to {most}").format(name=bound.label, least=low, most=high)
    limit = (error.params or {}).get("limit_value")
    if error.code == "min_value":
        return gettext("{name}: at least {least}").format(name=bound.label, least=limit)
    return gettext("{name}: at most {most}").format(name=bound.label, most=limit)


# labels that "the" does not go before: "Why", "What the candidate is told"; "Their job", "Your name"
_ASKING = frozenset({"why", "what", "how", "who", "whom", "whose", "where", "when", "which"})
_DETERMINED = frozenset(
    {"their", "your", "our", "its", "his", "her", "the", "a", "an", "one", "anything", "something", "somebody"}
)


def _what_to_do(bound: BoundField) -> str:
    name = str(bound.label or "answer")
    name = name if name.split()[0].isupper() else f"{name[0].lower()}{name[1:]}"
    kind = getattr(bound, "kind", "input")
    if kind == "file-upload":
        return gettext("Choose a file")
    if kind == "checkbox":
        return gettext("Tick to say: {name}").format(name=name)
    if name.endswith("?"):
        return gettext("Answer this question")
    is_choice = kind in ("select", "radios", "checkboxes")
    first = name.split()[0].lower().rstrip(",")
    if first in _ASKING and not is_choice:
        return gettext("Say {name}").format(name=name)
    if first in _ASKING | _DETERMINED:
        return (gettext("Choose {name}") if is_choice else gettext("Enter {name}")).format(name=name)
    return (gettext("Choose the {name}") if is_choice else gettext("Enter the {name}")).format(name=name)


def error_summary(form: forms.BaseForm | None) -> SafeString:
    """The box at the top of a page with a form that was refused; nothing where there is no error."""
    if form is None or not form.is_bound or not form.errors:
        return mark_safe("")
    items = error_list(form)
    title = ngettext("One answer needs another look", "{count} answers need another look", len(items))
    title = title.format(count=len(items))
    return component("error-summary", titleText=title, errorList=items)

"""The careers site of a council: where it stands, whether the public sees it, and whom one rings first."""

from django.db import models

from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council


class Language(models.TextChoices):
    """The languages of the public pages. The staff's pages are English."""

    ENGLISH = "en-gb", "English"
    WELSH = "cy", "Cymraeg"


class CareersSiteQuerySet(Scoped):
    seen_with = Permission.SITE_EDIT


class CareersSite(models.Model):
    """One a council. `home` is the root of its pages; `host`, where set, a name of its own at whose root it stands too."""

    council = models.OneToOneField(Council, models.PROTECT, related_name="+")
    home = models.OneToOneField("wagtailcore.Page", models.PROTECT, related_name="+")
    is_public = models.BooleanField("anybody can see it", default=False)
    host = models.CharField("host name of its own", max_length=253, unique=True, null=True, blank=True)
    language = models.CharField(max_length=10, choices=Language.choices, default=Language.ENGLISH)
    strapline = models.CharField("under the council's name", max_length=60, default="Careers in social work")
    contact_name = models.CharField("whom one rings first", max_length=120, blank=True)
    contact_part = models.CharField("what they do", max_length=200, blank=True)
    contact_telephone = models.CharField("telephone", max_length=40, blank=True)
    contact_hours = models.CharField("when they answer", max_length=80, blank=True)
    links = models.JSONField("elsewhere", default=list, help_text="Words and address of the council's other places")

    objects = CareersSiteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Careers site of {self.council}"

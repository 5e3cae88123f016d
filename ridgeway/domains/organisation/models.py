"""Councils, services, teams; users, roles, grants."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.text import slugify

from ridgeway.core.outbox.models import OutgoingMail, OutgoingMailQuerySet
from ridgeway.core.periods import Period, PeriodQuerySet, period_is_forwards

from .access import Scoped
from .choices import OFFICES, Permission, ServiceKind


class Region(models.Model):
    """A region of England, as the published statistics name it."""

    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """As an address names it."""
        return slugify(self.name)


class CouncilQuerySet(Scoped):
    reach = {"council": "pk", "service": "services__pk", "team": "teams__pk"}


class Council(models.Model):
    """A local authority with children's or adult social care. `code` is its three-digit number in the national returns."""

    code = models.CharField("three-digit code", max_length=3, unique=True)
    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="councils")
    wordmark = models.CharField(max_length=60, blank=True, help_text="As written at the head of every page")
    accent = models.CharField(max_length=7, default="#28633A")
    requires_second_factor = models.BooleanField(
        "everybody needs a second factor", default=False, help_text="Whatever their role says"
    )
    is_demonstration = models.BooleanField(default=False)
    records_from = models.DateField(
        null=True, blank=True, help_text="Who was in post is known from this day on, and who started and left after it"
    )
    records_until = models.DateField(
        null=True, blank=True, help_text="The day of the last file, where files are all that is known; empty = kept up"
    )
    revision = models.PositiveBigIntegerField(default=0, help_text="Rises with every write to the council's rows")

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(code__regex=r"^\d{3}$"), name="council_code_is_three_digits")]

    def __str__(self) -> str:
        return self.name


class ServiceQuerySet(Scoped):
    reach = {"council": "council_id", "service": "pk", "team": "teams__pk"}


class Service(models.Model):
    """A part of a council that answers for a kind of social work."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="services")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=ServiceKind.choices)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="service_slug_once_per_council"),
        ]

    def __str__(self) -> str:
        return self.name


class TeamQuerySet(Scoped, PeriodQuerySet):
    reach = {"council": "council_id", "service": "service_id", "team": "pk"}


class Team(Period):
    """A team of a service; `group` gathers teams as the council's papers do ("Safeguarding and assessment")."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="teams")
    service = models.ForeignKey(Service, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60)
    group = models.CharField(max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="team_slug_once_per_council"),
            period_is_forwards("team"),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager):
    """Users are known by their e-mail address."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        """A user, not yet able to do anything: roles are granted by `actions.grant`."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def visible_to(self, user):
        """The people who hold, or held, a role over a scope whose access `user` manages."""
        return self.filter(pk__in=Grant.objects.visible_to(user).order_by().values("user"))


class User(AbstractUser):
    """A person who signs in."""

    username = None  # type: ignore[assignment]
    first_name = last_name = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=120)
    session_epoch = models.PositiveIntegerField(default=0, help_text="Raised to end every session the person has open")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def _get_session_auth_hash(self, secret=None):
        """What a session is held against: it ends when the password or the epoch changes."""
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("ridgeway.session", value, secret=secret, algorithm="sha256").hexdigest()


class RoleQuerySet(models.QuerySet):
    def offered_in(self, council):
        """The built-in roles and the council's own."""
        return self.filter(Q(council=council) | Q(council__isnull=True))

    def visible_to(self, user):
        """Roles that somebody managing access in a council can give there."""
        managed = Council.objects.visible_to(user, Permission.ACCESS_MANAGE).order_by().values("pk")
        return self.filter(Q(council__in=managed) | Q(council__isnull=True))


class Role(models.Model):
    """A named set of permissions. Built-in roles belong to no council; a council can add its own."""

    council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="roles")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    permissions = models.JSONField(default=list)
    requires_second_factor = models.BooleanField(default=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "key"], name="role_key_once_per_council"),
            models.UniqueConstraint(fields=["key"], condition=Q(council__isnull=True), name="built_in_role_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def signs_off(self) -> bool:
        """Whether whoever holds it signs for an office."""
        return bool(OFFICES & set(self.permissions))


class GrantQuerySet(Scoped, PeriodQuerySet):
    seen_with = Permission.ACCESS_MANAGE
    reach = {"council": "council_id", "service": "service_id", "team": "team_id"}


class Grant(Period):
    """A role held by a user over a scope, for a period. Neither service nor team: the whole council."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants")
    council = models.ForeignKey(Council, models.PROTECT, related_name="grants")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="grants")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="grants")

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=True) | Q(team__isnull=True), name="grant_scope_is_one_thing"
            ),
            period_is_forwards("grant"),
        ]

    def __str__(self) -> str:
        return f"{self.role} for {self.user}"


class CouncilMailQuerySet(Scoped, OutgoingMailQuerySet):
    seen_with = Permission.COUNCIL_MANAGE


class CouncilMail(OutgoingMail):
    """A mail of the outbox as somebody of its council may see it: the outbox stands below the councils, and has no door of its own."""

    objects: ClassVar[Any] = CouncilMailQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        proxy = True


class RegionGrant(Period):
    """Somebody leads a region, for a period: they see aggregates of its councils, and keep what the region agrees."""

    user = models.ForeignKey(User, models.CASCADE, related_name="region_grants")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [period_is_forwards("region_grant")]

    def __str__(self) -> str:
        return f"{self.region} led by {self.user}"

"""Fill in when the checks of earlier applications were clear, from the days on which each was settled.

The moment has been kept only since 0013. It is the last of: every check's day, the second of two references read and the first of them that is
the employer's, the disclosure read. What was settled after the first day (a risk had been accepted) is no moment before it. One statement,
driven by the checks: of a million applications only those are touched whose eight checks are settled.
"""

from django.db import migrations
from django.db.models import Count, DateTimeField, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest

KINDS = ("identity", "right_to_work", "dbs", "register", "qualifications", "overseas", "health", "online")


def fill(apps, schema_editor) -> None:
    """Set `checks_clear_at` where everything is settled and nothing says when."""
    named = ("Application", "ApplicationMove", "Check", "Reference", "Disclosure")
    application, move, check, reference, disclosure = (apps.get_model("recruitment", name) for name in named)
    settled = check.objects.filter(state__in=["done", "not_needed"], kind__in=KINDS).order_by()
    whole = settled.values("application").annotate(n=Count("pk")).filter(n=len(KINDS)).values("application")
    of_one = {"application": OuterRef("pk")}
    day = Max(Coalesce(Cast("done_on", DateTimeField()), "changed_at"))
    read = reference.objects.filter(state="received", read_at__isnull=False, **of_one).order_by("read_at", "pk")
    disclosed = disclosure.objects.filter(read_at__isnull=False, **of_one)
    started = move.objects.filter(to_state="started", **of_one).order_by("at")
    rows = application.objects.filter(checks_clear_at__isnull=True, pk__in=whole).filter(
        Exists(read.filter(is_employer=True)), Exists(disclosed)
    )
    rows = rows.annotate(
        second=Subquery(read.values("read_at")[1:2]), began=Subquery(started.values("at")[:1]),
        moment=Greatest(
            Subquery(settled.filter(**of_one).values("application").annotate(day=day).values("day"), DateTimeField()),
            Subquery(read.values("read_at")[1:2]), Subquery(read.filter(is_employer=True).values("read_at")[:1]),
            Subquery(disclosed.values("read_at")[:1]),
        ),
    )  # fmt: skip
    rows = rows.filter(second__isnull=False).filter(Q(began__isnull=True) | Q(moment__lte=F("began")))
    rows.update(checks_clear_at=F("moment"))


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0015_agreed_at_interview_and_stopped_messages")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

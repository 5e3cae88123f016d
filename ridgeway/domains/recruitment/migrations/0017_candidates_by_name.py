import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_regiongrant"),
        ("recruitment", "0016_when_checks_were_clear"),
    ]

    operations = [
        migrations.AddField(
            model_name="candidate",
            name="family_key",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.text.Replace(
                    django.db.models.functions.text.Lower(models.F("name")),
                    models.Func(
                        django.db.models.functions.text.Lower(models.F("name")),
                        django.db.models.functions.text.Replace(
                            django.db.models.functions.text.Lower(models.F("name")), models.Value(" "), models.Value("")
                        ),
                        function="RTRIM",
                        output_field=models.CharField(),
                    ),
                    models.Value(""),
                ),
                output_field=models.CharField(max_length=120),
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="name_key",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.text.Lower(models.F("name")),
                output_field=models.CharField(max_length=120),
            ),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                fields=["council", "name_key"], name="candidate_by_name", opclasses=["int8_ops", "varchar_pattern_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                fields=["council", "family_key"],
                name="candidate_by_family",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                fields=["council", "email"], name="candidate_by_email", opclasses=["int8_ops", "varchar_pattern_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                fields=["council", "telephone_key"],
                name="candidate_by_telephone",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ),
    ]

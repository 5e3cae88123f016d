"""The end of a chain is never moved back or taken away, and on SQLite no entry is put in another's place.

SQLite's INSERT OR REPLACE deletes the row it replaces without asking the triggers on deletion.
"""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_no_replace BEFORE INSERT ON core_auditentry
       WHEN EXISTS (SELECT 1 FROM core_auditentry WHERE id = NEW.id)
         OR EXISTS (SELECT 1 FROM core_auditentry WHERE chain = NEW.chain AND sequence = NEW.sequence)
       BEGIN SELECT RAISE(ABORT, 'audit entries cannot be replaced'); END""",
    """CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON core_audithead
       BEGIN SELECT RAISE(ABORT, 'the end of an audit chain cannot be deleted'); END""",
    """CREATE TRIGGER audit_head_only_grows BEFORE UPDATE ON core_audithead
       WHEN NEW.chain <> OLD.chain OR NEW.sequence < OLD.sequence
       BEGIN SELECT RAISE(ABORT, 'the end of an audit chain cannot be moved back'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION audit_head_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the end of an audit chain cannot be deleted or moved back'; END $$""",
    """CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON core_audithead
       FOR EACH ROW EXECUTE FUNCTION audit_head_refuse()""",
    """CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON core_audithead
       FOR EACH STATEMENT EXECUTE FUNCTION audit_head_refuse()""",
    """CREATE TRIGGER audit_head_only_grows BEFORE UPDATE ON core_audithead FOR EACH ROW
       WHEN (NEW.chain <> OLD.chain OR NEW.sequence < OLD.sequence) EXECUTE FUNCTION audit_head_refuse()""",
]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_is_append_only")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]

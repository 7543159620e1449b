"""Half of every page of newest results stays free: each run replaces all of them, and a row that
finds room on its own page needs no new entries in the indexes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("risk", "0012_veto_clearances")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE risk_riskresult SET (fillfactor = 45)",
            "ALTER TABLE risk_riskresult RESET (fillfactor)",
        )
    ]

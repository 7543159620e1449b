"""What is written with its entry, by one function, has no foreign key to it: no entry ever goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two checks less at the end of every business transaction."""

    dependencies = [("audit", "0009_key_alone")]

    operations = [
        migrations.AlterField(
            model_name="pending",
            name="entry",
            field=models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                primary_key=True,
                serialize=False,
                to="audit.entry",
            ),
        ),
        migrations.AlterField(
            model_name="disclosure",
            name="entry",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disclosures",
                to="audit.entry",
            ),
        ),
    ]

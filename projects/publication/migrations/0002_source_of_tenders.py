"""The tenders that imports brought before tenders knew their source."""

from django.db import migrations

# the import itself wrote the first tender of the project; later ones may be people's
FORWARD = """
UPDATE selection_tender tender SET source_id = imported.ocid
FROM publication_importedprocess imported
WHERE tender.id = (
    SELECT min(id) FROM selection_tender WHERE project_id = imported.project_id
);
"""


class Migration(migrations.Migration):
    """Known by the process, of which there is one a project."""

    dependencies = [("publication", "0001_initial"), ("selection", "0006_source")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

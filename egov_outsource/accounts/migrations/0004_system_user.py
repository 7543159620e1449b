"""The platform's own user, in whose name tasks and commands act."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import migrations

EMAIL = "system@platform.invalid"


def create_system_user(apps: Any, schema_editor: Any) -> None:
    apps.get_model("accounts", "User").objects.get_or_create(
        email=EMAIL,
        defaults={"name": "Platform", "kind": "system", "password": make_password(None)},
    )


def remove_system_user(apps: Any, schema_editor: Any) -> None:
    apps.get_model("accounts", "User").objects.filter(email=EMAIL).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_roles_fit_kinds")]

    operations = [migrations.RunPython(create_system_user, remove_system_user)]

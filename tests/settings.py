"""Settings of the tests: data, databases and Redis of their own, one set a test process."""

import os
from pathlib import Path

from egov_outsource import env

_folder = os.environ.setdefault("TEST_DATA_DIR", str(env.data_dir() / "test"))
os.environ["DATA_DIR"] = _folder
os.environ.setdefault("EGOV_EMBEDDED_FAST", "1")
os.environ["EGOV_AS_OWNER"] = "1"  # makes and empties databases; with the wall on it enters roles

from egov_outsource.settings import *  # noqa: E402, F403 - the folder must be known before
from egov_outsource.settings import (  # noqa: E402
    CACHES,
    CELERY_BROKER_TRANSPORT_OPTIONS,
    DATABASES,
    INSTALLED_APPS,
    MIDDLEWARE,
    REDIS_URL,
    STORAGES,
)
from egov_outsource.wall.cursor import WalledCursor  # noqa: E402
from egov_outsource.wall.eyes import APPLICATION_ROLE  # noqa: E402

WalledCursor.nobody = APPLICATION_ROLE  # whoever forgot to say whose eyes these are meets nothing

# gw0, gw1, … under pytest-xdist; programs that a test starts inherit it
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "main")
_number = int(PROCESS.removeprefix("gw")) + 1 if PROCESS.startswith("gw") else 0

# emptying the cache must not take the tasks with it
QUEUE_URL = env.redis_database(REDIS_URL, 2 * _number + 2)
CELERY_BROKER_URL = env.broker_url(QUEUE_URL)
CACHES["default"]["LOCATION"] = env.redis_database(REDIS_URL, 2 * _number + 3)
# what a killed worker held is given to another one within a test's patience
CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] = 5

if "TEST_DATABASE" in os.environ:  # a program that a test started uses the test's database
    DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
DATABASES["default"]["ENGINE"] = "tests.postgres"
DATABASES["default"]["CONN_MAX_AGE"] = 0

LOG_ROOT = Path(_folder) / f"log-{PROCESS}"
LOG_KEY_ROOT = Path(_folder) / f"log-key-{PROCESS}"
STORAGES["log"]["OPTIONS"]["location"] = LOG_ROOT
MEDIA_ROOT = Path(_folder) / f"evidence-{PROCESS}"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
INSTALLED_APPS.append("tests.work")  # kinds of jobs and tasks that workers of tests know
MIDDLEWARE.append("tests.eyes.ForcedMiddleware")

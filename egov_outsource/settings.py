"""Settings of the platform, every one that an operator may change read from the environment."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu import Queue
from redis.backoff import NoBackoff
from redis.retry import Retry

from egov_outsource import embedded, env
from egov_outsource.openapi import OPENAPI
from egov_outsource.queues import DEFAULT, QUEUES, ROUTES
from egov_outsource.schedule import SCHEDULE
from egov_outsource.wall.cursor import WalledCursor
from egov_outsource.wall.eyes import APPLICATION_ROLE

BASE_DIR = env.BASE_DIR
DATA_DIR = env.data_dir()

DEMO = env.flag("DEMO", default=True)
DEBUG = env.flag("DEBUG")
# outside the demo an empty key stops the start: nobody runs on a key that was made by chance
SECRET_KEY = env.text("SECRET_KEY") or (embedded.local_secret(DATA_DIR) if DEMO else "")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
BASE_URL = env.text("BASE_URL", f"http://localhost:{env.number('PORT', 8000)}")

INSTALLED_APPS = [
    "egov_outsource.apps.PlatformConfig",
    "egov_outsource.accounts",
    "egov_outsource.jobs",
    "audit.log",
    "audit.evidence",
    "contractors",
    "projects",
    "projects.ownership",
    "projects.planning",
    "projects.selection",
    "projects.supervision",
    "projects.acceptance",
    "projects.prosecution",
    "projects.lifecycle",
    "projects.publication",
    "audit.reviews",
    "audit.bundles",
    "audit.entitlements",
    "audit.keys",
    "risk",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "rest_framework_api_key",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "egov_outsource.wall.middleware.OpenEyesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "egov_outsource.wall.middleware.RecogniseMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "egov_outsource.accounts.middleware.LanguageMiddleware",
    "egov_outsource.accounts.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "egov_outsource.middleware.CorrelationMiddleware",
    "egov_outsource.middleware.RequestSizeMiddleware",
    "egov_outsource.middleware.RefusalMiddleware",
    "projects.middleware.EmergencyReadingMiddleware",
    "projects.openings.OpeningMiddleware",
]

ROOT_URLCONF = "egov_outsource.urls"
WSGI_APPLICATION = "egov_outsource.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "egov_outsource.context.platform",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "egov_outsource.templatetags.display",
            ],
        },
    },
]

FORM_RENDERER = "egov_outsource.forms.DesignSystemRenderer"

# the second wall: the application signs in with a role that owns nothing and may only enter the
# roles of the wall; `migrate` and `secure_database` sign in as the owner of the tables
ROW_LEVEL_SECURITY = env.flag("ROW_LEVEL_SECURITY")
AS_OWNER = env.flag("EGOV_AS_OWNER")
APPLICATION_URL = env.text("DATABASE_URL") or embedded.database_url(
    DATA_DIR, APPLICATION_ROLE if ROW_LEVEL_SECURITY else embedded.OWNER
)
OWNER_URL = env.text("DATABASE_OWNER_URL") or (
    env.text("DATABASE_URL") or embedded.database_url(DATA_DIR)
)
DATABASE_URL = OWNER_URL if AS_OWNER else APPLICATION_URL
REDIS_URL = env.text("REDIS_URL") or embedded.redis_url(DATA_DIR)

walled = {"cursor_factory": WalledCursor} if ROW_LEVEL_SECURITY else {}
DATABASES = {"default": env.database(DATABASE_URL, **walled)}
# not behind a pooler that gives every transaction another connection
DATABASE_PREPARES = env.flag("DATABASE_PREPARES", default=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# a Redis that does not answer must cost a request little, and never fail it
REDIS_SECONDS = 1
CACHES = {
    "default": {
        "BACKEND": "egov_outsource.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "egov",
        "OPTIONS": {
            "socket_connect_timeout": REDIS_SECONDS,
            "socket_timeout": REDIS_SECONDS,
            "retry": Retry(NoBackoff(), 1),
        },
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
GUARDIAN_GET_INIT_ANONYMOUS_USER = None
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_GET_CONTENT_TYPE = "egov_outsource.access.content_type_of"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# sign-in: by e-mail address and password, or by passkey; accounts only by invitation
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = env.text("LOGIN_REDIRECT_URL", "/")
ACCOUNT_ADAPTER = "egov_outsource.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(BASE_URL).scheme
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    "login": env.text("RATE_LOGIN", "30/m/ip"),
    "login_failed": env.text("RATE_LOGIN_FAILED", "30/m/ip,5/5m/key"),
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)
MFA_ADAPTER = "egov_outsource.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "E-government outsourcing"
MFA_TOTP_TOLERANCE = 1
# browsers allow passkeys without TLS on localhost only
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BASE_URL.startswith("http://localhost")
# roles whose holders must set up a second factor before they can do anything else
SECOND_FACTOR_ROLES = env.words("SECOND_FACTOR_ROLES")
INVITATION_DAYS = env.number("INVITATION_DAYS", 7)
TOKEN_LONGEST_DAYS = env.number("TOKEN_LONGEST_DAYS", 366)
DELEGATION_LONGEST_DAYS = env.number("DELEGATION_LONGEST_DAYS", 60)
PERSON_KEY_SECRET = env.text("PERSON_KEY_SECRET")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "egov_outsource.formats"
TIME_ZONE = env.text("TIME_ZONE", "Asia/Shanghai")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [
    BASE_DIR / "templates" / "static",
    ("uswds", BASE_DIR / "node_modules" / "@uswds" / "uswds" / "dist"),
    ("htmx", BASE_DIR / "node_modules" / "htmx.org" / "dist"),
    ("echarts", BASE_DIR / "node_modules" / "echarts" / "dist"),
    ("tus", BASE_DIR / "node_modules" / "tus-js-client" / "dist"),
]
MEDIA_ROOT = DATA_DIR / "evidence"
# evidence: the largest file, the largest request with several, and, behind nginx, the internal
# location that serves MEDIA_ROOT so that no process of ours is busy with a download
EVIDENCE_MAX_BYTES = env.number("EVIDENCE_MAX_MB", 200) << 20
EVIDENCE_MAX_REQUEST_BYTES = env.number("EVIDENCE_MAX_REQUEST_MB", 1000) << 20
EVIDENCE_ACCEL_PREFIX = env.text("EVIDENCE_ACCEL_PREFIX")
# the largest file that comes in parts, and how long unfinished parts are kept
EVIDENCE_LARGE_MAX_BYTES = max(env.number("EVIDENCE_LARGE_MAX_MB", 2000) << 20, EVIDENCE_MAX_BYTES)
EVIDENCE_PARTS_HOURS = env.number("EVIDENCE_PARTS_HOURS", 48)
# a bucket of an S3-compatible store instead of MEDIA_ROOT; what arrives still lies there shortly
EVIDENCE_BUCKET = env.text("EVIDENCE_S3_BUCKET")
# the virus scanner: tcp://host:3310 or unix:///run/clamav/clamd.ctl; without one nothing is scanned
CLAMD_URL = env.text("CLAMD_URL")
CLAMD_SECONDS = env.number("CLAMD_SECONDS", 120)
FILE_UPLOAD_HANDLERS = ["audit.evidence.uploading.BoundedUploadHandler"]
# open contracting data that was handed in, until it is imported
IMPORT_ROOT = DATA_DIR / "imports"
IMPORT_MAX_BYTES = min(env.number("IMPORT_MAX_MB", 200) << 20, EVIDENCE_MAX_BYTES)
# how long somebody may read in an emergency; the database takes no more than 24
EMERGENCY_MAX_HOURS = env.number("EMERGENCY_MAX_HOURS", 4)

# the tree over the audit log: its tiles, the key that the sequencer alone reaches, its name (fixed
# when the first head is signed), and whether a second tree with SM3 is kept
LOG_ROOT = DATA_DIR / "log"
LOG_KEY_ROOT = Path(env.text("LOG_KEY_ROOT") or DATA_DIR / "log-key")
LOG_SIGNER = env.text("LOG_SIGNER", "audit.log.signer.FileSigner")
LOG_ORIGIN = env.text("LOG_ORIGIN")
LOG_LAG_SECONDS = env.number("LOG_LAG_SECONDS", 60)
# who must have seen a head of the log: `URL VKEY`, separated by commas, and how many of them
LOG_WITNESSES = env.words("LOG_WITNESSES")
LOG_WITNESS_QUORUM = env.number("LOG_WITNESS_QUORUM", 0)
# who states the time of a head (RFC 3161), and the PEM file with the roots of its certificates
LOG_TIME_AUTHORITY = env.text("LOG_TIME_AUTHORITY")
LOG_TIME_ROOTS = env.text("LOG_TIME_ROOTS")
AUDIT_SM3 = env.flag("AUDIT_SM3")

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "platform@egov-outsource.example")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # plots are drawn from data, and a second factor's QR code is an image within the page
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

CELERY_BROKER_URL = env.broker_url(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its queue as long as it takes
CELERY_TASK_QUEUES = [Queue(name) for name in QUEUES]
CELERY_TASK_DEFAULT_QUEUE = DEFAULT
CELERY_TASK_ROUTES = ROUTES
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
# a task that a killed worker held is done again by another one
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_RETRY_ON_WORKER_LOST = True  # and counts: what kills its workers ends as failed
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
TASK_SECONDS = env.number("TASK_SECONDS", 900)
CELERY_TASK_TIME_LIMIT = TASK_SECONDS
CELERY_TASK_SOFT_TIME_LIMIT = TASK_SECONDS * 9 // 10
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # after this time an unfinished task goes to another worker: longer than any may run
    "visibility_timeout": TASK_SECONDS + 60,
    "socket_connect_timeout": REDIS_SECONDS,
    "socket_timeout": 10,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = SCHEDULE
# how long changes are gathered before risk is computed
RISK_DEBOUNCE_SECONDS = float(env.text("RISK_DEBOUNCE_SECONDS", "0.2"))

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "egov_outsource.rest.problem_of",
    "DEFAULT_PAGINATION_CLASS": "egov_outsource.pagination.Pages",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "egov_outsource.accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "egov_outsource.accounts.authentication.WithinTokenScopes",
    ],
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "rest_framework.filters.SearchFilter",
        "egov_outsource.ordering.ReadableOrdering",
    ],
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.text("RATE_API_ANONYMOUS", "60/min"),
        "user": env.text("RATE_API_USER", "1200/min"),
    },
}

STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "log": {"BACKEND": "audit.log.storage.TileFolder", "OPTIONS": {"location": LOG_ROOT}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
if EVIDENCE_BUCKET:
    STORAGES["evidence"] = env.bucket("EVIDENCE", max_memory_size=8 << 20)
if env.text("LOG_S3_BUCKET"):
    prefix = env.text("LOG_S3_PREFIX", "log")
    STORAGES["log"] = env.bucket("LOG", location=prefix, file_overwrite=True) | {
        "BACKEND": "audit.log.bucket.TileBucket"
    }
WHITENOISE_USE_FINDERS = DEMO  # nothing to collect before a demo starts

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
if not (DEBUG or DEMO):
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
    SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    if env.flag("BEHIND_PROXY"):  # only a proxy that sets this header itself may be believed
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}

SPECTACULAR_SETTINGS = OPENAPI

"""Django settings, made of what the environment says. The core never reads this."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF
from django.utils.functional import SimpleLazyObject

from shuzhi.wiring.environment import LOCAL_HOSTS, Environment

ENVIRONMENT = Environment.read()

SECRET_KEY = SimpleLazyObject(ENVIRONMENT.secret_key)  # made when first needed, not when settings are read
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "shuzhi.store",
    "shuzhi.web",
]

MIDDLEWARE = [
    "shuzhi.web.middleware.SendsSafeHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "shuzhi.web.middleware.ClosedToStrangers",
    "django_htmx.middleware.HtmxMiddleware",
    "shuzhi.web.languages.SaysItsLanguage",
]

ROOT_URLCONF = "shuzhi.web.urls"
WSGI_APPLICATION = "shuzhi.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "shuzhi.web.page.frame",
            ]
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
LOGIN_URL = "login"
CSRF_FAILURE_VIEW = "shuzhi.web.refusals.stale_form"

DATABASES: dict[str, dict[str, Any]] = {"default": ENVIRONMENT.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "store.User"
AUTHENTICATION_BACKENDS = ["shuzhi.store.accounts.LinkBackend"]

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
USE_I18N = True

# Named hosts are served through HTTPS (a proxy in front says so); this machine alone may do without.
SERVES_OTHERS = set(ENVIRONMENT.hosts) - set(LOCAL_HOSTS)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in sorted(SERVES_OTHERS)]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SERVES_OTHERS else None
SECURE_SSL_REDIRECT = bool(SERVES_OTHERS)
# Whether all of a domain's subdomains speak HTTPS is for its owner to say, not for one application on it.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SERVES_OTHERS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(SERVES_OTHERS)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day
SESSION_COOKIE_NAME = "shuzhi_session"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = (
    True  # files are served from the packages that bring them; nothing is collected or copied
)
WHITENOISE_MAX_AGE = 3600

# No script, style, frame or form leads anywhere but here; nothing stands inline in a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes of a form without its files
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # larger files wait on disk until they are read
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

"""How the demonstration's password is kept: quickly, for it is printed for everybody."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class PublicPasswordHasher(PBKDF2PasswordHasher):
    """Django's own way with few rounds; the first sign-in replaces it by the full number."""

    iterations = 1_000

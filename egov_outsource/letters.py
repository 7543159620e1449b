"""Letters: subject and text are templates, each reader gets them in the own language."""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation


def post(template: str, address: str, language: str, facts: dict[str, Any]) -> None:
    """Send once it is committed; a mail server that does not answer is logged and loses nothing."""
    transaction.on_commit(partial(send, template, address, language, facts), robust=True)


def send(template: str, address: str, language: str, facts: dict[str, Any]) -> None:
    """One letter of `<template>_subject.txt` and `<template>.txt`."""
    with translation.override(language):
        subject = render_to_string(f"{template}_subject.txt", facts)
        body = render_to_string(f"{template}.txt", facts)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [address])

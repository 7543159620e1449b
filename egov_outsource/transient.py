"""What passes by itself: a server that does not answer now, and answers again soon."""

import kombu.exceptions
import redis.exceptions
import requests.exceptions
from botocore.exceptions import ConnectionError as StoreAway
from botocore.exceptions import HTTPClientError as StoreHangs
from django.db import InterfaceError, OperationalError

# database, Redis (cache and queue), the store of evidence, everything that is asked over HTTP
TRANSIENT: tuple[type[Exception], ...] = (
    OperationalError,
    InterfaceError,
    redis.exceptions.ConnectionError,
    redis.exceptions.TimeoutError,
    kombu.exceptions.OperationalError,
    StoreAway,
    StoreHangs,
    requests.exceptions.ConnectionError,
    requests.exceptions.Timeout,
)

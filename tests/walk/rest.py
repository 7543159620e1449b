"""A REST client for each person of the cast, with a clock that the walk can move."""

from datetime import datetime
from typing import Any

import time_machine
from rest_framework.test import APIClient

from egov_outsource.accounts.models import User


class Rest:
    """Speaks JSON for `user` and says what went wrong when an answer is not the expected one."""

    def __init__(self, user: User) -> None:
        self.client = APIClient()
        self.client.force_authenticate(user)

    def post(self, path: str, body: Any = None, *, expect: int = 201, **extra: Any) -> Any:
        """POST; the ETag of the resource goes along as If-Match when `etag` is given."""
        headers = {"If-Match": extra.pop("etag")} if "etag" in extra else None
        form = {"format": "json"} if not extra.pop("multipart", False) else {}
        answer = self.client.post(f"/api/v1/{path}", body or {}, headers=headers, **form)
        assert answer.status_code == expect, (path, answer.status_code, answer.content[:2000])
        return answer.json()

    def put(self, path: str, body: Any, *, expect: int = 200, etag: str = "") -> Any:
        """PUT."""
        headers = {"If-Match": etag} if etag else None
        answer = self.client.put(f"/api/v1/{path}", body, format="json", headers=headers)
        assert answer.status_code == expect, (path, answer.status_code, answer.content[:2000])
        return answer.json()

    def patch(self, path: str, body: Any, *, etag: str) -> Any:
        """PATCH with If-Match."""
        answer = self.client.patch(
            f"/api/v1/{path}", body, format="json", headers={"If-Match": etag}
        )
        assert answer.status_code == 200, (path, answer.status_code, answer.content[:2000])
        return answer.json()

    def get(self, path: str, *, expect: int = 200) -> Any:
        """GET."""
        answer = self.client.get(f"/api/v1/{path}")
        assert answer.status_code == expect, (path, answer.status_code, answer.content[:2000])
        return answer.json()

    def etag(self, path: str) -> str:
        """The ETag of a resource."""
        return str(self.client.get(f"/api/v1/{path}")["ETag"])


def at(moment: datetime) -> time_machine.travel:
    """The clock shows `moment` and goes on."""
    return time_machine.travel(moment, tick=True)

"""A file that is still being written when its request is over shows what its reader sees."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from egov_outsource.wall import eyes
from tests.build.projects import Cast


def test_the_parts_of_an_answer_are_made_with_the_eyes_of_its_request() -> None:
    seen = []

    def parts() -> Iterator[bytes]:
        for _ in range(2):
            seen.append(eyes.current())
            yield b"part"

    with eyes.exactly(eyes.Eyes(eyes.READER, 7)):
        answer = eyes.kept(parts())
    with eyes.exactly(None):
        assert b"".join(answer) == b"partpart"
    assert seen == [eyes.Eyes(eyes.READER, 7)] * 2


@pytest.mark.django_db(transaction=True)
def test_an_export_is_read_by_a_cursor_of_the_server_after_the_request(
    cast: Cast, client: Client
) -> None:
    for person, sees in ((cast.officer, True), (cast.outsider, False)):
        client.force_login(person)
        answer = client.get(reverse("projects:export"))
        with eyes.exactly(None):
            text = b"".join(answer.streaming_content).decode()  # type: ignore[arg-type]
        assert (cast.project.reference in text) is sees

"""Files of the app in the practice Slack: announced, uploaded, shown once, and refused otherwise."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import PracticeSlack


@pytest.fixture
def client(slack: PracticeSlack) -> WebClient:
    """The app's Web API client."""
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


def test_a_file_goes_the_whole_way(slack: PracticeSlack, client: WebClient) -> None:
    """The stock SDK's upload ends as a message with the file in the conversation."""
    room = slack.space.im_of("U0MENTOR").id
    client.files_upload_v2(channel=room, filename="O-1.ics", title="Agenda O-1", content="BEGIN:VCALENDAR")
    (message,) = slack.as_user("mentor").dm()
    (file,) = message["files"]
    assert (file["name"], file["title"], file["mimetype"]) == ("O-1.ics", "Agenda O-1", "text/calendar")
    assert slack.space.uploads[file["id"]].content == b"BEGIN:VCALENDAR"


def test_what_was_not_uploaded_is_not_shown(slack: PracticeSlack, client: WebClient) -> None:
    """Without the bytes, in an unknown conversation, or without a name Slack refuses."""
    room = slack.space.im_of("U0MENTOR").id
    answer = client.files_getUploadURLExternal(filename="O-1.ics", length=3)
    file = [{"id": answer["file_id"], "title": "O-1"}]
    with slack.expect("refused files."):
        with pytest.raises(SlackApiError, match="file_not_found"):
            client.files_completeUploadExternal(files=file, channel_id=room)
        with pytest.raises(SlackApiError, match="channel_not_found"):
            client.files_completeUploadExternal(files=file, channel_id="C0NERGENS")
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            client.files_getUploadURLExternal(filename="", length=3)
    assert slack.as_user("mentor").dm() == []


def test_an_upload_of_another_length_is_refused(slack: PracticeSlack, client: WebClient) -> None:
    """The announced length counts, and bytes are taken once."""
    answer = client.files_getUploadURLExternal(filename="O-1.ics", length=3)
    for content, status in ((b"four", 400), (b"one", 200), (b"two", 400)):
        request = Request(str(answer["upload_url"]), data=content, method="POST")  # noqa: S310  # our own server
        try:
            with urlopen(request, timeout=5) as response:  # noqa: S310  # our own server
                assert response.status == status
        except HTTPError as error:
            assert error.code == status

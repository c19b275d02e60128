"""The upload to YouTube, against a stand-in that speaks its protocol: whatever fails, never a second video."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from google.oauth2.credentials import Credentials
from stand_in import CHUNK, Odd, one_whole_video, send
from youtube_stand_in import YouTubeStandIn, errors_in

from publish.upload import secret_files, youtube
from publish.upload.errors import UploadError
from publish.upload.retry import FAILURES
from publish.upload.youtube import YouTube, video

CHUNKS = 4
ABOUT = {
    "title": "A title", "description": "Words", "tags": ["storm"], "category": "education", "language": "en",
    "made_for_kids": False, "synthetic_media": False,
}  # fmt: skip


@pytest.fixture
def server():
    with YouTubeStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def folder(folder_to_send):
    return folder_to_send("youtube-en", CHUNK * CHUNKS - 25_600)


def channel(server, said, sleep=lambda seconds: None) -> YouTube:
    credentials = Credentials(
        server.token, refresh_token="secret-refresh", token_uri=f"{server.root}token", client_id="id",
        client_secret="secret-client",
    )  # fmt: skip
    return YouTube(credentials, said.append, api=server.root, chunk=CHUNK, sleep=sleep)


def test_an_upload_gives_one_private_video_with_captions_and_poster(server, folder, said):
    identity = send(channel(server, said), folder, ABOUT)
    assert one_whole_video(server, folder) and not server.wrong
    stored = server.videos[identity]
    assert stored["status"] == {
        "privacyStatus": "private", "selfDeclaredMadeForKids": False, "containsSyntheticMedia": False,
    }  # fmt: skip
    assert stored["snippet"]["categoryId"] == "27" and stored["snippet"]["tags"] == ["storm"]
    assert [track["text"].decode() for track in server.captions.values()] == ["WEBVTT\n\nα"]
    assert b"png" in server.posters[identity]
    assert any(line.startswith("sent 2") for line in said)


@pytest.mark.parametrize("fault", ["cut", "swallow", "500", "401", "429", "403 rateLimitExceeded"])
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_any_fault_at_any_chunk_gives_one_whole_video(fault, chunk, server, folder, said):
    server.faults[chunk] = fault
    send(channel(server, said), folder, ABOUT)
    assert one_whole_video(server, folder)
    assert server.refreshes == (fault == "401")
    assert server.puts == CHUNKS + 1, "one chunk is sent again, whole"
    assert "secret" not in "".join(said)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_run_that_is_killed_is_continued_by_the_next(chunk, server, folder, said):
    server.faults[chunk] = "swallow"

    def killed(seconds):
        raise KeyboardInterrupt

    server.faults |= {chunk + again: "swallow" for again in range(1, 4)}  # the transport itself tries again
    with pytest.raises(KeyboardInterrupt):
        channel(server, said, sleep=killed).upload(folder, ABOUT)
    server.faults.clear()
    (session,), sent = server.sessions.values(), server.puts
    left = CHUNKS - -(-len(session["bytes"]) // CHUNK)
    identity = send(channel(server, said), folder, ABOUT)
    assert one_whole_video(server, folder) and len(server.sessions) == 1
    assert server.asked and server.puts - sent == left, "it is asked how far it came, and no byte is sent twice"
    assert send(channel(server, said), folder, ABOUT) == identity, "a published film is not sent again"
    assert one_whole_video(server, folder) and len(server.captions) == 1


def test_the_quota_stops_it_at_once_and_the_next_day_continues_it(server, folder, said):
    server.faults[2] = "403"
    with pytest.raises(UploadError, match="quota of the day"):
        send(channel(server, said), folder, ABOUT)
    assert not server.videos and server.puts == 3
    send(channel(server, said), folder, ABOUT)
    assert one_whole_video(server, folder) and len(server.sessions) == 1


def test_a_forgotten_session_is_never_silently_begun_anew(server, folder, said):
    server.faults[1] = "404"
    with pytest.raises(UploadError, match="--published ID.*--again"):
        send(channel(server, said), folder, ABOUT)
    assert len(server.sessions) == 1
    channel(server, said).upload(folder, ABOUT, again=True)
    assert one_whole_video(server, folder) and len(server.sessions) == 2


def test_a_server_that_stays_broken_is_given_up_and_the_upload_continued_later(server, folder, said):
    server.faults = dict.fromkeys(range(1, 1 + FAILURES), "500")
    waits: list[float] = []
    with pytest.raises(UploadError, match="run it again later"):
        channel(server, said, sleep=waits.append).upload(folder, ABOUT)
    assert waits == sorted(waits) and len(waits) == FAILURES - 1
    send(channel(server, said), folder, ABOUT)
    assert one_whole_video(server, folder)


def test_sent_bytes_start_the_count_of_failures_anew(server, folder, said):
    """As many failures in all as end an upload, but never so many in a row."""
    waits: list[float] = []
    server.faults = dict.fromkeys([0, 1, 2, 4, 5, 6, 8, 9, 10], "500")
    assert len(server.faults) > FAILURES
    send(channel(server, said, sleep=waits.append), folder, ABOUT)
    assert one_whole_video(server, folder) and waits == [1, 2, 4] * 3


def test_a_server_that_asks_for_time_gets_it(server, folder, said):
    waits: list[float] = []
    server.faults = {0: "429", 1: "503"}
    server.retry_after = "5"
    send(channel(server, said, sleep=waits.append), folder, ABOUT)
    assert waits == [5, 5] and one_whole_video(server, folder)


def test_new_texts_keep_who_may_see_it_and_new_captions_replace_the_old(server, folder, said):
    identity = send(channel(server, said), folder, ABOUT)
    server.videos[identity]["status"]["privacyStatus"] = "public"
    channel(server, said).update_metadata(identity, {**ABOUT, "title": "Another"})
    assert server.videos[identity]["snippet"]["title"] == "Another"
    assert server.videos[identity]["status"]["privacyStatus"] == "public"
    (folder / "captions.en.vtt").write_text("WEBVTT\n\nβ\n")
    channel(server, said).set_captions(identity, folder, ABOUT, "en")
    assert [track["text"].decode() for track in server.captions.values()] == ["WEBVTT\n\nβ"] and not server.wrong


def test_secrets_are_outside_the_repository_for_their_owner_only(server, folder, said):
    send(channel(server, said), folder, ABOUT)
    secret_files.save(youtube.TOKEN, {"token": "secret"})
    for path in secret_files.secrets_folder().iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path
    assert secret_files.secrets_folder().stat().st_mode & 0o777 == 0o700
    assert secret_files.load(youtube.TOKEN) == {"token": "secret"}


def test_without_a_client_file_it_says_where_to_put_one(folder):
    with pytest.raises(UploadError, match=r"youtube-client\.json: make an OAuth client"):
        youtube.log_in()


@pytest.mark.parametrize(("name", "says"), [(youtube.CLIENT, "is not an OAuth client"), (youtube.TOKEN, "is damaged")])
@pytest.mark.parametrize("content", ["{secret", '{"secret": 1}'])
def test_a_damaged_client_file_or_token_is_named_and_not_shown(name, says, content, folder):
    secret_files.save(name, {})
    (secret_files.secrets_folder() / name).write_text(content)
    with pytest.raises(UploadError, match=f"{name} {says}") as raised:
        youtube.log_in()
    assert "secret" not in str(raised.value) and raised.value.__suppress_context__


@pytest.mark.parametrize("address", ["auth_uri", "token_uri"])
def test_a_client_file_that_names_other_servers_than_googles_is_refused(address, folder, monkeypatch):
    monkeypatch.setattr(youtube.InstalledAppFlow, "run_local_server", lambda *_, **__: pytest.fail("nobody is asked"))
    client = {
        "client_id": "id", "client_secret": "secret", "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": "https://oauth2.googleapis.com/token", address: "https://google.com@evil.example/",
    }  # fmt: skip
    secret_files.save(youtube.CLIENT, {"installed": client})
    with pytest.raises(UploadError, match="is not an OAuth client file"):
        youtube.log_in()


def test_an_upload_that_is_sent_to_another_server_is_refused_and_no_token_goes_there(server, folder, said):
    with YouTubeStandIn() as other:
        server.place = f"{other.root}upload?session=secret"
        with pytest.raises(UploadError, match="another server"):
            channel(server, said).upload(folder, ABOUT)
        assert not other.puts and not other.asked


def test_a_redirect_is_not_followed(server, folder, said):
    with YouTubeStandIn() as other:
        server.odd["GET videos"] = Odd(302, None, {"Location": f"{other.root}youtube/v3/videos"})
        with pytest.raises(UploadError, match="302"):
            channel(server, said).update_metadata("video-0", ABOUT)
        assert not other.asked_for


def refusal(status: int, reason: str) -> Odd:
    return Odd(status, {"error": {"code": status, "message": reason, "errors": [{"reason": reason}]}})


PAGE = "<html><title>Log in</title></html>"
UNLIKE = "not as it should: check the address"


@pytest.mark.parametrize(
    ("path", "odd", "says"),
    [
        ("POST videos", Odd(200), UNLIKE),
        ("POST videos", Odd(200, PAGE), UNLIKE),
        ("POST videos", Odd(200, None, {"Location": "http://[::"}), "names an address that cannot be used"),
        ("POST videos", refusal(401, "youtubeSignupRequired"), "has no YouTube channel: make one"),
        ("POST videos", refusal(400, "uploadLimitExceeded"), "no more videos of this channel today"),
        ("POST videos", refusal(403, "insufficientPermissions"), "no longer accepts.*allow access in the browser"),
        ("POST videos", Odd(403, [{"error": "no"}]), "refuses .403."),
        ("POST videos", Odd(503, PAGE, {"Retry-After": "7200"}), "asks for 120 minutes: run it again then"),
        ("GET captions", Odd(200, PAGE), UNLIKE),
        ("GET captions", Odd(200, []), UNLIKE),
        ("GET captions", Odd(200, {"items": [{"id": 1}]}), UNLIKE),
        ("GET captions", Odd(200, {"items": {}}), UNLIKE),
        ("POST captions", refusal(409, "captionExists"), "already, but does not list them yet.*run it again later"),
        ("POST captions", refusal(403, "forbidden"), "refuses .403.: forbidden"),
        ("POST thumbnails/set", refusal(403, "forbidden"), "verify yours at youtube.com/verify"),
        ("POST thumbnails/set", refusal(400, "invalidImage"), "refuses .400.: invalidImage"),
    ],
)
def test_an_odd_answer_ends_with_a_line_that_says_what_to_do_and_the_next_run_goes_on(
    path, odd, says, server, folder, said
):
    server.odd[path] = odd
    with pytest.raises(UploadError, match=says) as raised:
        send(channel(server, said), folder, ABOUT)
    assert "\n" not in str(raised.value) and raised.value.__suppress_context__ | (raised.value.__context__ is None)
    server.odd.clear()
    send(channel(server, said), folder, ABOUT)
    assert one_whole_video(server, folder) and len(server.captions) == 1


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_access_that_ends_in_the_middle_is_asked_for_by_the_next_run(chunk, server, folder, said):
    secret_files.save(youtube.TOKEN, {"token": "old"})
    server.faults[chunk] = "401"
    server.odd["POST token"] = Odd(400, {"error": "invalid_grant", "error_description": "expired or revoked"})
    with pytest.raises(UploadError, match="no longer accepts the access.*allow access in the browser"):
        send(channel(server, said), folder, ABOUT)
    assert not secret_files.load(youtube.TOKEN), "so that the next run asks"
    server.odd.clear()
    send(channel(server, said), folder, ABOUT)
    assert one_whole_video(server, folder) and len(server.sessions) == 1


def test_a_token_that_cannot_be_had_for_now_is_asked_for_again(server, folder, said):
    secret_files.save(youtube.TOKEN, {"token": "old"})
    server.faults[1] = "401"
    server.odd["POST token"] = Odd(503, {"error": "internal_failure"})
    with pytest.raises(UploadError, match="run it again later"):
        send(channel(server, said), folder, ABOUT)
    assert secret_files.load(youtube.TOKEN), "it may still be good"


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_server_that_takes_nothing_is_asked_again_and_not_for_ever(chunk, server, folder, said):
    server.faults[chunk] = "still"
    send(channel(server, said), folder, ABOUT)
    assert one_whole_video(server, folder)
    server.faults = dict.fromkeys(range(server.puts, server.puts + 99), "still")
    (folder / "film.mp4").write_bytes(b"another film" * 40_000)
    with pytest.raises(UploadError, match="nothing has come.*run it again later"):
        send(channel(server, said), folder, ABOUT)


def test_an_end_that_cannot_be_read_is_asked_for_again_by_the_next_run(server, folder, said):
    server.faults[CHUNKS - 1] = "200"
    with pytest.raises(UploadError, match=UNLIKE):
        send(channel(server, said), folder, ABOUT)
    send(channel(server, said), folder, ABOUT)
    assert one_whole_video(server, folder) and len(server.sessions) == 1


def test_a_server_that_names_a_date_is_waited_for(server, folder, said):
    waits: list[float] = []
    server.faults = {0: "429"}
    server.retry_after = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    send(channel(server, said, sleep=waits.append), folder, ABOUT)
    assert len(waits) == 1 and 25 < waits[0] <= 30 and one_whole_video(server, folder)


def test_what_youtube_holds_a_video_to_be_is_read_back(server, folder, said):
    identity = send(channel(server, said), folder, ABOUT)
    assert channel(server, said).read_back(identity) == (
        "YouTube holds it as private, uploaded; YouTube Studio shows whether it is locked"
    )
    server.status = {"privacyStatus": "public", "uploadStatus": "processed"}
    assert channel(server, said).read_back(identity) == "YouTube holds it as public, processed"


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ({"uploadStatus": "rejected", "rejectionReason": "duplicate"}, "keeps video-0 out: rejected, duplicate: look"),
        ({"uploadStatus": "failed", "failureReason": "codec"}, "keeps video-0 out: failed, codec: look"),
        ({"uploadStatus": "deleted"}, "keeps video-0 out: deleted, no reason given: look"),
    ],
)
def test_a_video_that_youtube_rejects_is_an_error_with_its_reason(status, says, server, folder, said):
    identity = send(channel(server, said), folder, ABOUT)
    server.status = status
    with pytest.raises(UploadError, match=f"{says}.*--again"):
        channel(server, said).read_back(identity)


def test_the_resource_is_what_the_discovery_document_allows():
    assert not errors_in("Video", video(ABOUT))
    assert errors_in("Video", {"status": {"privacyStatus": "hidden"}})
    assert errors_in("Video", {"snippet": {"tags": [1]}})
    assert errors_in("Video", {"snippet": {"titel": ""}, "status": {"madeForKids": "no"}})
    assert json.dumps(video(ABOUT))


TEXTS = {"es": {"title": "Un título", "description": "Palabras"}, "nb": {"title": "En tittel", "description": "Ord"}}


def test_titles_and_descriptions_of_all_languages_go_to_one_video_and_are_read_back(server, folder, said):
    youtube_channel = channel(server, said)
    identity = youtube_channel.upload(folder, ABOUT)
    youtube_channel.update_metadata(identity, {**ABOUT, "localizations": TEXTS})
    stored = server.videos[identity]
    assert len(server.videos) == 1 and not server.wrong and stored["snippet"]["title"] == "A title"
    assert stored["localizations"]["es"] == TEXTS["es"]
    assert stored["localizations"]["no"] == TEXTS["nb"], "YouTube calls Bokmål no"
    assert said[-1] == "YouTube has title and description in es, no"
    youtube_channel.update_metadata(identity, {**ABOUT, "localizations": {"es": TEXTS["es"]}})
    assert "no" not in stored["localizations"]


def test_texts_that_youtube_does_not_keep_are_an_error_that_names_their_language(server, folder, said):
    youtube_channel = channel(server, said)
    identity = youtube_channel.upload(folder, ABOUT)
    server.forgets = ["no"]
    with pytest.raises(UploadError, match="YouTube does not show the texts in no"):
        youtube_channel.update_metadata(identity, {**ABOUT, "localizations": TEXTS})


def test_texts_beyond_youtubes_limits_are_refused_by_its_rules(server, folder, said):
    youtube_channel = channel(server, said)
    identity = youtube_channel.upload(folder, ABOUT)
    long = {"es": {"title": "x" * 101, "description": "Palabras"}}
    with pytest.raises(UploadError, match="localizationValidationError"):
        youtube_channel.update_metadata(identity, {**ABOUT, "localizations": long})


def test_captions_of_all_languages_go_to_one_video_each_in_place_of_its_own(server, folder, said):
    youtube_channel = channel(server, said)
    identity = youtube_channel.upload(folder, ABOUT)
    for language, text in (("en", "a"), ("es", "b"), ("he", "c"), ("es", "d")):
        (folder / f"captions.{language}.vtt").write_text(f"WEBVTT\n\n{text}\n")
        youtube_channel.set_captions(identity, folder, ABOUT, language)
    tracks = {track["snippet"]["language"]: track["text"].decode()[-1] for track in server.captions.values()}
    assert tracks == {"en": "a", "es": "d", "iw": "c"} and len(server.captions) == 3
    assert {track["snippet"]["videoId"] for track in server.captions.values()} == {identity}

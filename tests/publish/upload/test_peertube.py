"""The upload to PeerTube, against a stand-in: whatever fails, one video; and a film replaced in place."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from http.server import BaseHTTPRequestHandler

import pytest
from peertube_stand_in import PeerTubeStandIn
from project import ROOT
from stand_in import CHUNK, Odd, StandIn, Talk, one_whole_video, send

from publish.checks.finding import Finding
from publish.checks.verdict import write_verdict
from publish.upload import access, peertube, secret_files
from publish.upload.addresses import instance_address
from publish.upload.errors import UploadError
from publish.upload.peertube import PeerTube
from publish.upload.retry import FAILURES

CHUNKS = 3
ABOUT = {
    "title": "A title", "description": "Words", "tags": ["storm"], "category": "education", "language": "en",
    "chapters": [{"seconds": 0, "title": "Start"}],
}  # fmt: skip


@pytest.fixture
def server():
    with PeerTubeStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def folder(folder_to_send):
    return folder_to_send("peertube-en", CHUNK * CHUNKS - 25_600)


@pytest.fixture
def account(server, folder, said) -> PeerTube:
    found = PeerTube(server.root, said.append, chunk=CHUNK, sleep=lambda seconds: None)
    found.log_in("someone", "right")
    return found


def test_an_upload_gives_one_private_video_with_captions_chapters_and_poster(account, server, folder, said):
    stored = server.videos[send(account, folder, ABOUT)]
    assert one_whole_video(server, folder)
    assert (stored["privacy"], stored["category"], stored["channelId"], stored["name"]) == (3, 13, 7, "A title")
    assert stored["chapters"] == [{"timecode": 0, "title": "Start"}]
    assert "α".encode() in stored["captions"]["en"] and b"png" in stored["poster"]
    assert "sent 34%" in said


@pytest.mark.parametrize("fault", ["cut", "swallow", "500", "503", "401"])
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_any_fault_at_any_chunk_gives_one_whole_video(fault, chunk, account, server, folder, said):
    server.faults[chunk] = fault
    send(account, folder, ABOUT)
    assert one_whole_video(server, folder) and server.refreshes == (fault == "401")
    assert "secret" not in "".join(said)


def test_a_quota_stops_it_and_the_next_run_continues_it(account, server, folder):
    server.faults[1] = "403"
    with pytest.raises(UploadError, match="403.*the quota is exceeded"):
        send(account, folder, ABOUT)
    send(account, folder, ABOUT)
    assert one_whole_video(server, folder) and len(server.sessions) == 1


def test_a_server_that_refuses_every_chunk_for_now_is_given_up(account, server, folder, said):
    """Though it answers each time how far the upload has come."""
    waits: list[float] = []
    server.faults = dict.fromkeys(range(99), "503")
    with pytest.raises(UploadError, match="run it again later"):
        PeerTube(server.root, said.append, chunk=CHUNK, sleep=waits.append).upload(folder, ABOUT)
    assert waits == [5, 5, 5, 8, 16, 32, 60] and len(waits) == FAILURES - 1
    server.faults.clear()
    send(account, folder, ABOUT)
    assert one_whole_video(server, folder) and len(server.sessions) == 1


def test_a_killed_run_is_continued_and_a_forgotten_session_is_not_begun_again(account, server, folder, said):
    server.faults[2] = "swallow"

    def killed(seconds):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        PeerTube(server.root, said.append, chunk=CHUNK, sleep=killed).upload(folder, ABOUT)
    identity = send(account, folder, ABOUT)
    assert send(account, folder, ABOUT) == identity
    assert one_whole_video(server, folder) and len(server.sessions) == 1
    assert server.puts == CHUNKS, "all bytes had come, so none is sent twice"
    (folder / "film.mp4").write_bytes(b"another film" * 100_000)
    server.faults[server.puts] = "404"
    with pytest.raises(UploadError, match="--published ID"):
        send(account, folder, ABOUT)
    assert len(server.videos) == 1
    (folder / "film.mp4").write_bytes(b"a third film" * 100_000)
    with pytest.raises(UploadError, match="never confirmed"):
        account.upload(folder, ABOUT)
    account.upload(folder, ABOUT, again=True)
    assert len(server.videos) == 2, "only when told to"


@pytest.mark.parametrize("fault", [None, "cut", "swallow", "404"])
def test_a_film_is_replaced_in_place(fault, account, server, folder):
    identity = send(account, folder, ABOUT)
    (folder / "film.mp4").write_bytes(b"another film" * 40_000)
    server.faults[server.puts] = fault
    account.replace(identity, folder)
    assert one_whole_video(server, folder) and server.videos[identity]["name"] == "A title"


def test_new_texts_keep_who_may_see_it(account, server, folder):
    identity = send(account, folder, ABOUT)
    server.videos[identity]["privacy"] = 1
    account.update_metadata(identity, {**ABOUT, "title": "Another"})
    assert (server.videos[identity]["name"], server.videos[identity]["privacy"]) == ("Another", 1)


def test_the_password_is_not_kept_and_a_wrong_one_is_refused(account, server):
    kept = (secret_files.secrets_folder() / peertube.TOKEN).read_text()
    assert "right" not in kept and (secret_files.secrets_folder() / peertube.TOKEN).stat().st_mode & 0o777 == 0o600
    with pytest.raises(UploadError, match="check user and password"):
        account.log_in("someone", "wrong")


def test_the_token_goes_to_its_own_instance_only(account, folder):
    with PeerTubeStandIn() as other:
        stranger = PeerTube(other.root, print, sleep=lambda seconds: None)
        with pytest.raises(UploadError, match="log-in"):
            stranger.upload(folder, ABOUT)
    assert not other.videos


def test_a_log_in_that_has_run_out_is_asked_for_anew_and_the_upload_continues(account, server, folder, said):
    kept = secret_files.load(peertube.TOKEN)
    secret_files.save(peertube.TOKEN, {**kept, "refresh": "too old"})
    server.faults[1] = "401"
    with pytest.raises(UploadError, match="run it again and log in"):
        send(account, folder, ABOUT)
    assert not secret_files.load(peertube.TOKEN), "so that the next run asks"
    account.log_in("someone", "right")
    send(account, folder, ABOUT)
    assert one_whole_video(server, folder) and len(server.sessions) == 1


class Another(Talk):
    """A web server that is not PeerTube."""

    def do_GET(self) -> None:  # noqa: N802  the name is http.server's
        self.answer(200, {"hello": "world"})


@pytest.mark.parametrize(
    ("handler", "says"),
    [(Another, "not as it should: check the address"), (None, "cannot be reached")],
)
def test_a_log_in_at_the_wrong_address_ends_with_a_line(handler: type[BaseHTTPRequestHandler] | None, says, folder):
    with StandIn(handler or Another) as other:
        if not handler:
            other.shutdown()
            other.server_close()
        with pytest.raises(UploadError, match=says) as raised:
            PeerTube(other.root, print).log_in("someone", "sesame")
    shown = raised.value.__context__ and not raised.value.__suppress_context__
    assert "sesame" not in str(raised.value) and not shown


@pytest.mark.parametrize(
    "host",
    [
        "peertube.example", "http://peertube.example", "ftp://x", "https://", "http://localhost:80@evil.example/",
        "https://me:secret@peertube.example", "https://peertube.example\\@evil.example", "https://peertube.example/#a",
        "https://peertube.example/?a", "https://peertube.example/videos", "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example", "http://localhost%40evil.example/", "https://peertube.example:port",
        "https://peertube.example:99999", "https://peertube.example:0", "http://0x7f.1/", "https://peer tube.example", "https://peer\u202etube.example",
    ],
)  # fmt: skip
def test_an_address_must_name_only_a_server_and_a_password_is_sent_only_over_https(host, folder, monkeypatch):
    monkeypatch.setenv("PEERTUBE", host)
    monkeypatch.setattr("builtins.input", lambda question: pytest.fail("no name may be asked for"))
    with pytest.raises(UploadError, match="write PEERTUBE=https://") as raised:
        access.connect("peertube", print)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("https://PeerTube.example", "https://peertube.example/"),
        ("https://peertube.example:443/", "https://peertube.example/"),
        ("https://peertube.example:8443", "https://peertube.example:8443/"),
        ("https://vid\u00e9o.example", "https://xn--vido-dpa.example/"),
        ("https://stra\u00dfe.example", "https://xn--strae-oqa.example/"),
        ("http://localhost:9000", "http://localhost:9000/"),
        ("http://[::1]:9000/", "http://[::1]:9000/"),
    ],
)
def test_an_address_is_used_as_the_network_knows_it(written, used):
    assert instance_address(written) == used


@pytest.mark.parametrize(
    "place", ["http://localhost:{port}/upload", "//127.0.0.1:1/upload", "https://127.0.0.1:{port}/"]
)
def test_an_upload_that_is_sent_to_another_server_is_refused_and_no_token_goes_there(
    place, account, server, folder, monkeypatch
):
    monkeypatch.setattr(server, "place", place.format(port=server.server_port), raising=False)
    with pytest.raises(UploadError, match="another server"):
        account.upload(folder, ABOUT)
    assert not server.puts and not server.videos


def test_an_instance_that_sends_on_is_named_and_gets_no_password(folder):
    class Elsewhere(Talk):
        def do_GET(self) -> None:  # noqa: N802
            self.answer(301, None, Location="https://www.peertube.example/api/v1/oauth-clients/local?secret")

    with (
        StandIn(Elsewhere) as other,
        pytest.raises(UploadError, match="sends on to https://www.peertube.example:") as e,
    ):
        PeerTube(other.root, print).log_in("someone", "sesame")
    assert "secret" not in str(e.value)


def test_what_netrc_has_for_the_server_does_not_replace_the_token(account, server, folder, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password another\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    account.upload(folder, ABOUT)
    assert one_whole_video(server, folder) and not server.refreshes


PAGE = "<html><title>Log in</title></html>"
UNLIKE = "not as it should: check the address"
OPEN, ME = "POST videos/upload-resumable", "GET users/me"


@pytest.mark.parametrize(
    ("path", "odd", "says"),
    [
        (ME, Odd(200, {"videoChannels": []}), "has no channel: make one there"),
        (ME, Odd(200, []), UNLIKE),
        (ME, Odd(200, PAGE), UNLIKE),
        (ME, Odd(200, {"videoChannels": [{"id": {}}]}), UNLIKE),
        (ME, Odd(200, {"videoChannels": {"id": 7}}), UNLIKE),
        (ME, Odd(403, ["no"]), r"refuses \(403\): it gives no reason"),
        (OPEN, Odd(201), UNLIKE),
        (OPEN, Odd(201, None, {"Location": "http://[::"}), "names an address that cannot be used"),
        (OPEN, Odd(413, {"code": "quota_reached", "detail": "Quota is\nexceeded"}), "Quota is exceeded: delete videos"),
        (OPEN, Odd(400, {"detail": "\x1b[2Jname " * 99}), r"refuses \(400\): \[2Jname \[2Jname"),
        (OPEN, Odd(503, PAGE, {"Retry-After": "7200"}), "asks for 120 minutes: run it again then"),
        ("PUT videos/video-0/chapters", Odd(403, {"detail": "no"}), r"refuses \(403\): no"),
        ("PUT videos/video-0/captions/en", Odd(409, {"detail": "at work"}), r"refuses \(409\): at work"),
        ("PUT videos/video-0", Odd(403, PAGE), r"refuses \(403\): it gives no reason"),
    ],
)
def test_an_odd_answer_ends_with_a_line_that_says_what_to_do_and_the_next_run_goes_on(
    path, odd, says, account, server, folder, said
):
    server.odd[path] = odd
    with pytest.raises(UploadError, match=says) as raised:
        send(account, folder, ABOUT)
    assert "\n" not in str(raised.value) and "\x1b" not in str(raised.value) and len(str(raised.value)) < 500
    server.odd.clear()
    send(account, folder, ABOUT)
    assert one_whole_video(server, folder)


@pytest.mark.parametrize(("fault", "says"), [("still", "nothing has come"), ("409", "expects another part")])
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_server_that_takes_nothing_is_asked_again_and_not_for_ever(fault, says, chunk, account, server, folder, said):
    server.faults[chunk] = fault
    send(account, folder, ABOUT)
    assert one_whole_video(server, folder) and any(says in line for line in said)
    server.faults = dict.fromkeys(range(server.puts, server.puts + 99), fault)
    (folder / "film.mp4").write_bytes(b"another film" * 40_000)
    with pytest.raises(UploadError, match="run it again later"):
        send(account, folder, ABOUT)


def test_an_end_that_cannot_be_read_is_asked_for_again_by_the_next_run(account, server, folder):
    server.faults[CHUNKS - 1] = "200"
    with pytest.raises(UploadError, match=UNLIKE):
        send(account, folder, ABOUT)
    send(account, folder, ABOUT)
    assert one_whole_video(server, folder) and len(server.sessions) == 1


def test_an_instance_without_chapters_gets_the_rest(account, server, folder, said):
    server.odd["PUT videos/video-0/chapters"] = Odd(404, {"detail": "no such path"})
    stored = server.videos[send(account, folder, ABOUT)]
    assert "captions" in stored and "too old for chapters" in said[-1]


@pytest.mark.parametrize("typed", ["123456", " 123 456\u200b", "", "654321", "\uff11"])
def test_the_code_of_a_second_factor_is_asked_for(typed, account, server, monkeypatch):
    server.code = "123456"
    monkeypatch.setattr("builtins.input", lambda question: typed if "second factor" in question else pytest.fail())
    if typed.startswith(("1", " 1")):
        account.log_in("someone", "right")
        assert secret_files.load(peertube.TOKEN)["access"] == server.token
    else:
        with pytest.raises(UploadError, match="does not take the code.*run it again with the one"):
            account.log_in("someone", "right")


@pytest.mark.parametrize("variable", ["PEERTUBE_USER", "PEERTUBE_PASSWORD", "PEERTUBE_OTP"])
def test_where_nobody_can_be_asked_the_variable_is_named(variable, account, server, monkeypatch):
    def nobody(question):
        raise EOFError

    server.code = "123456"
    for name, value in {"PEERTUBE_USER": "someone", "PEERTUBE_PASSWORD": "right", "PEERTUBE_OTP": "123456"}.items():
        monkeypatch.setenv(name, value if name != variable else "")
    monkeypatch.setattr("builtins.input", nobody)
    monkeypatch.setattr("getpass.getpass", nobody)
    with pytest.raises(UploadError, match=f"nobody can be asked: name it with {variable}="):
        account.log_in()


@pytest.mark.parametrize("answer", [Odd(200, PAGE), Odd(200, []), Odd(200, {}), Odd(503), Odd(429)])
@pytest.mark.parametrize("path", ["GET oauth-clients/local", "POST users/token"])
def test_a_log_in_that_is_answered_oddly_ends_with_a_line(path, answer, account, server):
    server.odd[path] = answer
    with pytest.raises(UploadError, match="not as it should" if answer.status == 200 else "run it again later"):
        account.log_in("someone", "right")


@pytest.mark.parametrize("content", ["[]", "{}", '{"host": 1}', "{"])
def test_a_damaged_token_or_session_is_named_or_made_anew(content, account, server, folder):
    server.faults[1] = "403"
    with pytest.raises(UploadError):
        send(account, folder, ABOUT)
    for path in secret_files.secrets_folder().iterdir():
        path.write_text(content)
    with pytest.raises(UploadError, match="is damaged|there is no log-in"):
        send(account, folder, ABOUT)


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("en-GB", "en"), ("pt-BR", "pt"), ("pt-AO", "pt-PT"), ("es-MX", "es-419"), ("es-ES", "es"),
        ("zh-CN", "zh-Hans"), ("zh-HK", "zh-Hant"), ("zh", "zh"), ("deu", "de"),
    ],
)  # fmt: skip
def test_languages_go_out_by_the_codes_of_peertube(locale, code, account, server, folder):
    (folder / "captions.en.vtt").rename(folder / f"captions.{locale}.vtt")
    stored = server.videos[send(account, folder, {**ABOUT, "language": locale})]
    assert stored["language"] == code and list(stored["captions"]) == [code]


def test_a_language_that_an_instance_does_not_list_is_named_before_anything_is_sent(account, server, folder):
    with pytest.raises(UploadError, match="knows no language 'tlh': ask its administrator"):
        account.upload(folder, {**ABOUT, "language": "tlh"})
    assert not server.sessions


def test_what_an_instance_holds_a_video_to_be_is_read_back(account, server, folder):
    identity = send(account, folder, ABOUT)
    assert account.read_back(identity) == "PeerTube holds it as private, to transcode"
    server.moderation = {"blacklisted": True, "blacklistedReason": "Auto-blacklisted"}
    assert account.read_back(identity).endswith("hold it back (Auto-blacklisted): ask them")


def test_ctrl_c_in_the_middle_says_no_secret_and_the_next_run_continues(account, server, folder):
    about = {**ABOUT, "site": "peertube", "scenes": [], "format": "landscape", "quality": "1080p60", "captions": "soft"}
    (folder / "metadata.json").write_text(json.dumps(about))
    write_verdict(folder, [Finding("a rule", "1", True)])
    server.faults = dict.fromkeys(range(99), "swallow")
    command = [sys.executable, "-m", "publish.upload.release", "--yes", "peertube"]
    environment = {**os.environ, "PEERTUBE": server.root, "PYTHONUNBUFFERED": "1"}
    run = subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT)  # fmt: skip
    assert run.stdout
    printed = ""
    while "trying again" not in printed and (line := run.stdout.readline()):
        printed += line
    run.send_signal(signal.SIGINT)
    printed += run.communicate()[0]
    assert "stopped; run it again" in printed and run.returncode
    assert "secret" not in printed and "Traceback" not in printed, printed
    server.faults.clear()
    send(account, folder, ABOUT)
    assert one_whole_video(server, folder) and len(server.sessions) == 1


def test_captions_of_all_languages_go_to_one_video_by_the_codes_of_the_instance(account, server, folder):
    identity = send(account, folder, ABOUT)
    for language in ("es-MX", "zh-Hans", "ar"):
        (folder / f"captions.{language}.vtt").write_text(f"WEBVTT\n\n{language}\n")
        account.set_captions(identity, folder, ABOUT, language)
    stored = server.videos[identity]["captions"]
    assert set(stored) == {"en", "es-419", "zh-Hans", "ar"} and b"es-MX" in stored["es-419"]
    assert len(server.videos) == 1

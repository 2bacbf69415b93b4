"""The preview: a server for this machine alone, a watch on the catalog, pages that load themselves again."""

import contextlib
import http.client
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Route

from browser import Chromium
from itemkit.guides.preview import PreviewServer, Watch
from itemkit.guides.preview.files import content_type, file_at, parts_of
from itemkit.guides.preview.reloading import Newest, widened, with_reload
from sites import Site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
)
PAGE = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY.replace("'", "&#39;")}">
<title>甲</title></head><body><p>第一版</p></body></html>
"""


def make_site(folder: Path) -> Path:
    """A site with all around it that must not be served."""
    site, beside = folder / "站点 #1", folder / "站点 #12"
    for one in (site / "i", site / ".git", beside):
        one.mkdir(parents=True)
    for name in ("index.html", "i/index.html", "i/甲 1.html"):
        (site / name).write_text(PAGE, "utf-8")
    (site / "style.css").write_text("p { color: #000 }")
    for secret in (site / ".itemkit-site", site / ".git" / "config", beside / "x.html", folder / "secret.html"):
        secret.write_text("secret")
    (site / "link.html").symlink_to(folder / "secret.html")
    (site / "away").symlink_to(beside)
    (site / "round.html").symlink_to(site / "round.html")
    os.mkfifo(site / "pipe")
    return site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_site(tmp_path)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewServer]:
    """One for all tests that only ask; the folder is as `make_site` makes it."""
    with PreviewServer(make_site(tmp_path_factory.mktemp("served"))) as started:
        yield started


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str


def ask(server: PreviewServer, path: str, method: str = "GET", host: str | None = None) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    with contextlib.closing(connection):
        connection.putrequest(method, path, skip_host=True)
        if host != "":
            connection.putheader("Host", host or f"127.0.0.1:{server.port}")
        connection.endheaders()
        got = connection.getresponse()
        return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read().decode())


# what is served


def test_a_page_is_sent_with_the_script_and_its_policy_wide_enough(root: Path) -> None:
    with PreviewServer(root) as server:
        told = ask(server, "/")
    assert told.status == 200
    assert {name: told.headers[name] for name in told.headers if name not in ("date", "content-length")} == {
        "server": "itemkit", "content-type": "text/html; charset=utf-8", "cache-control": "no-store",
        "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin",
    }  # fmt: skip
    policy = POLICY.replace("'", "&#x27;") + "; connect-src &#x27;self&#x27;"
    tag = f'<script src="/.itemkit/reload.js?{server.newest.number}" defer></script>\n'
    assert told.body == PAGE.replace(POLICY.replace("'", "&#39;"), policy).replace("</head>", tag + "</head>")
    assert (root / "index.html").read_text("utf-8") == PAGE


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/index.html?a=1", 200, "text/html; charset=utf-8"),
        ("/i/", 200, "text/html; charset=utf-8"),
        ("/i/%E7%94%B2%201.html", 200, "text/html; charset=utf-8"),
        ("/style.css", 200, "text/css; charset=utf-8"),
        ("/.itemkit/reload.js?x", 200, "text/javascript; charset=utf-8"),
        ("/i", 302, "text/html; charset=utf-8"),
        ("/no", 404, "text/html; charset=utf-8"),
    ],
)
def test_files_and_their_types(path: str, status: int, kind: str, server: PreviewServer) -> None:
    told = ask(server, path)
    assert (told.status, told.headers["content-type"]) == (status, kind)
    assert told.headers.get("location") == ("/i/" if status == 302 else None)
    assert ask(server, path, "HEAD")[::2] == (status, "")


def test_what_is_not_there(root: Path) -> None:
    with PreviewServer(root) as server:
        told = ask(server, "/no.html")
        assert told.status == 404
        assert "<h1>没有这一页</h1>" in told.body
        assert "/.itemkit/reload.js" in told.body
        (root / "404.html").write_text(PAGE.replace("第一版", "自己的"), "utf-8")
        told = ask(server, "/i/no.html")
        assert told.status == 404
        assert "自己的" in told.body


def test_a_site_that_is_not_there_yet(tmp_path: Path) -> None:
    with PreviewServer(tmp_path / "site") as server:
        assert ask(server, "/").status == 404
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "index.html").write_text(PAGE, "utf-8")
        (tmp_path / "new").rename(tmp_path / "site")
        assert ask(server, "/").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html", "/%2e%2e/secret.html", "/i/../../secret.html", "/..%2fsecret.html", "/%2E%2E%5Csecret.html",
        "//secret.html", "/i//index.html", "/./index.html", "/.itemkit-site", "/.git/config", "/%2egit/config",
        "/index.html/", "/index.html%00", "/C:/x", "/c:secret", "/%ff", "index.html", "http://127.0.0.1/index.html",
        "/..%c0%afsecret.html", "/../%E7%AB%99%E7%82%B9%20%2312/x.html", "/.itemkit/no", "/link.html", "/away/x.html",
        "/round.html", "/pipe", "/" + "x" * 300,
    ],
)  # fmt: skip
def test_nothing_else_is_served(path: str, server: PreviewServer) -> None:
    told = ask(server, path)
    assert told.status == 404
    assert "secret" not in told.body


@pytest.mark.parametrize("target", ["/..\\x", "/a\nb", "/a/b/", "/a/.b", "", "/a%2fb"])
def test_the_names_in_a_path(target: str) -> None:
    expected = {"/a/b/": ("a", "b", "index.html"), "/a%2fb": ("a", "b")}
    assert parts_of(target) == expected.get(target)


def test_a_folder_that_is_a_link_itself_is_served(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root)
    assert file_at(link, ("i", "index.html")) == root / "i" / "index.html"
    assert file_at(root.parent / "none", ("index.html",)) is None


def test_a_type_that_is_not_known_is_no_page() -> None:
    assert [content_type(name) for name in ("x", "x.HTML", "x.xlsx", "x.php")] == [
        "application/octet-stream", "text/html; charset=utf-8",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream",
    ]  # fmt: skip


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_it_only_reads(method: str, server: PreviewServer) -> None:
    assert ask(server, "/", method).status == 501


# who is answered


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1.evil.example:{port}", "", "[::1]"]
)
def test_who_calls_it_by_another_name_gets_nothing(host: str, server: PreviewServer) -> None:
    for path in ("/", "/style.css", "/.itemkit/events", "/.itemkit/reload.js"):
        told = ask(server, path, host=host.format(port=server.port))
        assert (told.status, told.body) == (403, "")


@pytest.mark.parametrize("host", ["localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_other_names_of_this_machine(host: str, server: PreviewServer) -> None:
    assert ask(server, "/", host=host.format(port=server.port)).status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.0.1", "example.org", "127.0.0.2"])
def test_it_listens_nowhere_else(host: str, root: Path) -> None:
    with pytest.raises(ValueError, match="not a loopback address"):
        PreviewServer(root, host)


def test_its_address(root: Path) -> None:
    with PreviewServer(root, "localhost") as server:
        assert server.address == f"http://localhost:{server.port}/"
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            assert connection.getpeername()[0] == "127.0.0.1"
        with pytest.raises(OSError, match="in use"):
            PreviewServer(root, port=server.port)


# news


def test_pages_are_told_of_what_is_newer(root: Path) -> None:
    with PreviewServer(root) as server, socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(f"GET /.itemkit/events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        stream = connection.makefile("rb")
        head = [line.strip() for line in iter(stream.readline, b"\r\n")]
        assert head[0] == b"HTTP/1.1 200 OK"
        assert b"Content-Type: text/event-stream" in head
        first = server.newest.number
        assert stream.readline() == f"data: {first}\n".encode()
        assert stream.readline() == b"\n"
        server.newest.advance()
        assert stream.readline() == f"data: {server.newest.number}\n".encode()
        assert server.newest.number != first
        assert stream.readline() == b"\n"
        server.newest.close()
        assert stream.read() == b""
        stream.close()


def test_numbers_of_two_previews_differ() -> None:
    assert Newest().number != Newest().number


def test_the_time_of_waiting_ends() -> None:
    newest = Newest()
    assert newest.wait("", 60) == newest.number
    assert newest.wait(newest.number, 0) == newest.number


@pytest.mark.parametrize(
    ("policy", "wide"),
    [
        ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'"),
        ("", "script-src 'self'; connect-src 'self'"),
        ("script-src 'none'; connect-src 'none';", "script-src 'self'; connect-src 'self'"),
        ("default-src 'self'", "default-src 'self'; script-src 'self'; connect-src 'self'"),
        ("script-src 'sha256-x='; connect-src 'self'", "script-src 'self' 'sha256-x='; connect-src 'self'"),
        ("SCRIPT-SRC 'self'; script-src 'none'", "SCRIPT-SRC 'self'; script-src 'none'; connect-src 'self'"),
    ],
)
def test_a_policy_is_widened_by_no_more_than_needed(policy: str, wide: str) -> None:
    assert widened(policy) == wide


def test_a_page_without_a_head_or_in_no_proper_utf_8() -> None:
    assert with_reload(b"<p>\xff", "1") == b'<p>\xff<script src="/.itemkit/reload.js?1" defer></script>\n'


# the watch


def changes_of(watch: Watch) -> Iterator[tuple[str, ...]]:
    """The changes; the watch has begun, and the first thing it gives is a change."""
    told = watch.each_change()
    assert next(told) == ()
    return told


def test_each_way_of_saving_is_one_change(tmp_path: Path) -> None:
    item = tmp_path / "items" / "a.yaml"
    item.parent.mkdir()
    item.write_text("1")
    watch = Watch(tmp_path)
    told = changes_of(watch)

    item.write_text("2")
    assert next(told) == ("items/a.yaml",)

    beside = item.with_name(".a.yaml.1234")  # beside it and renamed
    beside.write_text("3")
    beside.rename(item)
    assert next(told) == ("items/a.yaml",)

    item.with_name("4913").write_text("")  # vim
    item.with_name("4913").unlink()
    item.rename(item.with_name("a.yaml~"))
    item.write_text("4")
    item.with_name("a.yaml~").unlink()
    assert next(told) == ("items/a.yaml",)

    (tmp_path / "items" / "新").mkdir()
    item.unlink()
    (tmp_path / "itemkit.toml").write_text("")
    assert set(next(told)) - {"items/新"} == {"items/a.yaml", "itemkit.toml"}

    watch.stop.set()
    assert list(told) == []


def test_what_is_changed_while_busy_comes_next(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    told = changes_of(watch)
    (tmp_path / "organs.yaml").write_text("1")
    assert next(told) == ("organs.yaml",)
    (tmp_path / "organs.yaml").write_text("2")
    (tmp_path / "itemkit.toml").write_text("2")
    assert next(told) == ("itemkit.toml", "organs.yaml")
    watch.stop.set()
    assert list(told) == []


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("items/a.yaml", True), ("itemkit.toml", True), ("items/甲/乙.yml", True), ("codes.csv", True),
        (".itemkit/cache/x", False), ("build/site/index.html", False), ("items/.a.yaml.swp", False),
        ("items/a.yaml~", False), ("items/#a.yaml#", False), ("items/.#a.yaml", False), ("items/4913", False),
        ("items/a.yaml.tmp", False), ("node_modules/x.yaml", False), ("网页/index.html", False), ("", False),
        ("../elsewhere.yaml", False), ("网页2/a.yaml", True),
    ],
)  # fmt: skip
def test_which_files_count(path: str, counts: bool, tmp_path: Path) -> None:
    watch = Watch(tmp_path, (tmp_path / "网页",))
    assert watch.counts(os.path.normpath(tmp_path / path)) is counts


def test_a_catalog_below_a_hidden_folder_is_watched_too(tmp_path: Path) -> None:
    root = tmp_path / ".work" / "build"
    assert Watch(root).counts(str(root / "items" / "a.yaml"))


# all together


@pytest.mark.slow
def test_an_open_page_loads_itself_again(chromium: Chromium, root: Path) -> None:
    with PreviewServer(root) as server, chromium.window() as window:
        window.open(Site(server.address))
        assert window.text("p") == "第一版"
        assert window.page.title() == "甲"
        (root / "index.html").write_text(PAGE.replace("第一版", "第二版"), "utf-8")
        with window.page.expect_navigation():
            server.newest.advance()
        assert window.text("p") == "第二版"


@pytest.mark.slow
def test_a_page_that_missed_the_news_loads_itself_again(chromium: Chromium, root: Path) -> None:
    with PreviewServer(root) as server, chromium.window() as window:

        def changed_before_the_first_question(route: Route) -> None:
            (root / "index.html").write_text(PAGE.replace("第一版", "第二版"), "utf-8")
            server.newest.advance()
            route.continue_()

        window.page.route("**/events", changed_before_the_first_question, times=1)
        window.open(Site(server.address))
        window.page.get_by_text("第二版").wait_for()

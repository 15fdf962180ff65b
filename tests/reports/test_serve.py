import threading
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from reports.errors import OutputError
from reports.serve import server


@pytest.fixture
def address(published):
    with server(published) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()
        thread.join(5)


def test_pages_come_with_their_charset(address):
    for path, kind in (("", "text/html"), ("style.css", "text/css"), ("data/region.csv", "text/csv")):
        with urlopen(address + path, timeout=5) as answer:
            assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize("path", ["data/", "%2e%2e/%2e%2e/etc/passwd", "nothing.html"])
def test_no_folder_is_listed_and_nothing_outside_is_served(address, path):
    with pytest.raises(HTTPError) as raised:
        urlopen(address + path, timeout=5)
    assert raised.value.code == 404
    raised.value.close()


def test_a_taken_port_is_one_clear_error(published):
    with server(published) as running, pytest.raises(OutputError, match="taken"):
        server(published, running.server_address[1])

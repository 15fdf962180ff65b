"""A survey beside rendering, on one event loop, in a child process."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.survey.served_site import SiteServer

ROOT = Path(__file__).parents[2]
RUN_SECONDS_MAX = 90


def surveyed(mode: str) -> list[list[str]]:
    with SiteServer() as server:
        ended = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("survey_in_loop.py")), server.url, mode],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=RUN_SECONDS_MAX,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr[-3000:]
        return [json.loads(line.replace(server.url, "/")) for line in ended.stdout.splitlines()]


def test_links_that_only_the_browser_shows_are_surveyed_last() -> None:
    lines = surveyed("render")
    pages = [url for kind, url, _ in lines if kind == "SurveyedPage"]
    assert pages[0] == "/"
    assert pages[-1] == "/kun-i-browseren"
    assert len(pages) == len(set(pages))
    assert lines[-1] == ["ended", "", "[True, False, True]"]


def test_a_survey_that_is_wound_down_names_what_it_left() -> None:
    lines = surveyed("wind-down")
    assert [url for kind, url, _ in lines if kind == "SurveyedPage"][:3] == ["/", "/om", "/om/"]
    left = [url for kind, url, reason in lines if kind == "Skip" and reason == "out_of_budget"]
    assert "/ramme" in left
    assert lines[-1][0] == "ended"


def test_a_store_that_fails_ends_the_survey_with_its_error() -> None:
    lines = surveyed("break")
    assert [kind for kind, *_ in lines].count("SurveyedPage") == 1
    assert lines[-1] == ["raised", "", "the disk is full"]

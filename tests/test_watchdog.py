"""The watchdog: what is silent too long, or does not end when it was to, is ended once."""

import threading

from crawler.watchdog import Watchdog


def test_silence_is_ended_once() -> None:
    barks: list[int] = []
    heard = threading.Event()

    def bark() -> None:
        barks.append(1)
        heard.set()

    with Watchdog(bark, silence_seconds=0.2) as dog:
        assert heard.wait(10)
    assert dog.has_barked
    assert barks == [1]


def test_who_speaks_is_left_alone() -> None:
    with Watchdog(lambda: None, silence_seconds=5) as dog:
        pause = threading.Event()
        for _ in range(20):
            dog.hear()
            pause.wait(0.02)
        assert not dog.has_barked


def test_an_end_that_does_not_come_is_made_however_much_is_said() -> None:
    ended = threading.Event()
    with Watchdog(ended.set, silence_seconds=3) as dog:
        dog.expect_end(0.1)
        dog.expect_end(1000)  # said later, but not sooner
        while not ended.wait(0.05):
            dog.hear()
    assert dog.has_barked


def test_what_has_ended_by_itself_is_not_ended_again() -> None:
    barked = threading.Event()
    with Watchdog(barked.set, silence_seconds=0.3):
        pass
    assert not barked.wait(0.6)

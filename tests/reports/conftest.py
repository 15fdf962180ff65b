from pathlib import Path

import pytest

from reports.publish import publish
from tests.reports.made_store import made_texts
from tests.reports.varied import varied_store


@pytest.fixture(scope="session")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return varied_store(tmp_path_factory.mktemp("varied") / "store.db")


@pytest.fixture(scope="session")
def published(varied: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "site"
    publish(varied, folder, "comment", texts=made_texts(), image_crops=True)
    return folder

"""Makes the parts of the documentation that come from the program's own data: `make docs`."""

from pathlib import Path

from rules.services import service_table
from rules.services.page import service_table_page, with_table

SERVICES = Path(__file__).parent / "services.md"


def main() -> None:
    text = SERVICES.read_text(encoding="utf-8")
    SERVICES.write_text(with_table(text, service_table_page(service_table("DK"))), encoding="utf-8")


if __name__ == "__main__":
    main()

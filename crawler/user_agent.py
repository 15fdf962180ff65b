"""Who we say we are: an honest user agent with an address to complain to."""

from importlib.metadata import PackageNotFoundError, version

PRODUCT_TOKEN = "Eftersyn"  # noqa: S105  # the name robots.txt files address us by, no secret


def tool_version() -> str:
    """Return the installed version, or "0" in a tree that was never installed."""
    try:
        return version("eftersyn")
    except PackageNotFoundError:
        return "0"


def user_agent(contact: str) -> str:
    """Return the User-Agent header: product, version and, where given, the contact address."""
    return f"{PRODUCT_TOKEN}/{tool_version()}" + (f" (+{contact})" if contact else "")

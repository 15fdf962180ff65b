"""The process of one audit whose transport probe takes two ports of this machine for the usual ones of the web.

Run as `python -m tests.probes.audit_main HTTP_PORT HTTPS_PORT` in the place of `crawler.site_main`.
"""

import sys

from crawler import site_main
from crawler.probes import run
from crawler.probes.transport import TransportProbe
from rules.model import Evidence


def main() -> int:
    http, https = map(int, sys.argv[1:])
    run.PROBES = {**run.PROBES, Evidence.TRANSPORT: TransportProbe({"http": http, "https": https})}
    return site_main.main()


if __name__ == "__main__":
    sys.exit(main())

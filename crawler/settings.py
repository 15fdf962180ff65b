"""Scrapy's settings for the survey; each line says from what it differs and why."""

BOT_NAME = "eftersyn"  # default "scrapybot"
SPIDER_MODULES = ["crawler.survey.spider"]

# Who asks. The user agent is made of the product, its version and this address
# (`scrapy crawl site -s EFTERSYN_CONTACT=...`).
EFTERSYN_CONTACT = ""

# Good conduct.
DOWNLOADER_MIDDLEWARES = {
    # Default RobotsTxtMiddleware crawls on when robots.txt answers 5xx; RFC 9309 says to treat that as "disallow all".
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    # After (that is, nearer the network than) the retry middleware, so that a retry waits its turn and each answer's
    # Retry-After is heard before the retry is sent.
    "crawler.survey.conduct.ConductMiddleware": 560,
    # Default 50: the frontier's scope is finer than a list of hosts, and names what it leaves out.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
}
DOWNLOAD_DELAY = 0  # the default, said aloud: crawler.pacing keeps the gap, for survey and rendering together
CONCURRENT_REQUESTS = 8  # default 16: the frontier looks at most this far ahead, and only where the gap is 0
CONCURRENT_REQUESTS_PER_DOMAIN = 8  # the default of this Scrapy: the frontier decides; 1 where there is a gap
RETRY_TIMES = 1  # default 2: a second look separates a hiccup from a fault, a third mostly costs the server
RETRY_HTTP_CODES = [429, 502, 503, 504]  # default also 500, 408, 522, 524: those rarely pass by themselves
RETRY_EXCEPTIONS = [  # default also a refused connection and an unknown host: neither changes within seconds
    "scrapy.exceptions.DownloadTimeoutError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.ResponseDataLossError",
]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # default ERROR: a page that does not answer is a finding, not our error
REDIRECT_ENABLED = False  # default True: redirects are followed by the spider, which names loops and exits
METAREFRESH_ENABLED = False  # default True: a refresh is read as a link
COOKIES_ENABLED = False  # default True: pages are seen as a first visit, and sessions are not wanted
REFERER_ENABLED = False  # default True: addresses of staging sites need not travel to others
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "da, en;q=0.5",  # default "en": the pages a citizen gets
}

# Pages that only exist after JavaScript. The browser is started when the first of them is met.
PLAYWRIGHT_BROWSER_PROVIDER = "crawler.survey.rendering.SurveyBrowser"  # default: starts without our way out
PLAYWRIGHT_MAX_CONTEXTS = 2  # default: none; one page at a time in each, and what it stores goes with it
PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT = 20_000  # default 30 s; in milliseconds
# Default: the survey's headers with every navigation, to whatever host: a site owner's credentials would leak.
PLAYWRIGHT_PROCESS_REQUEST_HEADERS = "crawler.survey.rendering.headers_to_send"
PLAYWRIGHT_ABORT_REQUEST = (
    "crawler.survey.rendering.is_not_needed"  # default: pictures and films are fetched too
)

# Never trust what comes back.
# Default: all on. Only the web is surveyed; requests that ask for it are read by a browser, and the headers of an
# answer are capped as its body is.
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "http": "crawler.survey.rendering.RenderingHandler",
    "https": "crawler.survey.rendering.RenderingHandler",
}
DOWNLOAD_TIMEOUT = 20  # default 180
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # default 1 GiB; also the limit of unpacked bodies
DOWNLOAD_WARNSIZE = 0  # default 32 MiB: never reached
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False: a browser would warn, and so do we
# Default True. Servers with a wrong Content-Length still have pages to look at.
DOWNLOAD_FAIL_ON_DATALOSS = False
# Default True. A proxy from the environment would resolve names unseen by our guard.
HTTPPROXY_ENABLED = False
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"  # default knows IPv4 only
URLLENGTH_LIMIT = 0  # default 2083: the frontier names long addresses instead of dropping them silently

# Quiet and closed.
TELNETCONSOLE_ENABLED = False  # default True: opens a port that runs Python
REMOTE_CONTROL_ENABLED = False  # default True: the same over HTTP
LOG_LEVEL = "INFO"  # default DEBUG: one line per request otherwise
LOG_VERSIONS: list[str] = []  # default: a dozen libraries
FEED_EXPORT_ENCODING = "utf-8"  # default escapes æ, ø and å
# The default exporter cannot tell a page from a document.
FEED_EXPORTERS = {"jsonl": "crawler.survey.exporter.InventoryExporter"}

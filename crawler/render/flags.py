"""The browser's command line: what is switched on and off for safety, sameness or thrift."""

import os

JS_HEAP_MAX_MB = 1024

_SWITCHED_OFF = (
    # All frames in one process, so that one DevTools session sees every frame of a page.
    "IsolateOrigins",
    "site-per-process",
    "IsolateSandboxedIframes",
    "OriginIsolationHeader",
    # Storage of a frame is then cleared by its origin, wherever it was embedded.
    "ThirdPartyStoragePartitioning",
    # A page kept frozen for "back" is a page that still costs memory.
    "BackForwardCache",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "Translate",
    "AutofillServerCommunication",
    "CertificateTransparencyComponentUpdater",
    "NetworkTimeServiceQuerying",
    "SpareRendererForSitePerProcess",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "AsyncDns",
    "DnsOverHttpsUpgrade",
    # Playwright's own; a second --disable-features replaces the first.
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
)


def arguments(proxy_port: int) -> list[str]:
    """Return the browser's command line flags, each for safety, sameness or thrift."""
    flags = [
        f"--proxy-server=socks5://127.0.0.1:{proxy_port}",
        # Without this the browser goes to this machine's own addresses directly, past the proxy.
        "--proxy-bypass-list=<-loopback>",
        # The browser itself must never resolve a name: the proxy does.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--dns-prefetch-disable",
        "--disable-quic",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-site-isolation-trials",
        f"--disable-features={','.join(_SWITCHED_OFF)}",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-client-side-phishing-detection",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-extensions",
        "--disable-sync",
        "--disable-breakpad",
        "--disable-crash-reporter",
        "--disable-hang-monitor",
        "--disable-notifications",
        "--disable-prompt-on-repost",
        "--no-default-browser-check",
        "--no-first-run",
        "--no-pings",
        "--no-service-autorun",
        "--block-new-web-contents",
        "--autoplay-policy=user-gesture-required",
        "--mute-audio",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        "--use-mock-keychain",
        "--password-store=basic",
        f"--js-flags=--max-old-space-size={JS_HEAP_MAX_MB}",
    ]
    if os.geteuid() == 0:
        # Chromium refuses to run its sandbox as root.
        flags.append("--no-sandbox")
    return flags

"""Headers of every response: what a browser may do with it, and who may read it."""

from typing import Any

from flask import Request, Response
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)

_YEAR = 365 * 24 * 60 * 60
_UNUSED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "usb", "web-share",
    "xr-spatial-tracking",
)  # fmt: skip
"""Powers of a browser that the page does without."""


def _permissions() -> PermissionsPolicy:
    policy = PermissionsPolicy()
    for name in _UNUSED:
        policy = policy.add_directive(name)
    return policy


_ALWAYS = tuple(
    Secure(
        csp=(
            ContentSecurityPolicy()
            .default_src("'none'")
            .script_src("'self'")
            .style_src("'self'")
            .img_src("'self'")
            .connect_src("'self'")
            .form_action("'self'")
            .base_uri("'none'")
            .frame_ancestors("'none'")
        ),
        xcto=XContentTypeOptions().nosniff(),
        referrer=ReferrerPolicy().same_origin(),
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        xfo=XFrameOptions().deny(),
        permissions=_permissions(),
    ).headers.items()
)
_MADE = (*_ALWAYS, ("Cache-Control", "no-cache"), ("X-Robots-Tag", "noindex"))
"""Headers of what is made for a request, not a file."""
_SHARED = (
    *(header for header in _ALWAYS if header[0] != "Cross-Origin-Resource-Policy"),
    *Secure(corp=CrossOriginResourcePolicy().cross_origin()).headers.items(),
    ("Access-Control-Allow-Origin", "*"),
)
"""Headers of the scripts of the box, which pages of any origin run."""
_HSTS = tuple(Secure(hsts=StrictTransportSecurity().max_age(_YEAR)).headers.items())
_STATIC, _BOX, _API = "/static/", "/sakuin-search", "/api/"
FILES = (_STATIC, _BOX)
"""How the paths of files begin, which no search is behind."""
_METHODS = "GET, HEAD, OPTIONS"
_READABLE = "ETag, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"


def headers_of(environ: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Those that the response to a request has beside its own."""
    path = environ["PATH_INFO"]
    usual = _SHARED if path.startswith(_BOX) else _ALWAYS if path.startswith(_STATIC) else _MADE
    return usual + _HSTS if environ["wsgi.url_scheme"] == "https" else usual


def share(response: Response, request: Request, readers: str) -> None:
    """Lets scripts of the one origin that may read the JSON do so, or all of them for `*`."""
    if not request.path.startswith(_API):
        return
    headers = response.headers
    if readers != "*":
        response.vary.add("Origin")
        if request.headers.get("Origin", readers) != readers:
            return
    headers["Access-Control-Allow-Origin"] = readers
    headers["Access-Control-Expose-Headers"] = _READABLE
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = _METHODS
        headers["Access-Control-Max-Age"] = "86400"

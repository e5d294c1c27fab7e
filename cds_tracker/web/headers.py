"""What every answer carries: the content security policy and its companions."""

import base64
import hashlib
import re

from cds_tracker.web.asgi import Application, Message, Receive, Scope, Send

_INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_KEPT = ("/static/", "/assets/")  # may be kept by the browser; everything else is never stored


def policy(html: str) -> str:
    """The content security policy under which ``html`` and Streamlit's bundle run.

    Styles need ``unsafe-inline`` (the bundle writes its styles while it runs); scripts do not: an inline script of the
    page is allowed by its hash alone.
    """
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in _INLINE.findall(html)]
    return "; ".join(
        [
            "default-src 'none'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
            " ".join(["script-src 'self'", *hashes]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "manifest-src 'self'",
        ]
    )


class SecurityHeaders:
    """Add the headers to every HTTP answer, refusals included."""

    def __init__(self, app: Application, policy: str) -> None:
        self.app = app
        self.headers = [
            (b"content-security-policy", policy.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        kept = scope["path"].startswith(_KEPT)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = self.headers if kept else [*self.headers, (b"cache-control", b"no-store")]
                names = {name for name, _ in ours}
                message = {**message, "headers": [h for h in message["headers"] if h[0].lower() not in names] + ours}
            await send(message)

        await self.app(scope, receive, with_headers)

"""What every answer of the API tells the browser, refusals of the gateway included.

An answer is read by our pages and nobody else: opened by itself it may neither run, load nor frame
anything, nothing keeps it, and its type is what it says. CloudFront says the same for answers that
never reached the application (``ApiHeaders`` in infra/resources.yaml; a test compares them).
"""

EVERY_ANSWER = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
}

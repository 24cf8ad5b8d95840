"""What browsers may do with these pages (Content-Security-Policy), should anything get past the lists."""

from __future__ import annotations

from bplab.grading.gradebook.pages.templates import events


def page(nonce: str) -> str:
    """For formgrader's pages: its own scripts, by a nonce; nothing is loaded from anywhere else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'nonce-{nonce}' 'unsafe-hashes' {' '.join(events())}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        ]
    )


# For a file that was handed in: whatever it is, it has no origin, runs nothing and loads nothing.
FILE = "sandbox; default-src 'none'; frame-ancestors 'none'"

# For a feedback page, wherever it is opened: no script at all, not even of ours.
FEEDBACK = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

"""Pictures of every kind of page of a release, phone and laptop: ``make screenshots``.

python tests/screenshots.py RELEASE OUTPUT
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from released import ARGUMENTS, CHROMIUM, PAGES, handed_out

WIDTHS = (380, 1280)
HIGHEST = 6000
"""Pixels of a page that a picture shows."""


def take(release: Path, output: Path) -> int:
    """Take a picture of one page of every kind, in both languages and widths, and one in the dark; return how many.

    ``release`` is a release, or a folder of releases, of which the current one counts. Leaves with a sentence if a page
    is not there: a picture of an error would look like work done.
    """
    release = release / "current" if (release / "current").exists() else release
    output.mkdir(parents=True, exist_ok=True)
    count = 0
    with handed_out(release) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            for kind, path in PAGES.items():
                for language in ("nl", "en"):
                    for scheme in ("light", "dark") if language == "nl" else ("light",):
                        page.emulate_media(color_scheme=scheme)
                        answer = page.goto(f"{address}{path}.{language}.html")
                        if answer is None or not answer.ok:
                            sys.exit(f"{release} has no page {path}.{language}.html")
                        height = min(HIGHEST, page.evaluate("document.documentElement.scrollHeight"))
                        name = f"{kind.replace(' ', '-')}.{language}.{scheme}.{width}.png"
                        clip = {"x": 0, "y": 0, "width": width, "height": height}
                        page.screenshot(path=output / name, full_page=True, clip=clip)
                        count += 1
        browser.close()
    return count


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("python tests/screenshots.py RELEASE OUTPUT")
    sys.stdout.write(f"{take(Path(sys.argv[1]), Path(sys.argv[2]))}\n")

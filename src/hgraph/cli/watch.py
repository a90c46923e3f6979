"""``hgraph check --watch``: the check again at every save, of what the save concerns."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from hgraph.cli.complaints import complain
from hgraph.cli.language import say
from hgraph.cli.output import busy
from hgraph.cli.session import opened
from hgraph.errors import HgraphError

if TYPE_CHECKING:
    from datetime import date

    from hgraph.checks import Examination
    from hgraph.dataset import Change
    from hgraph.project import Refresher
    from hgraph.settings import Settings

_PAUSE: Final = 0.3
"""Seconds between two looks at the files."""
_PAUSE_BEFORE_OPENING: Final = 1.0
"""Seconds until a project that could not be opened is tried again."""


def watch(load: Callable[[], Settings], show: Callable[[Examination], int], on: date | None = None) -> int:
    """Check and show, and again whenever a file of the project is saved; until interrupted.

    ``load`` gives the settings, ``show`` the exit code of what it showed; the last one is returned. ``on`` is the
    day for which rules judge, by default that of each check. A file that cannot be read is complained about, and the
    check goes on when it can.
    """
    code, complained = 0, ""
    try:
        while True:
            try:
                for examination in _examinations(load(), on):
                    code, complained = show(examination), ""
            except HgraphError as error:
                code = error.exit_code
                if str(error) != complained:
                    complain(error)
                complained = str(error)
                time.sleep(_PAUSE_BEFORE_OPENING)
    except KeyboardInterrupt:
        return code


def _examinations(settings: Settings, on: date | None) -> Iterator[Examination]:
    """Yield the look at a project, and one after each change, until it has to be opened anew."""
    from hgraph.checks import Since, examine, prepare
    from hgraph.project import Refresher

    prepared = partial(prepare, settings, on)
    with opened(settings) as project:
        refresher = Refresher(project)
        with busy(say("busy.check")):
            examination = examine(project, None, prepared)
        while True:
            yield examination
            change = _next_change(refresher)
            if change.rules:
                return
            with busy(say("busy.check")):
                examination = examine(project, Since.look(change, examination), prepared)


def _next_change(refresher: Refresher) -> Change:
    while True:
        try:
            change = refresher.refresh()
        except HgraphError as error:
            complain(error)
            change = None
        if change is not None:
            return change
        time.sleep(_PAUSE)

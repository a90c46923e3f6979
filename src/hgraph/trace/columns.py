"""Which column of the picture a thing stands in: from the words of an agreement to the articles of a decree.

What actions are measured by has a column of its own beside them, so that it does not stand between the actions.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from hgraph.namespaces import BESLUIT, DOSSIER, ELI, HG, MANDAAT
from hgraph.terms import Iri


class Column(StrEnum):
    """The columns, in the order they are drawn."""

    PASSAGE = "passage"
    DOCUMENT = "document"
    OBJECTIVE = "objective"
    ACTION = "action"
    REPORT = "report"
    MINISTER = "minister"
    ARTICLE = "article"


_CLASSES: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.PASSAGE: (HG.Passage, HG.Excerpt),
    Column.DOCUMENT: (
        HG.CoalitionAgreement,
        HG.PolicyNote,
        HG.Communication,
        HG.PolicyPlan,
        HG.ObjectivesFramework,
        HG.Approach,
        HG.PublicSource,
        DOSSIER.Stuk,
    ),
    Column.OBJECTIVE: (
        HG.GuidingPrinciple,
        HG.Objective,
        HG.StrategicObjective,
        HG.OperationalObjective,
        HG.Commitment,
        HG.ReportingObligation,
        HG.Theme,
    ),
    Column.REPORT: (HG.Indicator, HG.Target, HG.Measurement, HG.ProgressReport),
    Column.MINISTER: (HG.MinisterGroup, HG.Portfolio, MANDAAT.Mandataris, BESLUIT.Bestuursorgaan),
    Column.ARTICLE: (ELI.LegalResource, ELI.LegalResourceSubdivision, HG.LegalObligation),
}
_BY_CLASS: Final = {class_: column for column, classes in _CLASSES.items() for class_ in classes}


def column_of(kind: Iri | None) -> Column:
    """Return the column of things of a class. What happens, and every other class, stands with the actions."""
    return _BY_CLASS.get(kind or "", Column.ACTION)

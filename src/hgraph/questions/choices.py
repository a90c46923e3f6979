"""What a parameter of a question may be, and which thing a person means by the text given for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hgraph.iris import expand
from hgraph.questions.card import Parameter

if TYPE_CHECKING:
    from hgraph.project import Project


def choices(parameter: Parameter, project: Project) -> frozenset[str] | None:
    """Return the things a parameter can mean; ``None`` if it can mean anything, or is no thing at all."""
    if parameter.of_class and (class_ := expand(parameter.of_class)):
        return project.instances(class_)
    if parameter.object_of and (property_ := expand(parameter.object_of)):
        return project.objects(property_)
    return None


def meant(text: str, parameter: Parameter, project: Project) -> object:
    """Return what a text stands for as a value of a parameter: for a thing its IRI, for anything else the text.

    Of several things with one name one is as good as another, if the question asks by name. Raises ``UsageError``:
    ``unknown-thing`` if nothing fits, ``ambiguous-thing`` with the candidates if several do.
    """
    if parameter.type != "iri":
        return text
    iri = expand(text)
    if iri:
        return iri
    among = choices(parameter, project)
    found = project.candidates(text, among) if parameter.by_name else []
    if found and len({project.labels.label(thing, project.settings.language) for thing in found}) == 1:
        return found[0]
    return project.resolve(text, among)

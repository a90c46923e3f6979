"""The project's own things under another base: what lived under the old one lives under the new one."""

from __future__ import annotations

from hgraph.terms import Iri, Literal, Term, Triple


class Moving:
    """Moves IRIs from one place to another; each term is made once, however often it stands in the data."""

    def __init__(self, old: str, new: str) -> None:
        """Take the two places, each with a slash at its end."""
        self._old = old
        self._new = new
        self._terms: dict[Term, Term] = {}

    def iri(self, iri: str) -> Iri:
        """Return an IRI where it lives from now on; one that is not the project's own stays."""
        return Iri(self._new + iri[len(self._old) :]) if iri.startswith(self._old) else Iri(iri)

    def back(self, iri: str) -> str:
        """Return an IRI as the project calls it."""
        return self._old + iri[len(self._new) :] if iri.startswith(self._new) else iri

    def triple(self, triple: Triple) -> Triple:
        """Return a statement about the same things where they live from now on."""
        subject, predicate, object_ = triple
        return self._moved(subject), Iri(self._moved(predicate)), self._moved(object_)

    def _moved(self, term: Term) -> Term:
        known = self._terms.get(term)
        if known is None:
            known = self._terms[term] = self._anew(term)
        return known

    def _anew(self, term: Term) -> Term:
        if isinstance(term, Iri):
            return self.iri(term)
        if self._old in term.lexical:  # an address within a text has to lead somewhere too
            return Literal(term.lexical.replace(self._old, self._new), term.datatype, term.language)
        return term

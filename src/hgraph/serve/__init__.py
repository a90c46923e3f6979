"""Answering over HTTP: documents of a release with content negotiation, SPARQL behind a guard, questions as forms."""

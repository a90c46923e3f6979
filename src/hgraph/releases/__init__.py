"""A release: what of a project goes online, under which addresses, in which forms; shared by who writes and who serves.

A release is a folder of files that any web server can hand out::

    DIR/releases/{id}/      one release, complete and never changed again; {id} are the first 16 digits of its hash
    DIR/current             a link to the release that is shown, replaced in one step

    index.html, index.nl.html, index.en.html      home
    doc/{concept}/{slug}.{nl,en}.html .ttl .jsonld .nt      what is known of {base}id/{concept}/{slug}
    term/{name}.…, code/{list}/{code}.…           the same for the words and code lists of hgraph
    extern/{scheme}/{host}/{path}.…               the same for things of others that the data describe
    index/, question/, rule/                      lists of things by kind, minister, decree, theme; questions; rules
    ontology.…, changes.…, about.…, accessibility.…, sparql.…, search.…     pages, each .{nl,en}.html
    dumps/, catalogue.…, void.ttl, feeds/, sitemap.xml, robots.txt, .well-known/, server/           for programs
    assets/                                       style, scripts, icon
    release.json, manifest.sha256                 what the release is; the hash of every other file
"""

from hgraph.releases.addresses import Addresses
from hgraph.releases.facts import DATASET, RELEASE, File, Release, View
from hgraph.releases.media import FORMS, Form, form_of, media_type, media_types

__all__ = [
    "DATASET",
    "FORMS",
    "RELEASE",
    "Addresses",
    "File",
    "Form",
    "Release",
    "View",
    "form_of",
    "media_type",
    "media_types",
]

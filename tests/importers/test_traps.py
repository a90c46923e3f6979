"""Every trap in the data of others: a file in which it is noticed, and the clean one in which nothing is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from hgraph.findings import Severity
from hgraph.importers import SEVERITIES
from hgraph.messages import LANGUAGES, catalogue
from imported import ACT, ELI, MINISTER, T, import_files, plan, source_file

SECOND = f"""\
<{T}/mandataris/m2> a mandaat:Mandataris ;
    dct:title "Vlaams minister van Onderwijs"@nl ;
    mandaat:start "2021-05-10T00:00:00+02:00"^^xsd:dateTime ;
    mandaat:isBestuurlijkeAliasVan <{T}/persoon/p2> ;
    org:holds <{T}/mandaat/d1> .
<{T}/persoon/p2> a person:Person ; foaf:familyName "Claes" ; persoon:gebruikteVoornaam "Bo" .
"""
NAMED = "het decreet van 10 juli 2008 houdende een kader voor het gelijkekansenbeleid"
AMENDING = f"""\
<{ELI}/2018/05/18/2018012258> a eli:LegalResource ;
    eli:type_document <http://vocab.belgif.be/auth/legal-type/DECREE#id> ;
    eli:date_document "2018-05-18"^^xsd:date ; eli:responsibility_of "VLAAMSE OVERHEID"@nl ;
    eli:title "Decreet tot wijziging van artikel 24 van {NAMED}"@nl .
"""
DOCUMENT = f"""\
<{T}/stuk/s1> a dossier:Stuk ; dct:title "VR 2016 1507 DOC.0890/2"@nl ;
    dct:issued "2016-07-15T00:00:00Z"^^xsd:dateTime .
"""
DOMAIN = f"""\
<{T}/beleidsdomein/b1> a skos:Concept ; skos:prefLabel "Omgeving"@nl ; owl:deprecated "false"^^xsd:boolean .
"""


@dataclass(frozen=True)
class Trap:
    """A clean source, and what is put in the place of what to make it wrong."""

    code: str
    clean: str
    old: str
    new: str
    source: str = "themis"
    written: tuple[str, ...] = ()
    """Words that one line of what is written must hold, once the trap was seen."""
    absent: str = ""
    """Words that no line of what is written may hold."""


END = '    mandaat:einde "2021-05-10T00:00:00+02:00"^^xsd:dateTime ;\n'
RANK = "    mandaat:rangorde 1 ;\n"
TRAPS = [
    Trap("import-wrong-boolean", DOMAIN, "xsd:boolean", "<http://mu.semte.ch/vocabularies/typed-literals/boolean>",
         written=("owl#deprecated", '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>')),
    Trap("import-untagged-text", DOMAIN, '"Omgeving"@nl', '"Omgeving"', written=('"Omgeving"@nl',)),
    Trap("import-twin-iri", MINISTER, "# end", f'<{T}/mandatee/m1> a mandaat:Mandataris ; dct:title "X"@nl ; '
         'mandaat:start "2022-01-01"^^xsd:date .', written=(f"<{T}/mandatee/m1>", '"X"@nl')),
    Trap("import-two-forms", MINISTER + SECOND, "mandataris/m2", "mandatee/m2", written=("<" + T + "/mandatee/m2>",)),
    Trap("import-language-twin", ACT, "    eli:id_local", f"    owl:sameAs <{ELI.replace('decreet', 'decret')}/x> ;\n"
         "    eli:id_local", "staatsblad", written=("terms/relation", "eli/decret/x")),
    Trap("import-footnote-mark", ACT, 'gelijkekansenbeleid"', 'gelijkekansenbeleid (1)"', "staatsblad",
         written=("terms/title", 'gelijkekansenbeleid"@nl')),
    Trap("import-technical-date", MINISTER, "2021-05-10T00:00:00+02:00", "2024-10-07T16:47:33.659Z",
         absent="2024-10-07"),
    Trap("import-day-shifted", MINISTER, END, END + END.replace("2021-05-10T00:00:00+02:00", "2021-05-09T00:00:00Z"),
         written=("ns/mandaat#einde", '"2021-05-10"')),
    Trap("import-end-before-start", MINISTER, "2021-05-10T00:00:00+02:00", "2019-10-01T00:00:00+02:00",
         absent='ns/mandaat#einde> "2019'),
    Trap("import-single-day", MINISTER, "2021-05-10T00:00:00+02:00", "2019-10-02T00:00:00+02:00",
         written=("ns/mandaat#einde", '"2019-10-03"')),
    Trap("import-two-holders", MINISTER + SECOND, '2021-05-10T00:00:00+02:00"^^xsd:dateTime ;\n    mandaat:rang',
         '2021-05-11T00:00:00+02:00"^^xsd:dateTime ;\n    mandaat:rang', written=("mandataris/m2", "2021-05-10")),
    Trap("import-without-title", MINISTER, '    dct:title "Vlaams minister van Onderwijs"@nl ;\n', "",
         written=('"An Peeters, minister van de Vlaamse Regering"@nl',)),
    Trap("import-case-variant", MINISTER + SECOND, 'Onderwijs"@nl ;\n    mandaat:start "2019',
         'onderwijs"@nl ;\n    mandaat:start "2019', written=("van onderwijs",)),
    Trap("import-document-number", DOCUMENT, "2016-07-15", "2016-07-22"),
    Trap("import-eli-date", ACT, 'eli:date_document "2008-07-10"', 'eli:date_document "2008-07-11"', "staatsblad",
         written=("date_document", "2008-07-11")),
    Trap("import-published-too-early", ACT, "2008-09-23", "2008-07-09", "staatsblad"),
    Trap("import-numac", ACT, 'eli:id_local "2008203387"', 'eli:id_local "2008203388"', "staatsblad"),
    Trap("import-namespace-twin", MINISTER, "    mandaat:rangorde", "    <https://data.vlaanderen.be/ns/mandaat#rangorde>",
         written=("http://data.vlaanderen.be/ns/mandaat#rangorde", '"1"')),
    Trap("import-blank-node", MINISTER, f"org:holds <{T}/mandaat/d1>", "org:holds [ a mandaat:Mandaat ]", absent="_:"),
    Trap("import-unsafe-iri", MINISTER, f"org:holds <{T}/mandaat/d1>", f"org:holds <{T}/mandaat/d\\u00201>",
         absent="mandaat/d "),
    Trap("import-active-iri", MINISTER, f"org:holds <{T}/mandaat/d1>", "org:holds <javascript:alert(1)>",
         absent="javascript"),
    Trap("import-too-long", MINISTER, '"Vlaams minister van Onderwijs"', f'"{"x" * 2_000}"', absent="xxx"),
    Trap("import-control-character", MINISTER, "van Onderwijs", "van \\u001B[31mOnderwijs", absent="[31m"),
    Trap("import-unreadable-value", MINISTER, "mandaat:rangorde 1", 'mandaat:rangorde "eerste"', absent="eerste"),
    Trap("import-unknown-code", ACT, "DECREE#id>", "DECREE#id> , <http://vocab.belgif.be/auth/legal-type/LOI#id>",
         "staatsblad"),
    Trap("import-several-values", MINISTER, RANK, RANK + RANK.replace("1", "2"), written=("ns#claimValue", '"1"')),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small project in which values are short."""
    return plan(tmp_path / "plan", settings="[imports]\nvalue_size = 1000\n")


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.code)
def test_a_trap_is_noticed_and_the_clean_source_is_not(trap: Trap, folder: Path, tmp_path: Path) -> None:
    clean = trap.clean + "# end\n"
    wrong = clean.replace(trap.old, trap.new, 1)
    assert wrong != clean
    before = import_files(folder, trap.source, [source_file(tmp_path, "clean.ttl", clean)])
    assert trap.code not in before.codes
    assert before.codes == set()
    after = import_files(folder, trap.source, [source_file(tmp_path, "wrong.ttl", wrong)])
    assert trap.code in after.codes
    assert not trap.written or after.has(*trap.written), "\n".join(after.facts)
    assert not trap.absent or not after.has(trap.absent), "\n".join(after.facts)
    for finding in after.outcome.findings:
        assert all(finding.messages[tag] and finding.remedies[tag] for tag in LANGUAGES)
        assert not set("{}") & set(finding.messages["nl"].replace(trap.new, ""))


def test_an_act_that_amends_by_its_title_is_proposed_and_not_stated(folder: Path, tmp_path: Path) -> None:
    files = [source_file(tmp_path, "acts.ttl", ACT + AMENDING)]
    ran = import_files(folder, "staatsblad", files, about=("2008203387",))
    assert ran.outcome.comparison.counts.total() == 2
    assert "import-amends-by-title" in ran.codes
    assert not ran.has("ontology#amends")
    other = import_files(folder, "staatsblad", [source_file(tmp_path, "one.ttl", ACT)], about=("2008203387",))
    assert other.codes == set()


def test_what_the_project_states_itself_is_not_proposed_again(tmp_path: Path) -> None:
    stated = f"<{ELI}/2018/05/18/2018012258> eli:amends <{ELI}/2008/07/10/2008203387> .\n"
    folder = plan(tmp_path / "plan", stated)
    files = [source_file(tmp_path, "acts.ttl", ACT + AMENDING)]
    assert import_files(folder, "staatsblad", files, about=("2008203387",)).codes == set()


def test_a_contradiction_keeps_both_values_as_claims(tmp_path: Path) -> None:
    stated = f'<{T}/mandataris/m1> mandaat:einde "2021-05-12"^^xsd:date ; dct:source <http://bron.example/> .\n'
    folder = plan(tmp_path / "plan", stated)
    ran = import_files(folder, "themis", [source_file(tmp_path, "a.ttl", MINISTER)])
    assert ran.codes == {"import-contradiction"}
    assert not ran.has("ns/mandaat#einde>", "2021-05-10", f"<{T}/mandataris/m1> <http://data")
    claimed = {line.split('"')[1] for line in ran.lines if "ns#claimValue" in line}
    assert claimed == {"2021-05-10", "2021-05-12"}
    agreeing = plan(tmp_path / "other", stated.replace("05-12", "05-10"))
    assert import_files(agreeing, "themis", [source_file(tmp_path, "a.ttl", MINISTER)]).codes == set()


def test_a_name_that_the_project_gives_itself_is_left_alone(tmp_path: Path) -> None:
    stated = f'<{ELI}/2008/07/10/2008203387> dct:title "Gelijkekansendecreet"@nl .\n'
    ran = import_files(plan(tmp_path / "plan", stated), "staatsblad", [source_file(tmp_path, "a.ttl", ACT)])
    assert ran.codes == set()
    assert not ran.has(f"<{ELI}/2008/07/10/2008203387> <http://purl.org/dc/terms/title>")


def test_every_code_has_a_trap_a_severity_and_texts() -> None:
    tested = {trap.code for trap in TRAPS} | {"import-amends-by-title", "import-contradiction"}
    assert tested == set(SEVERITIES) == {code for code in catalogue("rules") if code.startswith("import-")}
    assert [code for code, severity in SEVERITIES.items() if severity is Severity.VIOLATION] == ["import-active-iri"]

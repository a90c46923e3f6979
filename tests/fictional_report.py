"""A small fictional plan with findings of every kind, by hand: what the tests of reports write and read back."""

from __future__ import annotations

from dataclasses import replace

from hgraph.findings import Finding, FindingReport, Place, Register, RuleText, Severity
from hgraph.messages import LANGUAGES
from hgraph.namespaces import HG, PREFIXES, XSD
from hgraph.terms import Iri, Literal

ID = "https://hgraph.example/id/"

NAMES = {
    ID + "plan/veilig-fietsen": ("Plan Veilig fietsen 2030 (fictief)", "Safe Cycling Plan 2030 (fictional)"),
    ID + "actie/fietsstraten": ("Meer fietsstraten in de dorpskernen", "More cycle streets in village centres"),
    ID + "actie/verlichting": ("Verlichting langs fietssnelwegen", "Lighting along cycle highways"),
    ID + "actie/schoolroutes": ("Schoolroutekaarten voor elke gemeente", "School route maps for every municipality"),
    ID + "mandataris/mobiliteit": ("Vlaams minister van Mobiliteit", "Flemish Minister for Mobility"),
    ID + "mandataris/onderwijs": ("Vlaams minister van Onderwijs", "Flemish Minister for Education"),
    ID + "tekstversie/nota/1": ("Nota Veilig fietsen", "Memorandum on safe cycling"),
    ID + "passage/nota/3": ("Iedereen veilig naar school", "Everybody safely to school"),
    ID + "hiaat/budget": ("Het budget van de actie schoolroutes", "The budget of the school routes action"),
}


def named(iri: str, language: str) -> str:
    """Return the name of a thing in the fictional plan."""
    return NAMES[iri][LANGUAGES.index(language)]


def rule(code: str, label: tuple[str, str], why: tuple[str, str], remedy: tuple[str, str]) -> RuleText:
    """Return the texts of a rule in both languages."""
    both = [dict(zip(LANGUAGES, texts, strict=True)) for texts in (label, why, remedy)]
    return RuleText(code, both[0], both[1], both[2])


RULES = [
    rule(
        "action-without-lead-minister",
        ("Actie zonder trekkende minister", "Action without lead minister"),
        (
            "Zonder trekkende minister weet niemand wie de actie uitvoert en wie erover rapporteert.",
            "Without a lead minister nobody knows who carries out the action and who reports on it.",
        ),
        ("Leg vast welke minister de actie trekt.", "Record which minister leads the action."),
    ),
    rule(
        "action-outside-plan-period",
        ("Actie buiten de looptijd van het plan", "Action outside the period of the plan"),
        (
            "Het plan kan alleen verantwoorden wat in zijn looptijd gebeurt.",
            "The plan can only account for what happens within its period.",
        ),
        ("Pas de periode van de actie aan.", "Adjust the period of the action."),
    ),
    rule(
        "quote-moved",
        ("Citaat verplaatst", "Quote moved"),
        ("Een anker moet zeggen waar de woorden staan.", "An anchor has to say where the words stand."),
        ("Aanvaard de nieuwe plaats.", "Accept the new place."),
    ),
    rule(
        "action-without-budget",
        ("Actie zonder budget", "Action without budget"),
        ("Een actie zonder middelen blijft een voornemen.", "An action without means remains an intention."),
        ("Noem het bedrag, of zeg waarom er geen is.", "Give the amount, or say why there is none."),
    ),
]
REGISTER = Register("Plan Veilig fietsen 2030 (fictief)", RULES, named)


def finding(code: str, severity: Severity, slug: str, messages: tuple[str, str], **more: object) -> Finding:
    """Return a finding of the fictional plan."""
    texts = next(rule for rule in RULES if rule.code == code)
    name = "".join(part.capitalize() for part in code.split("-"))
    both = dict(zip(LANGUAGES, messages, strict=True))
    made = Finding(Iri(PREFIXES["hgsh"] + name), code, severity, Iri(ID + slug), both, texts.remedy)
    return replace(made, **more)


def budget_messages(slug: str) -> tuple[str, str]:
    """Return what is said about an action without budget."""
    dutch, english = (named(ID + slug, language) for language in LANGUAGES)
    return f"Voor “{dutch}” is geen budget vastgelegd.", f"No budget is recorded for “{english}”."


REPORT = FindingReport.of(
    "submission",
    [
        finding(
            "action-without-lead-minister",
            Severity.VIOLATION,
            "actie/verlichting",
            (
                "Voor “Verlichting langs fietssnelwegen” is geen trekkende minister vastgelegd.",
                "No lead minister is recorded for “Lighting along cycle highways”.",
            ),
            path=HG.leadMinister,
            component="MinCountConstraintComponent",
            place=Place(Iri(ID + "graaf/acties"), "data/acties.ttl"),
            owners=(Iri(ID + "mandataris/mobiliteit"), Iri(ID + "mandataris/onderwijs")),
        ),
        finding(
            "action-outside-plan-period",
            Severity.WARNING,
            "actie/fietsstraten",
            (
                "“Meer fietsstraten in de dorpskernen” loopt tot 31 december 2031, na het einde van het plan.",
                "“More cycle streets in village centres” runs until 31 December 2031, after the end of the plan.",
            ),
            value=Literal("2031-12-31", Iri(XSD.date)),
            component="SPARQLConstraintComponent",
            place=Place(Iri(ID + "graaf/acties"), "data/acties.ttl"),
            owners=(Iri(ID + "mandataris/mobiliteit"),),
        ),
        finding(
            "quote-moved",
            Severity.WARNING,
            "passage/nota/3",
            (
                "De woorden van “Iedereen veilig naar school” staan nu elders in de tekst.",
                "The words of “Everybody safely to school” now stand elsewhere in the text.",
            ),
            place=Place(document=Iri(ID + "tekstversie/nota/1"), passage=Iri(ID + "passage/nota/3")),
        ),
        *(
            finding(
                "action-without-budget",
                Severity.INFO,
                slug,
                budget_messages(slug),
                path=HG.budgetAmount,
                owners=(Iri(ID + "mandataris/onderwijs"),),
                gaps=(Iri(ID + "hiaat/budget"),) if slug == "actie/schoolroutes" else (),
                place=Place(Iri(ID + "graaf/acties"), "data/acties.ttl", sheet="Acties", cell="F12"),
            )
            for slug in ("actie/fietsstraten", "actie/schoolroutes", "actie/verlichting")
        ),
    ],
    12,
    ["indicator-incomplete", "target-incomplete"],
)  # fmt: skip
NOTHING = FindingReport.of("framework", [], 12)
COUNTS = {"violation": 1, "warning": 2, "info": 3}

"""The sentences of the guided check: the answer itself, each proviso, each road, and how a rule is cited."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.kit import escape
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.reasons import next_step, reason
from rules.advising import Advice
from rules.citing import Citation
from rules.codes import Reason
from rules.model import Verdict
from rules.provisos import Needed
from rules.supposing import Proviso, Said, signed
from rules.vocabulary import Ground, Mode, ReviewKind


def sentence(labels: Labels, found: Advice) -> str:
    """The answer in one sentence; never a yes without what it hangs on."""
    _ = labels.say
    if found.direct:
        return _("Ja, ook zonder toestemming, mits alle ontvangers rechtstreeks dezelfde hulp geven als u.")
    if found.verdict.allowed:
        return _("Ja, deze toestemming is genoeg, mits alles klopt wat hieronder staat.")
    if found.vital is not None:
        return _(
            "Alleen op grond {id}, {ground}: deel na 112 wat nodig is met wie het gevaar kan afwenden, "
            "en leg dat vast.",
            id=found.vital.ground.id,
            ground=inside_sentence(escape(_(found.vital.ground.name))),
        )
    why = because(labels, found, found.told)
    if found.told.hint in {"REMOVE_ITEMS", "REMOVE_RECIPIENT"}:
        return _("Nee, niet zo: {why}", why=why)
    if found.consent is not None:
        return _("Nee, nog niet: {why}", why=why)
    if found.grounds:
        return _("Nee, tenzij een wettelijke uitzondering geldt: {why}", why=why)
    return _("Nee: {why}", why=why)


def because(labels: Labels, found: Advice, verdict: Verdict) -> str:
    """The reason of a verdict as it stands after a colon."""
    return inside_sentence(_reason(labels, found, verdict))


def _reason(labels: Labels, found: Advice, verdict: Verdict) -> str:
    _ = labels.say
    if verdict.recipients:
        roles = leave_out(labels.role(one.role) for one in verdict.recipients)
        return _("Met {roles} deelt u via Schakel niets over een persoon.", roles=roles)
    unasked = (
        _("Er is geen toestemming, en vragen kan niet.")
        if found.answers.said is Said.IMPOSSIBLE
        else _("Er is geen toestemming van wie daarover beslist.")
    )
    own = {
        Reason.INCOMPLETE: _("Er is nog geen doel, en zonder doel is delen niet nodig."),
        Reason.REFUSED: _("De jongere beslist zelf en heeft nee gezegd."),
        Reason.PARENT_OBJECTS: _("Een ouder of voogd met gezag heeft nee gezegd."),
        Reason.YOUTH_OBJECTS: _("De jongere heeft nee gezegd, en dat telt mee."),
        Reason.CONSENT_NOT_USABLE: _(
            "Toestemming die u vanuit uw rol vraagt, is niet bruikbaar; de verhouding is te ongelijk."
        ),
        Reason.MISSING_CONSENTER: _("Nog niet iedereen die moet instemmen, heeft ja gezegd."),
        Reason.NO_CONSENT: unasked,
        Reason.ACUTE_FAST_PATH: unasked,
    }
    return own.get(Reason(verdict.reason)) or reason(_, verdict.reason)


def proviso_line(labels: Labels, found: Advice, needed: Needed) -> str:
    """One thing to tick off, with its rule."""
    said = _provisos(labels.say, found, labels)[needed.proviso]
    return f"{said} _({cited(labels, needed.citation, short=True)})_"


def _provisos(_: Language, found: Advice, labels: Labels) -> dict[Proviso, str]:
    first = next(row.first_age for row in labels.book.matrix.age if row.id == found.answers.age)
    represented = found.answers.said is Said.REPRESENTATIVE
    return {
        Proviso.CIRCLE: _("Alleen wie een rol heeft in deze casus leest of hoort het."),
        Proviso.DIRECT: _("Alle ontvangers geven rechtstreeks dezelfde hulp als u."),
        Proviso.VALID: _(
            "Er is echt ja gezegd: vrijwillig, na uitleg, voor precies dit doel, deze ontvangers en "
            "deze gegevens. Het ja geldt nog."
        ),
        Proviso.VERIFIED: _("U hebt nagegaan wie gezag heeft, in het gezagsregister of een beschikking."),
        Proviso.SOLE_HOLDER: _("Niemand anders heeft gezag. Anders moet die ook ja zeggen."),
        Proviso.OTHER_HOLDER: _("Heeft nog iemand gezag, dan heeft die geen bezwaar en staat dat op papier."),
        Proviso.HEARD: _("De jongere is gehoord en heeft geen bezwaar."),
        Proviso.CAPABLE: (
            _("Een deskundige stelde vast dat de jongere dit niet zelf kan beslissen.")
            if represented
            else _("De jongere kan overzien waar het ja over gaat.")
        ),
        Proviso.BIRTHDAY: _("De jongere zei ja op of na de {age}e verjaardag.", age=first),
        Proviso.EXPLICIT: _("Het ja ging uitdrukkelijk over deze gevoelige gegevens."),
        Proviso.EXPLAINED: _("U hebt uitgelegd dat politie of justitie dit voor opsporing kan gebruiken."),
        Proviso.INDICATIONS: _(
            "U vroeg het op een hulpvraag, in het belang van de jongere, en nee zeggen heeft geen gevolgen "
            "(voorwaarden van de AP)."
        ),
    }


def to_mind(labels: Labels, provisos: Iterable[Needed]) -> str:
    """What to mind while asking, in a few words."""
    _ = labels.say
    words = {
        Proviso.VERIFIED: _("ga het gezag na"),
        Proviso.OTHER_HOLDER: _("vraag ook wat de andere ouder of voogd vindt"),
        Proviso.HEARD: _("hoor de jongere"),
        Proviso.EXPLICIT: _("vraag uitdrukkelijk naar de gevoelige gegevens"),
        Proviso.EXPLAINED: _("leg uit dat politie of justitie het voor opsporing kan gebruiken"),
        Proviso.INDICATIONS: _("alleen op een hulpvraag en zonder gevolgen bij nee"),
    }
    found = [words[one.proviso] for one in provisos if one.proviso in words]
    return " " + _("Let op: {what}.", what="; ".join(found)) if found else ""


def whom_to_ask(labels: Labels, found: Advice) -> str:
    """Whose yes is needed; where some said yes already, who is still missing."""
    _, asking = labels.say, found.consent
    step = next_step(_, found.otherwise.hint)
    if asking is None or (signed(found.answers) and step and found.otherwise.hint != "REMOVE_ITEMS"):
        return step or ""
    match asking.required.mode:
        case Mode.ONE_HOLDER:
            return _("vraag een ouder of voogd met gezag.")
        case Mode.ALL_HOLDERS:
            return _("vraag alle ouders of voogden met gezag.")
        case Mode.YOUTH_AND_ALL_HOLDERS:
            return _("vraag de jongere en alle ouders of voogden met gezag.")
        case Mode.REPRESENTATIVE:
            return _("vraag de wettelijk vertegenwoordiger.")
        case _:
            return _("vraag de jongere zelf.")


def ground_line(labels: Labels, ground: Ground) -> str:
    """A ground with its article, when a second person looks, and the law's own remark."""
    _ = labels.say
    looks = {
        ReviewKind.BEFORE: _("Een tweede persoon kijkt vooraf mee."),
        ReviewKind.AFTER: _("Een tweede persoon kijkt binnen 24 uur mee."),
        ReviewKind.NONE: "",
    }[ground.review]
    name = escape(_(ground.name))
    said = f"*{name}* ({ground.id}, _{article(_, ground.article)}_). {escape(_(ground.remark))}"
    return f"{said} {looks}".rstrip()


def cited(labels: Labels, citation: Citation, *, short: bool = False) -> str:
    """The rule in a few words: the article, else the house's own choice, else where it was read.

    `short` names a choice by its number only, where the sentence beside it says the same.
    """
    _ = labels.say
    if citation.articles:
        return article(_, "; ".join(citation.articles))
    if citation.choices and short:
        return _("afspraak {choice}", choice=", ".join(citation.choices))
    texts = [labels.book.choices[one].text for one in citation.choices]
    if texts:
        return _("afspraak van Schakel: {choice}", choice=escape(" ".join(_(one) for one in texts)))
    read = [labels.book.sources.get(one, one) for one in citation.sources]
    return escape("; ".join(read))


def article(_: Language, text: str) -> str:
    """An article of law as people cite it; a whole act has no number."""
    return _("art. {article}", article=escape(text)) if text[:1].isdigit() else escape(text)


def leave_out(names: Iterable[str]) -> str:
    """Names in a row inside a sentence."""
    return "; ".join(inside_sentence(escape(one)) for one in names)

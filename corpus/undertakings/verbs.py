"""The verbs of promising: what bodies and officers say they will do, in the forms in which papers say it."""

import re

# What is handed over to somebody or done at somebody's asking: said of "would" in minutes, it is an undertaking.
_DELIVERING = """
add advise amend answer arrange ask brief bring chase check circulate clarify collate confirm contact
distribute email feed find follow forward include inform investigate invite issue look notify obtain pass
prepare present provide publish query raise refer relay remind reply report request respond return send share
speak submit supply table take update verify write liaise discuss explore establish give let pick compile
"""
_ACTING = """
accept remain fill stagger hand base show separate attach draft compare achieve enable address adopt agree
allocate analyse announce appoint apply approve assess attend audit award begin bid build buy campaign carry
challenge champion change close coordinate co-ordinate collaborate commence commission communicate complete
conduct consider consolidate consult continue convene convert create deal decide define deliver demonstrate
deploy design determine develop devise digitise dispose draft draw drive educate embed employ encourage
enforce engage enhance ensure enter evaluate examine expand extend facilitate finalise finance finish focus
formalise form fulfil fund get go help highlight hold host identify implement improve increase inspect install
integrate intensify introduce invest involve join keep launch lead learn listen lobby maintain make manage
measure meet merge minimise mitigate mobilise monitor move negotiate nominate observe offer open organise
outline oversee own participate pause pay persist pilot place plan post postpone press prevent prioritise
procure produce progress promote protect pursue push put re-commission re-open re-run re-tender realign
receive recommend reconvene record recruit rectify redesign redevelop redouble reduce refine refresh refurbish
reinforce reinstate reissue relaunch release relocate remedy remove renew reopen repair repeat replace reset
resolve restart restore restructure resume retain retender review revise revisit roll run safeguard schedule
scope scrutinise secure see seek sell set sign simplify spend stage start step stop streamline strengthen
support survey tackle target tender test track train transfer transform trial undertake upgrade use utilise
visit widen withdraw work reassure recommission reallocate ringfence decommission demolish mainstream recover
resource staff
"""
_DOUBLING_WORDS = """
refer submit commit plan step stop get put set run cut begin let transfer bid permit ship map scrap win sit
"""
_IRREGULAR_WORDS = """
begin/begun bid/bid bring/brought build/built buy/bought deal/dealt draw/drawn drive/driven feed/fed find/found
get/got give/given go/gone hold/held keep/kept lead/led let/let make/made meet/met oversee/overseen pay/paid
put/put reset/reset run/run re-run/re-run see/seen seek/sought sell/sold send/sent set/set show/shown
speak/spoken spend/spent take/taken undertake/undertaken withdraw/withdrawn write/written learn/learned
redraw/redrawn
"""
_DOUBLING = frozenset(_DOUBLING_WORDS.split())
_IRREGULAR = dict(pair.split("/") for pair in _IRREGULAR_WORDS.split())
_VOWELS = "aeiou"


def _participle(base: str) -> str:
    if base in _IRREGULAR:
        return _IRREGULAR[base]
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return f"{base[:-1]}ied"
    return f"{base}{base[-1]}ed" if base in _DOUBLING else f"{base}ed"


def _gerund(base: str) -> str:
    if base.endswith("e") and not base.endswith(("ee", "oe")):
        return f"{base[:-1]}ing"
    return f"{base}{base[-1]}ing" if base in _DOUBLING else f"{base}ing"


DELIVERING = frozenset(_DELIVERING.split())
"""Verbs of handing over, answering and looking into."""

BASES = DELIVERING | frozenset(_ACTING.split())
"""Every verb, in its bare form."""

_BY_FORM = {form: base for base in BASES for form in (_gerund(base), _participle(base))}


def base_of(form: str) -> str:
    """Return the bare form of a participle or -ing form ("circulated" and "circulating" give "circulate")."""
    small = form.lower()
    return small if small in BASES else _BY_FORM.get(small, small)


def _any_of(forms: list[str]) -> str:
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form))) + ")"


BASE = _any_of(list(BASES))
"""A pattern for any bare form."""

PARTICIPLE = _any_of([_participle(base) for base in BASES])
"""A pattern for any past participle."""

GERUND = _any_of([_gerund(base) for base in BASES])
"""A pattern for any -ing form."""

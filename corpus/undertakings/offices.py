"""The words that names of offices, bodies and teams are made of."""

_HEAD_WORDS = """
accountant adviser advisor agencies agency ambassadors association associations auditor auditors authorities
authority board boards cabinet chair chairman chairperson chairs chairwoman charities charity clerk coalition
colleagues commander commission commissioner commissioners committee committees company consortium constable
constabulary consultant consultants contractor contractors convenor co-ordinator co-ordinators coordinator
coordinators council councillor councillors councils court courts department departments deputy developer
developers director directorate directors division executive federation force forces forum foundation
government group groups head heads holder inspector inspectorate inspectors lead leader leaders leads manager
managers mayor member members minister ministry network office officer officers ombudsman operator
organisation organisations owner owners panel parliament partner partners partnership partnerships police
president provider providers representative representatives scrutiny secretariat secretary sergeant service
services solicitor staff sub-committee sub-group subcommittee subgroup superintendent team teams treasurer
treasury trust trustees trusts unit units university vice-chair vice-chairman volunteers
"""
_SHORT_OFFICES = """
PCC DPCC APCC PFCC OPCC OPFCC CC DCC ACC PCCs CFO CEO CSP CSPs PCP NHS ICB HMICFRS HMIC IOPC MPs MoJ NPCC CPS
FRS DfE DfT MHCLG DLUHC LEP SNT SNTs LPA ROCU NCA PSD JASC LCJB YOS YJS YOT HMPPS NPS JAC
"""
_SMALL_WORDS = """
acting additional appropriate area assistant audit borough budget chief city civic commissioning
communications community control corporate county crime criminal democratic deputy district elected executive
external finance financial fire governance health housing independent individual interim internal joint
justice key lay leadership legal licensing local media monitoring national neighbourhood operational
opposition parish partner performance planning police policing policy portfolio professional project public
regional relevant review road safety scrutiny section select senior service shadow standards statutory
steering strategic support task temporary town trading transport vice voluntary ward welfare working youth
management delivery digital property estates customer social care comms
"""
_STOP_WORDS = """
A About Accordingly Additionally After All Also Although An And Any As Asked At Based Before Being Both But By
Concern Concerns Confirmed Details Dependent Despite Details During Each Every Finally Following For From
Further Furthermore Given Going Having He Her His However I If In Information Initial It Its Mitigation
Moreover No Noted Of On Once One Or Our Over Please Recently Reference Regarding Resolved She Should Similarly
Since So Some Subject Such That The Their There Therefore These They This Those Though Through Throughout To
Two Under Until Upon Was We When Where Whether Which While Whilst Who Why Will With Within Would Yes You Your
Action Actions Agreed
"""
_TITLE_WORDS = """
cllr cllrs councillor councillors mr mrs ms miss dr sir dame lord lady baroness professor prof rev supt insp
"""
_NOT_AGENT_WORDS = """
AGREED RESOLVED NOTED ACTION ACTIONS DECIDED MINUTE MINUTES ASB CCTV KPI KPIS ANPR FAQ PPE ID IT ICT GDPR AI TV
PDF UK RAG CSR COVID YTD TBC KSI DA SME SMES CSE VAWG HMO
"""

TITLES = frozenset(_TITLE_WORDS.split())
"""Before a surname."""

HEADS = frozenset(_HEAD_WORDS.split())
"""What a name of an office, body or team ends in, or has before "of"."""

SHORT = frozenset(_SHORT_OFFICES.split())
"""Short forms of offices and bodies that papers use without explaining them."""

SMALL = frozenset(_SMALL_WORDS.split())
"""Words in small letters that may stand before a head: "democratic services officer"."""

STOPS = frozenset(_STOP_WORDS.split())
"""Words with a capital that begin a sentence and no name."""

LINKS = frozenset({"of", "for", "from", "at", "to"})
"""What joins an office to what it is of."""

NOT_AGENTS = frozenset(_NOT_AGENT_WORDS.split())
"""Capitals that stand for no office or body."""

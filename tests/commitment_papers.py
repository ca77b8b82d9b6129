"""Short papers of invented bodies in many house styles, with what each of them undertakes and what it does not.

An expectation is (strength, words that the quote holds, words of the owner, due date); whatever else a paper
says must not be called agreed, and what stands in ``quiet`` must not be found at all.
"""

from dataclasses import dataclass

Expected = tuple[str, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper and its commitments."""

    name: str
    text: str
    holds: tuple[Expected, ...]
    quiet: tuple[str, ...] = ()


PAPERS = (
    Paper(
        "cabinet minutes with numbered resolutions",
        """Marlford County Council

Cabinet

Minutes of the meeting held on Wednesday 12 June 2024 at County Hall

31. Minutes of the last meeting

RESOLVED: That the minutes of the meeting held on 15 May 2024 be confirmed and signed by the Leader.

32. Highways Winter Service

The Cabinet Member for Highways introduced the report. Gritting had cost £3.1m in the last winter.

RESOLVED: That
(1) the performance of the service in 2023/24 be noted;
(2) the Director of Highways be authorised to extend the salt contract until March 2026; and
(3) a further report on route optimisation be brought to Cabinet in October 2024.

33. Exclusion of the Public

RESOLVED: That the press and public be excluded under Schedule 12A during the next item.
""",
        (
            ("agreed", "extend the salt contract", "Director of Highways", "2026-03"),
            ("agreed", "route optimisation", None, "2024-10"),
        ),
        ("confirmed and signed", "be noted", "press and public"),
    ),
    Paper(
        "scrutiny minutes in bullets",
        """Brackenshire Council
Health Scrutiny Committee
Thursday, 7th March, 2024 10.00 am

Minutes

18 Dental Access

The Head of Primary Care presented the report and the following points were made:

- Members asked how many practices were taking new patients. The Head of Primary Care said eleven.
- It was queried whether the mobile unit would visit villages in the north. Officers explained that it
had been to four of them already.
- The Committee requested that a map of practices be circulated to all Members of the Council.
- The Head of Primary Care undertook to find out why two contracts had been handed back and would email
the answer to Councillor Vane.
- Concern was expressed that children would suffer if the unit were withdrawn.
- In response to a question about recruitment, the Head of Primary Care confirmed that six dentists
would start in September 2024.

It was agreed that the item would be revisited in six months' time.
""",
        (
            ("agreed", "a map of practices", "Head of Primary Care", None),
            ("agreed", "two contracts had been handed back", "Head of Primary Care", None),
            ("intention", "six dentists would start", None, "2024-09"),
            ("agreed", "revisited in six months", None, "2024-09"),
        ),
        ("taking new patients", "visit villages", "children would suffer"),
    ),
    Paper(
        "board notes with initials",
        """Fennimore Safety Board
Notes of meeting held on 9 January 2025

1. Welcome
JT welcomed everyone.

2. Night-time economy
RB gave an update on the taxi marshals. Numbers were up on last year.
ACTION: RB to share the marshals' rota with venue owners by 24 January 2025.

3. Data
The group discussed the dashboard. It was noted that hospital data was late again.
ACTION: KL to chase the hospital for the December data.
ACTION: All to send corrections to the dashboard by 31 January 2025.

4. Any other business
None.
""",
        (
            ("agreed", "marshals' rota", "RB", "2025-01-24"),
            ("agreed", "chase the hospital", "KL", None),
            ("agreed", "corrections to the dashboard", "All", "2025-01-31"),
        ),
        ("Numbers were up", "hospital data was late"),
    ),
    Paper(
        "a table of actions at the end",
        """Tarnwick Police and Crime Panel
Minutes of the meeting held on 4 July 2024

6. Estates
The Commissioner outlined her plans for the estate. She had sold two buildings in the year.

Actions arising from the meeting

| Action | Owner | Deadline |
|---|---|---|
| Circulate the list of buildings sold since 2020 | OPCC | 19 July 2024 |
| Invite the Head of Estates to the October meeting | Scrutiny Officer | Before October 2024 |
| Clarify whether the cells at Ashby will reopen | Chief Constable | Next meeting |
""",
        (
            ("agreed", "buildings sold since 2020", "OPCC", "2024-07-19"),
            ("agreed", "Invite the Head of Estates", "Scrutiny Officer", "2024-10"),
            ("agreed", "cells at Ashby", "Chief Constable", None),
        ),
        ("She had sold two buildings",),
    ),
    Paper(
        "a list under it was agreed that",
        """Oakhurst Fire and Rescue Authority

Minutes of the Audit Committee, 18 September 2023

14/23 Internal Audit Progress

The Head of Internal Audit introduced the progress report. Two audits had been deferred.

It was agreed that:

- the Treasurer would write to the pension administrator about the delay;
- the two deferred audits be completed by the end of January 2024;
- the report be noted.

15/23 Date of next meeting

The next meeting would be held on 20 November 2023.
""",
        (
            ("agreed", "pension administrator", "Treasurer", None),
            ("agreed", "two deferred audits be completed", None, "2024-01"),
        ),
        ("report be noted", "would be held on 20 November"),
    ),
    Paper(
        "decision notice",
        """Ravensbourne District Council
Planning and Environment Committee
Decisions taken on Tuesday 21 May 2024

7. Tree Strategy

Decision: That officers consult parish councils on the draft strategy and report the results to the meeting in
September 2024.

8. Food Safety Plan

Decision: The plan was approved.
""",
        (("agreed", "consult parish councils", "officers", "2024-09"),),
        ("The plan was approved",),
    ),
    Paper(
        "parish council minutes",
        """Nether Wold Parish Council
Minutes of the meeting held on Monday 3 February 2025 in the Village Hall

112. Apologies
Apologies were received from Cllr Pym.

113. Footpaths Cllr Rudd reported that the stile on path 14 was broken. It was resolved to ask the landowner
to mend it. The Clerk to write to the landowner.

114. Play area The Clerk had obtained three quotations. It was proposed by Cllr Rudd, seconded by Cllr Ames
and RESOLVED that the quotation of Larch Play Ltd be accepted and the Clerk place the order before the end of
February.

115. Speeding
Cllr Ames would contact the police about the use of the speed gun.
""",
        (
            ("agreed", "resolved to ask the landowner", None, None),
            ("agreed", "The Clerk to", "Clerk", None),
            ("agreed", "Larch Play Ltd", None, "2025-02"),
            ("agreed", "speed gun", "Cllr Ames", None),
        ),
        ("stile on path 14", "three quotations"),
    ),
    Paper(
        "minutes in the long style",
        """CALDER VALE COMBINED AUTHORITY

POLICE AND CRIME PANEL

Minutes of the meeting held on Friday, 13th October, 2023

Minute 22 - Road Safety

The Deputy Mayor for Policing advised the Panel that collisions had fallen for three years. Councillor Ord
thanked her and sought clarification of the figures for motorcycles. The Deputy Mayor agreed to supply these
in writing after the meeting. She added that a new campaign was being developed with the three universities.

Members expressed the view that speed limits should be lower near schools.

The Chair asked that the Panel be kept informed of the outcome of the bid for funding.

RESOLVED - (i) That the report be received; and (ii) That the Deputy Mayor be requested to report on motorcycle
casualties to the January meeting of the Panel.
""",
        (
            ("agreed", "supply these in writing", "Deputy Mayor", None),
            ("intention", "a new campaign was being developed", None, None),
            ("agreed", "be kept informed of the outcome", "Deputy Mayor", None),
            ("agreed", "be requested to report on motorcycle", "Deputy Mayor", "2024-01"),
        ),
        ("collisions had fallen", "speed limits should be lower", "report be received"),
    ),
    Paper(
        "action log of earlier meetings",
        """Hollin Bay Council
Overview and Scrutiny Board
Action Tracker, 6 November 2024

| Ref | Agreed action | Lead officer | Due date | Status |
|---|---|---|---|---|
| OSB/24/11 | Provide ward figures for missed bins | Head of Waste | 30 September 2024 | Complete |
| OSB/24/14 | Arrange a site visit to the depot | Democratic Services | December 2024 | In progress |
""",
        (
            ("agreed", "ward figures for missed bins", "Head of Waste", "2024-09-30"),
            ("agreed", "site visit to the depot", "Democratic Services", "2024-12"),
        ),
    ),
    Paper(
        "officer's report with next steps",
        """Eastmere Council
Adult Care Committee, 14 November 2023

Report of the Director of Adult Care

Agenda item 9: Day Centres

1. Purpose
1.1 The purpose of this report is to update the Committee on the review of day centres.

2. Background
2.1 There are nine centres. Attendance fell by 18% between 2019 and 2023. If attendance fell further,
one would close.
2.2 The target is to reach 300 people a week by 2026.

3. Next steps
3.1 Consultation with users will begin in January 2024 and run for eight weeks.
3.2 The results will be reported to the Committee in April 2024.
3.3 We hope that families will take part.

4. Recommendation
4.1 The Committee is asked to note the report.
""",
        (
            ("intention", "Consultation with users will begin", None, "2024-01"),
            ("agreed", "results will be reported to the Committee", "Director of Adult Care", "2024-04"),
        ),
        ("one would close", "The target is", "We hope", "is asked to note", "purpose of this report"),
    ),
    Paper(
        "a plan that promises",
        """Police and Crime Plan 2025-2029

Office of the Police and Crime Commissioner for Wendale

Foreword

I was elected in May 2024. Burglary has halved since 2015.

Priority 1: Safer streets

We will put a named officer in every neighbourhood. We will publish the results of patrols each quarter.

In 2023 the force ran 400 patrols.
""",
        (
            ("standing", "a named officer in every neighbourhood", None, None),
            ("standing", "publish the results of patrols", None, None),
        ),
        ("I was elected", "ran 400 patrols", "Burglary has halved"),
    ),
    Paper(
        "questions answered in minutes",
        """Sedgeley Borough Council
Housing Scrutiny Panel
Minutes - Tuesday 10 December 2024

42. Damp and Mould

Cllr Osei asked whether tenants would be compensated. The Assistant Director replied that each case was looked
at on its merits. Officers would usually inspect within two weeks.

The Portfolio Holder assured Members that a new contractor would be in place by April 2025 and said that she
would share the contract's standards with the Panel once they were signed.

Members were grateful for the offer of a visit, which officers would arrange for the new year.

The Panel asked for a breakdown of complaints by estate.

The Assistant Director was unable to say how many homes had been treated but would take this away and report
back.
""",
        (
            ("agreed", "share the contract's standards", "Portfolio Holder", None),
            ("agreed", "officers would arrange", "officers", "2025-01"),
            ("agreed", "breakdown of complaints by estate", "Portfolio Holder", None),
            ("agreed", "take this away and report back", "Assistant Director", None),
        ),
        ("would be compensated", "usually inspect"),
    ),
    Paper(
        "holding to account notes",
        """Wendale Holding to Account Meeting
Meeting notes, 22 April 2025

1. Matters arising
Custody visits: carried forward to the June meeting.

2. Call handling
The PCC asked the CC what had caused the fall in August. The CC replied that a new system had been introduced.
The CC would look into the figures for the south and feed back to the PCC.

Actions:
- CC to provide a breakdown of abandoned calls by hour
- DCC to report back on overtime at the July meeting
- Staff survey to be brought back to the September meeting
""",
        (
            ("agreed", "look into the figures for the south", "CC", None),
            ("agreed", "abandoned calls by hour", "CC", None),
            ("agreed", "report back on overtime", "DCC", "2025-07"),
            ("agreed", "Staff survey to be brought back", None, "2025-09"),
        ),
        ("what had caused the fall", "had been introduced"),
    ),
    Paper(
        "a transcript",
        """Thornaby Vale Council
Environment Committee
Transcript of the meeting on Thursday 8 May 2025

Chair: Can you tell us when the tip will reopen?

Dana Price: I can't give a date today. I'll write to the Committee by the end of May with a timetable.

Councillor Holt: If it stays shut, people will tip in lay-bys.
""",
        (("agreed", "write to the Committee", "Dana Price", "2025-05"),),
        ("people will tip", "when the tip will reopen"),
    ),
    Paper(
        "work programme",
        """Aldermoor Scrutiny Committee
Work Programme 2024/25

| Date of meeting | Item | Lead officer |
|---|---|---|
| 12 September 2024 | Leisure contract: annual report | Head of Leisure |
| 5 December 2024 | Budget proposals | Chief Finance Officer |
""",
        (
            ("intention", "Leisure contract", "Head of Leisure", "2024-09-12"),
            ("intention", "Budget proposals", "Chief Finance Officer", "2024-12-05"),
        ),
    ),
    Paper(
        "health and wellbeing board",
        """Westering Health and Wellbeing Board

Minutes of the meeting held on 25 January 2024

5. Director of Public Health's Annual Report

Dr Imogen Leys, Director of Public Health, introduced her report. Smoking rates had fallen to 9%. Councillor
Stroud asked if vaping was recorded. Dr Leys said that it was not but offered to raise it with the survey
team.

It was suggested that schools be consulted. The Board supported this and asked that the Director of Education
bring a proposal to the next meeting.

Agreed:
1. That the Board notes the report.
2. That a workshop on vaping be arranged for Members in the spring.
3. That the Chair writes to all head teachers.
""",
        (
            ("agreed", "raise it with the survey team", "Dr Leys", None),
            ("agreed", "bring a proposal to the next meeting", "Director of Education", None),
            ("agreed", "workshop on vaping", None, "2024-05"),
            ("agreed", "writes to all head teachers", "Chair", None),
        ),
        ("Smoking rates", "vaping was recorded", "notes the report"),
    ),
    Paper(
        "actions in brackets behind the talk",
        """Corrie Bridge Partnership Board
Meeting Notes
Thursday 16 May 2024

3. Violence Reduction
Sunil presented the quarterly figures, which showed a rise in the town centre. The Board queried the
definition used.
[Action: Sunil Mehta to circulate the definition]

4. Funding
The bid will be submitted on 14 June 2024. There was a discussion about match funding.
(ACTION - Treasurer to confirm the match funding available before submission)

5. Communications
A newsletter is in preparation and should be ready in July 2024.
""",
        (
            ("agreed", "circulate the definition", "Sunil Mehta", None),
            ("intention", "The bid will be submitted", None, "2024-06-14"),
            ("agreed", "confirm the match funding", "Treasurer", None),
            ("intention", "A newsletter is in preparation", None, "2024-07"),
        ),
        ("showed a rise", "definition used", "a discussion about match funding"),
    ),
    Paper(
        "minutes of a council with motions",
        """BOROUGH OF STANWICK

Minutes of the Council meeting held on Wednesday, 17th July, 2024

C.23 NOTICE OF MOTION - RIVER QUALITY

Councillor Frayne moved and Councillor Ibe seconded the motion set out on the agenda. An amendment was lost.

RESOLVED that the Council:

a) invites the water company to attend the Environment Panel;
b) asks the Chief Executive to write to the Secretary of State for Environment; and
c) notes the work of volunteers.

C.24 QUESTIONS FROM MEMBERS

Councillor Dell asked the Leader what had been spent on consultants. The Leader promised a written reply. The
Leader also agreed to publish the figures quarterly on the website.
""",
        (
            ("agreed", "invites the water company", None, None),
            ("agreed", "write to the Secretary of State", "Chief Executive", None),
            ("agreed", "promised a written reply", "Leader", None),
            ("agreed", "publish the figures quarterly", "Leader", None),
        ),
        ("spent on consultants", "notes the work of volunteers", "amendment was lost"),
    ),
    Paper(
        "fire authority minutes with agreed in capitals",
        """Mercombe Fire Authority
Performance Committee
10 October 2023

Minutes

27. Response Times

The Chief Fire Officer reported that response times had lengthened by 22 seconds. He explained that three
pumps had been off the run. Members sought reassurance that rural stations would stay open and the Chief Fire
Officer gave an assurance that none would close before the new plan was adopted.

AGREED that the Chief Fire Officer provide Members with response times by station, and that this be a standing
item.

28. Sickness Absence

Members discussed sickness. The Head of People stated that a wellbeing officer had been appointed and would
take up post on 6 November 2023.

NOTED.
""",
        (
            ("agreed", "none would close", "Chief Fire Officer", None),
            ("agreed", "response times by station", "Chief Fire Officer", None),
            ("intention", "would take up", None, "2023-11-06"),
        ),
        ("lengthened by 22 seconds", "three pumps"),
    ),
    Paper(
        "audit committee with recommendations to others",
        """Quarrendon District Council
Audit and Governance Committee
Minutes of the meeting held on 26 September 2024 at 6.30 pm

AG/17 External Audit

The external auditor presented his plan. He anticipated that the audit would be completed by 31 January 2025.
A Member expressed disappointment at the delay.

The Committee:
(a) noted the plan;
(b) requested that the Section 151 Officer circulate a list of outstanding queries by 11 October 2024;
(c) asked for an update at each meeting until the accounts were signed.

AG/18 Risk Register

Councillor Marsh wondered whether flooding should be added. The Risk Manager would look at this outside the
meeting. The register was reviewed every quarter.
""",
        (
            ("intention", "the audit would be completed", None, "2025-01-31"),
            ("agreed", "list of outstanding queries", "Section 151 Officer", "2024-10-11"),
            ("agreed", "an update at each meeting", None, None),
            ("agreed", "look at this outside the meeting", "Risk Manager", None),
        ),
        ("noted the plan", "disappointment", "flooding should be added", "reviewed every quarter"),
    ),
    Paper(
        "pcp minutes in the third person with dates",
        """Ashmarsh Police and Crime Panel

Draft Minutes of the meeting held at 10.00 am on Monday 3 March 2025

PCP/25/9 Commissioner's Update

The Commissioner informed Members that the rural team had been doubled. In answer to Councillor Bray he said
that he would welcome views on its work. He had written to the Minister in January and expected a reply by
Easter.

Councillor Bray asked for the team's contact numbers to be sent to parish clerks; the Commissioner's office
would do so by the end of the week.

The Panel thanked the Commissioner, and looked forward to a report on the team's first year at its September
meeting.

The Commissioner would not support a merger.

PCP/25/10 Complaints

The Monitoring Officer would be taking advice on the complaint and would inform the complainant within 20
working days.
""",
        (
            ("agreed", "sent to parish clerks", None, "2025-03-09"),
            ("agreed", "would inform the complainant", "Monitoring Officer", "2025-03-31"),
        ),
        ("had been doubled", "would welcome views", "would not support"),
    ),
    Paper(
        "report of a commissioner to a panel",
        """AGENDA ITEM 6

LOWFELL POLICE AND CRIME PANEL 4 DECEMBER 2024

COMMISSIONER'S UPDATE

1. The Commissioner launched the youth fund in June 2024. It received 41 applications, of which 12 were
successful.

2. A second round of the fund will open on 3 February 2025. The Commissioner intends to double it.

3. The force is currently recruiting 20 call handlers, who will be in post by the end of March 2025.

4. The Commissioner has agreed to fund two more safer streets wardens in Lowfell.

5. Police numbers are expected to rise nationally. If grant is cut, savings would be needed.

6. Work has begun on a new custody strategy, which will be presented to the Panel in March 2025.
""",
        (
            ("intention", "second round of the fund", None, "2025-02-03"),
            ("intention", "intends to double it", "Commissioner", None),
            ("intention", "recruiting 20 call handlers", "force", "2025-03"),
            ("agreed", "agreed to fund two more", "Commissioner", None),
            ("agreed", "will be presented to the Panel", None, "2025-03"),
        ),
        ("launched the youth fund", "savings would be needed"),
    ),
    Paper(
        "action column beside the minutes",
        """Danesfield Local Access Forum
Minutes of the meeting on 5 November 2024

| Item | Discussion | Action |
|---|---|---|
| 4 | Gates on the Ridgeway. Two gates are locked. | HS to speak to the estate |
| 5 | Signs. The county council has replaced forty signs. |  |
| 6 | Volunteers. A training day was held in July. | PB to book the hall for March 2025 |
""",
        (
            ("agreed", "HS to speak to the estate", "HS", None),
            ("agreed", "PB to book the hall", "PB", "2025-03"),
        ),
        ("replaced forty signs", "training day was held"),
    ),
    Paper(
        "school forum style with actions bold",
        """Pellmere Schools Forum
Minutes: 14 November 2024

**6. High Needs Block**

The Finance Manager explained the deficit. Heads felt that the formula was unfair.

**Action:** Finance Manager to model three options for the January meeting.

**7. Growth Fund**

Forum **agreed** the criteria. The Head of Admissions will report on take-up in the summer term.

**Decision:** Growth fund criteria approved.
""",
        (
            ("agreed", "model three options", "Finance Manager", "2025-01"),
            ("agreed", "report on take-up", "Head of Admissions", "2025-08"),
        ),
        ("explained the deficit", "formula was unfair"),
    ),
    Paper(
        "things that are no commitments",
        """Hexley Town Council
Minutes of the meeting held on 9 April 2024

88. Public session A resident said that the council should buy the field. Another resident hoped that the bus
would come back and asked whether the council would pay for it. Members of the public were reminded that the
meeting would be recorded.

89. Report of the county councillor Councillor Swain said that Highways had promised last year to mend the
bridge and had not done so. She reported that the county council had agreed its budget in February. If the
bridge were closed, buses would be diverted. Under the old contract the verges would be cut four times a year.
It would be helpful to have a map.

90. Market The market was run by volunteers, who would often start at five in the morning. The target was
thirty stalls by 2026.

91. Accounts
RESOLVED that the accounts for payment be approved. It was noted that the audit had been completed.
""",
        (),
        (
            "should buy the field",
            "bus would come back",
            "would be recorded",
            "promised last year",
            "agreed its budget",
            "buses would be diverted",
            "verges would be cut",
            "helpful to have a map",
            "would often start",
            "thirty stalls",
            "accounts for payment",
        ),
    ),
    Paper(
        "web page of one agenda item",
        """Agenda item

Police Performance Report

To consider the report.

Minutes:

The Panel received a presentation from the Assistant Chief Constable.

During the debate the following points were made:

·       The ACC was asked about drones and explained that two had been bought. She said she would
circulate the policy on their use.

·       Members felt that the report was hard to follow and requested that future reports contain a glossary.

·       Cllr Hart enquired when the Wick station would close; the ACC advised that this was planned for
August 2026.

·       The Commissioner committed to holding a public meeting in the east of the county in the new year.

·       It was confirmed that the underspend would be carried forward.

·       The Chair thanked the ACC and asked her to pass on the Panel's thanks to officers.

Resolved:

To note the report and to receive an update on drones in six months.
""",
        (
            ("agreed", "circulate the policy", "ACC", None),
            ("agreed", "future reports contain a glossary", None, None),
            ("intention", "this was planned for August 2026", None, "2026-08"),
            ("agreed", "committed to holding a public meeting", "Commissioner", None),
            ("intention", "underspend would be carried forward", None, None),
            ("agreed", "receive an update on drones", None, None),
        ),
        ("two had been bought", "pass on the Panel's thanks"),
    ),
    Paper(
        "notes of a working group",
        """Notes of the Flooding Working Group
2 October 2024, 2 pm, via Teams

Present: Cllr Tye (Chair), Cllr Moss, Jo Reed (Drainage), Ana Bell (Parishes)

Culverts
- Jo reported that nine culverts were blocked; six have been cleared
- Jo will send Cllr Moss a map of the remaining three by Friday 11 October 2024
- Cllr Moss to raise the Mill Lane culvert with the landowner
- Agreed to invite the Environment Agency to the next meeting

Parishes
- Ana to ask parishes for their flood plans
- Grants are paid every April
""",
        (
            ("agreed", "a map of the remaining three", "Jo", "2024-10-11"),
            ("agreed", "Mill Lane culvert", "Cllr Moss", None),
            ("agreed", "invite the Environment Agency", None, None),
            ("agreed", "ask parishes for their flood plans", "Ana", None),
        ),
        ("nine culverts were blocked", "Grants are paid"),
    ),
    Paper(
        "minutes in full sentences with asides",
        """Tarland and Moray Edge Integration Joint Board

Minute of the meeting held on Thursday 29 August 2024

5. Delayed Discharges

The Chief Officer spoke to the report. In the course of discussion she gave a commitment that the Board
would see monthly figures from October 2024. The Board agreed:

(i) to note the position;
(ii) to instruct the Chief Officer to prepare an options paper on step-down beds for its November meeting; and
(iii) that a letter be sent to the Cabinet Secretary on behalf of the Board.

6. Finance

The Chief Finance Officer advised that the forecast overspend was £2m. It was anticipated that reserves
would be used. Board members sought an early sight of the recovery plan, which the Chief Finance Officer
was content to provide.
""",
        (
            ("agreed", "monthly figures from October 2024", "Chief Officer", "2024-10"),
            ("agreed", "options paper on step-down beds", "Chief Officer", "2024-11"),
            ("agreed", "a letter be sent", None, None),
            ("agreed", "content to provide", "Chief Finance Officer", None),
        ),
        ("to note the position", "forecast overspend was"),
    ),
    Paper(
        "matters arising that tell of the past",
        """Ashdown Vale Scrutiny Committee
Minutes of the meeting held on 15 January 2025

4. Matters Arising

Minute 31 - the Head of Parks had agreed to provide tree figures. These were circulated on 3 December 2024.
Minute 33 - it had been agreed that a letter be sent to the Minister. A reply was awaited.
Minute 35 - the request for costs had been answered.

5. Leisure Centres

As requested by the Committee in September, the report set out usage by site. The Head of Leisure was
asked whether prices would rise; she said that none was planned. The Committee noted the report.
""",
        (),
        (
            "had agreed to provide",
            "These were circulated",
            "request for costs",
            "As requested by",
            "prices would rise",
        ),
    ),
    Paper(
        "action box in the margin and a timetable",
        """Stoneleigh Community Safety Partnership
Minutes
Thursday 6 June 2024

1. Serious Violence Duty
The partnership manager presented the needs assessment, which had to be published by 31 January 2024 and was.
The strategy will now be refreshed annually.
Action 1: Probation to nominate a lead by 28 June 2024
Action 2: Partnership manager to circulate the assessment with the minutes

2. Hate crime
Figures were down by 4%. The police lead explained why.
Action 3: Item to come back to the September meeting
""",
        (
            ("intention", "refreshed annually", None, None),
            ("agreed", "nominate a lead", "Probation", "2024-06-28"),
            ("agreed", "circulate the assessment", "Partnership manager", None),
            ("agreed", "come back to the September meeting", None, "2024-09"),
        ),
        ("had to be published", "Figures were down"),
    ),
    Paper(
        "cabinet response and recommendations",
        """Wexcombe Council
Children's Scrutiny Panel
Minutes of the meeting held on 18 March 2024

9. School Transport Review

The Panel RECOMMENDED to Cabinet that free transport be kept for pupils aged 16.

The Panel further RESOLVED to ask the Director of Education for quarterly data on refused applications,
beginning in June 2024, and to appoint Councillors Nye and Obi to a task group.

The Cabinet Member noted the recommendation and said a formal response would be given within two months.
""",
        (
            ("agreed", "free transport be kept", "Cabinet", None),
            ("agreed", "quarterly data on refused applications", "Director of Education", "2024-06"),
            ("agreed", "a formal response would be given", "Cabinet Member", "2024-05"),
        ),
    ),
)

"""Papers of an invented council with fifty secrets in their exempt business, and the same with fifty others.

Each secret is a word that stands nowhere in the public papers. Two worlds are alike but for these words, letter
for letter as long, so whatever a reader is given must be the same in both.
"""

import random
from pathlib import Path

from docx import Document as WordDocument

BODY = "Fenmere Borough Council Estates Committee"
SECRETS = 50


def secrets(world: int) -> tuple[str, ...]:
    """Return the fifty words of a world: no stem of one begins another."""
    draw = random.Random(world)
    words: set[str] = set()
    while len(words) < SECRETS:
        words.add(
            "".join(["z", *(draw.choice(pair) for pair in ("aeiou", "bdgmv", "aeiou", "bdgmv", "aeiou"))]) + "k"
        )
    return tuple(draw.sample(sorted(words), SECRETS))


PUBLIC_MINUTES = f"""{BODY}

Minutes of the meeting held on Tuesday, 4 March 2031

Present: Councillor Amara Osei (Chair), Councillor Tom Bright

1. Apologies

There were none.

2. Harbour repairs

The Head of Property reported that the harbour wall would be repaired by June 2031 at a cost of £410,000.

RESOLVED: That the Head of Property report on the harbour wall to the meeting in September 2031.

3. Allotments

Members asked for a list of vacant allotments. The clerk undertook to circulate it by 30 April 2031.

4. Exclusion of the press and public

RESOLVED: That the press and public be excluded from the meeting for the following items, since they involve exempt
information as defined in Schedule 12A.

5. Sale of the {{0}} depot

The Head of Property said that the {{1}} consortium had offered £7.3 million for the depot. Mr {{2}} asked about
the {{3}} clause.

RESOLVED: That Mr {{4}} sell the depot to {{5}} Holdings by 12 May 2031.

6. {{6}} settlement

The Zonal {{7}} Zoning Group (ZKG) was told of the {{8}} grievance. It was agreed that Ms {{9}} write to {{10}}.
"""

MARKED_REPORT = """NOT FOR PUBLICATION by virtue of paragraph 3 of Schedule 12A

{11} Negotiating Board

Report on the {12} lease

Tuesday, 4 March 2031

1. Purpose

The {13} lease costs £88,000 a year. The Bureau of {14} Affairs (BZA) advised against it.

2. Recommendation

That the Board agree to end the {15} lease and that the Monitoring Officer tell {16} by 1 June 2031.
"""

IN_AN_EXEMPT_FOLDER = """<html><head><title>{17} tender</title></head><body>
<h1>Fenmere Borough Council Estates Committee</h1>
<h2>Tuesday, 10 June 2031</h2><h2>Report: the {18} tender</h2><h3>1. Bids</h3>
<table><caption>Bids for {19}</caption><tr><th>Bidder</th><th>{20} score</th></tr>
<tr><td>{21} Ltd</td><td>61</td></tr><tr><td>{22} plc</td><td>74</td></tr></table>
<p>Councillor {23} declared an interest in {17}. It was agreed that the clerk would notify {24} by 2 July 2031.</p>
<h3>2. Harbour wall</h3><p>The harbour wall had been repaired by {25} in secret on 3 June 2031.</p></body></html>
"""

BY_MANIFEST = """Fenmere Borough Council {26} Panel

Minutes of the meeting held on Tuesday, 9 September 2031

1. Allotments

The list of vacant allotments, promised on 4 March 2031, had been circulated to {27} only.

2. Minutes of the last meeting

The minutes of 4 March 2031 were approved, subject to this: minute 2, for 'harbour wall' read '{28} wall'.

3. Discipline

Mrs {29}: I saw the {30} file. It was agreed that {31} be dismissed by 1 October 2031.
"""

PACK = f"""AGENDA

{BODY}

Tuesday, 10 June 2031

1. Apologies
2. Markets
3. EXEMPT: Land at Quay Street

Report to {BODY}

Markets: income in 2030/31

Tuesday, 10 June 2031

1. Income

Income from markets was £212,000 in 2030/31, against £198,000 in the year before.

2. Next steps

The Markets Officer will bring a plan for Sunday markets to the meeting in December 2031.

EXEMPT REPORT

Report to {BODY}

Land at {{32}} Street

Tuesday, 10 June 2031

1. Valuation

The land was valued at £3.9 million by {{33}} Surveyors. Income from markets was {{34}} in truth.

2. Decision

It was agreed to instruct {{35}} and that the Head of Property tell {{36}} by 30 June 2031.
"""

LATER = f"""{BODY}

Minutes of the meeting held on Tuesday, 9 December 2031

1. Apologies

Councillor Bright sent apologies.

2. Harbour repairs

The Head of Property reported that the harbour wall had been repaired in July 2031 for £402,000.

3. Markets

Members welcomed the plan for Sunday markets and asked that it be published by January 2032.
"""

PUBLIC = ("a-minutes.txt", "e-pack.txt", "f-later.txt")


def write(folder: Path, world: int) -> Path:
    """Write the papers of a world below a folder, and return the one to ingest."""
    words = secrets(world)
    papers = folder / "papers"
    exempt = papers / "Part 2"
    exempt.mkdir(parents=True)

    def filled(text: str) -> str:
        for number, word in enumerate(words):
            text = text.replace(f"{{{number}}}", word)
        return text

    (papers / "a-minutes.txt").write_text(filled(PUBLIC_MINUTES))
    (papers / "b-lease.txt").write_text(filled(MARKED_REPORT))
    (exempt / filled("c-{37}.html")).write_text(filled(IN_AN_EXEMPT_FOLDER))
    (papers / filled("d-{38}.txt")).write_text(filled(BY_MANIFEST))
    (papers / "e-pack.txt").write_text(filled(PACK))
    (papers / "f-later.txt").write_text(LATER)
    (papers / "manifest.csv").write_text(
        filled("file,body,title,status\nd-{38}.txt,{39} Panel,The {40} affair,exempt\n")
    )
    word = WordDocument()
    word.core_properties.title = filled("The {41} inquiry")
    word.add_heading(filled(f"{BODY}: {{42}} inquiry"), 1)
    word.add_paragraph("Tuesday, 10 June 2031")
    table = word.add_table(rows=2, cols=2)
    for cell, said in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ("{43}", "Fee", "{44}", "£5"), strict=True
    ):
        cell.text = filled(said)
    word.add_paragraph(
        filled(
            "In the {41} inquiry overspend {45} was traced to {46}. It was agreed that the clerk would sue {47}."
        )
    )
    word.save(exempt / "g-inquiry.docx")
    # The same paper as the public one, and more: a twin that must not be named.
    (exempt / "h-copy.txt").write_text(LATER + filled("\n4. The {48} fund\n\nMembers voted £9,000 to {49}.\n"))
    return papers

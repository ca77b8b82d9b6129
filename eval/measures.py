"""The figures of a run by name: what each says, and whether more of it is better."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure's name, its words on a page, its good direction, and how many digits it is worth."""

    name: str
    label: str
    says: str
    lower_is_better: bool = False
    headline: bool = False
    digits: int = 3


MEASURES = (
    Measure(
        "recall@750",
        "Evidence found in 750 words",
        "share of the evidence in the first 750 words retrieved",
        headline=True,
    ),
    Measure(
        "recall@1500",
        "Evidence found in 1,500 words",
        "share of the evidence in the first 1,500 words retrieved",
        headline=True,
    ),
    Measure("hit@1", "Evidence first", "the first hit brings a piece of evidence"),
    Measure("hit@5", "Evidence in the first five", "one of the first five hits brings a piece of evidence"),
    Measure("recall@10", "Evidence in the first ten", "share of the pieces of evidence that ten hits bring"),
    Measure("mrr", "Reciprocal rank", "one over the rank of the first hit that brings evidence"),
    Measure("ndcg@10", "nDCG of ten", "how near the first ten hits are to the best order"),
    Measure(
        "answer_right",
        "Answer holds every point",
        "every point of a right answer stands in its first words (120, or 250 for questions that ask for several)",
        headline=True,
    ),
    Measure("points_share", "Points held", "share of the points that the answer holds"),
    Measure(
        "citation_recall",
        "Evidence cited",
        "share of the evidence that the citations hold",
        headline=True,
    ),
    Measure(
        "citation_precision",
        "Citations that are evidence",
        "share of the citations that hold a piece of evidence",
        headline=True,
    ),
    Measure(
        "quotes_verbatim",
        "Quotes true to the letter",
        "share of an answer's quotes that stand at their place in the paper",
        headline=True,
    ),
    Measure(
        "sentences_supported",
        "Sentences carried by their quotes",
        "share of an answer's statements that their own citations, and where those stand, hold word for word",
        headline=True,
    ),
    Measure(
        "figures_supported",
        "Answers without a stray figure",
        "every figure of the answer stands in something cited",
        headline=True,
    ),
    Measure(
        "clean",
        "Nothing that must not be said",
        "the answer holds nothing that the case forbids: a near miss, exempt words, what a hostile passage wants",
    ),
    Measure(
        "answered",
        "Answerable questions answered",
        "a question that the papers answer was not refused",
        headline=True,
    ),
    Measure(
        "refused",
        "Unanswerable questions refused",
        "a question that the papers do not answer got no answer",
        headline=True,
    ),
    Measure("asked_back", "Unclear questions asked back", "a question that lacks something was asked back"),
    Measure(
        "refusal_balanced",
        "Right to answer or refuse",
        "mean of answerable questions answered and unanswerable ones refused",
        headline=True,
    ),
    Measure("auroc", "Confidence tells (AUROC)", "chance that an answerable question has more confidence"),
    Measure(
        "risk_area",
        "Risk over coverage",
        "mean share of wrong answers over all thresholds of confidence",
        lower_is_better=True,
    ),
    Measure(
        "calibration_error",
        "Calibration error",
        "mean gap of confidence and the share of questions that the papers answer",
        lower_is_better=True,
    ),
    Measure(
        "history_gain",
        "What the conversation brings",
        "evidence found for a follow-up with its conversation, less that without",
    ),
    Measure(
        "history_gap",
        "What a follow-up still loses",
        "evidence found for the question said in full, less that for the follow-up",
        lower_is_better=True,
    ),
    Measure("stable_status", "Same decision in other words", "the same question reworded has the same status"),
    Measure("stable_answer", "Same evidence in other words", "the same question reworded cites a common place"),
    Measure("repeatable", "Same answer twice", "asking again gives the same, to the letter"),
    Measure(
        "order_kept", "Same answer in any order", "papers read in the other order give the same answer and ranking"
    ),
    Measure("errors", "Questions that broke", "the assistant raised an error", lower_is_better=True),
    Measure("caught_figures", "Changed figures caught", "doubts of a paper's words with a figure changed"),
    Measure("caught_dates", "Changed dates caught", "doubts of a paper's words with a date changed"),
    Measure("caught_names", "Changed names caught", "doubts of a paper's words with a name changed"),
    Measure("caught_negations", "Turned statements caught", "doubts of a paper's words with a not put in"),
    Measure("caught_directions", "Turned directions caught", "doubts of a paper's words turned round"),
    Measure("caught_citations", "Wrong citations caught", "the checker doubts words cited to another place"),
    Measure("caught_quotes", "Moved quotes caught", "the verifier refuses a quote that is out by one word"),
    Measure(
        "caught_in_writing",
        "Changes caught in people's words",
        "the checker doubts an answer in a person's words with a figure, date or name changed",
    ),
    Measure(
        "false_alarms",
        "False alarms",
        "the checkers doubt the papers' own words and quotes",
        lower_is_better=True,
    ),
    Measure(
        "false_alarms_in_writing",
        "False alarms on people's words",
        "the checker doubts a right answer in a person's words",
        lower_is_better=True,
    ),
    Measure(
        "commitments_f1",
        "Commitments agreed (F1)",
        "harmonic mean of the share of agreed commitments that are found and of those found that are ones",
    ),
    Measure("commitments_found", "Commitments found", "share of the agreed commitments that are found"),
    Measure("commitments_true", "Commitments that are ones", "share of those called agreed that are commitments"),
    Measure("commitment_owners", "Owners right", "the owner shares a word with the one labelled"),
    Measure("commitment_dues", "Due months right", "the due date lies in the month labelled"),
    Measure("intentions_found", "Intentions found", "share of the labelled firm intentions that are found"),
    Measure("judge_read", "Verdicts that can be read", "the judge replied in the form that was asked for"),
    Measure("judge_faithful", "Faithful, says the judge", "every statement follows from the quotes"),
    Measure(
        "judge_faithful_agrees", "Judge and checker agree", "the same verdict as supported sentences and figures"
    ),
    Measure("judge_faithful_kappa", "The same beyond chance", "Cohen's kappa of these two verdicts"),
    Measure("judge_match", "Right, says the judge", "the answer tells what the right answer tells"),
    Measure("judge_match_agrees", "Judge and points agree", "the same verdict as every point being held"),
    Measure("judge_match_kappa", "The same beyond chance", "Cohen's kappa of these two verdicts"),
    Measure("answer_words", "Words of an answer", "mean length of an answer", lower_is_better=True, digits=0),
    Measure(
        "time_median",
        "Time of an answer",
        "milliseconds that half of the answers took",
        lower_is_better=True,
        digits=0,
    ),
    Measure(
        "time_p95",
        "Time of a slow answer",
        "milliseconds that 95 of 100 answers took",
        lower_is_better=True,
        digits=0,
    ),
)
BY_NAME = {measure.name: measure for measure in MEASURES}
HEADLINES = tuple(measure.name for measure in MEASURES if measure.headline)
SLICED = (*HEADLINES, "clean", "stable_status", "stable_answer")

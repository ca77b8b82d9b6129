"""A run as TREC files, for trec_eval, ir-measures and whatever else reads them."""

from pathlib import Path

from eval.runs import Run
from eval.scoring import best_ranking


def write(run: Run, folder: Path) -> tuple[Path, Path]:
    """Write ``NAME.run`` and ``NAME.qrels`` into a folder and return both.

    The documents are pieces of evidence (``e1`` ...) and hits that bring none (``x1`` ...), of each case's own, so
    that other tools give the figures that this suite gives.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ranked, relevant = [], []
    for row in run.rows:
        if row.placed.ways:
            case = row.placed.case.id
            names, wanted = best_ranking(row)
            ranked += [
                f"{case} Q0 {case}.{name} {rank} {1 / rank:.6f} {run.header.name}"
                for rank, name in enumerate(names, 1)
            ]
            relevant += [f"{case} 0 {case}.{name} 1" for name in sorted(wanted)]
    files = (folder / f"{run.header.name}.run", folder / f"{run.header.name}.qrels")
    for file, lines in zip(files, (ranked, relevant), strict=True):
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return files

"""The file that a paper was read from, where everybody who may read the paper may open the file."""

from hashlib import file_digest
from pathlib import Path

from indexes.catalogue.catalogue import Catalogue
from indexes.records import Scope


def original_pdf(catalogue: Catalogue, document_id: str, scope: Scope) -> Path | None:
    """Return the PDF of a document, or None where there is none to open.

    There is none where the file is of another format, has gone or has changed since it was read (its pages would
    no longer be those of the quotes), or holds parts that ``scope`` may not see: a file cannot be shown in part.
    """
    seen = next((one for one in catalogue.documents(scope) if one.id == document_id), None)
    whole = next((one for one in catalogue.documents(Scope.OFFICER) if one.id == document_id), None)
    if seen is None or whole is None or seen.parts != whole.parts or seen.format != "pdf":
        return None
    path = Path(seen.path)
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return path if file_digest(file, "sha256").hexdigest() == seen.sha256 else None

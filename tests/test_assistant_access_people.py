"""Who asks, and what each role may do."""

from types import SimpleNamespace

import pytest

from assistant.access.people import LOCAL, NOBODY, Person, Right, Role, person_of
from corpus.errors import MinutebookError
from indexes.records import Scope


def test_each_role_may_do_what_the_one_before_it_may_and_more() -> None:
    reader, officer, admin = ({right for right in Right if Person("Ada", role).may(right)} for role in Role)
    assert reader == {Right.READ}
    assert officer == reader | {Right.REVIEW, Right.PAPERS, Right.EXEMPT}
    assert admin == set(Right)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("exempt", [True, False])
@pytest.mark.parametrize("allowed", [True, False])
def test_exempt_papers_take_role_setting_and_wish(role: Role, *, exempt: bool, allowed: bool) -> None:
    expected = Scope.OFFICER if exempt and allowed and role is not Role.READER else Scope.PUBLIC
    assert Person("Ada", role).scope(exempt=exempt, allowed=allowed) is expected


def test_a_laptop_shows_no_exempt_papers_of_itself() -> None:
    assert LOCAL.scope() is LOCAL.scope(exempt=True) is Scope.PUBLIC


def test_a_request_that_came_by_no_door_is_nobodys() -> None:
    for request in (None, object(), SimpleNamespace(state=SimpleNamespace(person="admin"))):
        assert person_of(request) is NOBODY
    assert [right for right in Right if NOBODY.may(right)] == [Right.READ]


def test_a_refusal_names_what_it_takes() -> None:
    Person("Ada", Role.OFFICER).require(Right.REVIEW)
    with pytest.raises(MinutebookError, match="Bob may not decide about commitments: that takes the role officer"):
        Person("Bob", Role.READER).require(Right.REVIEW)
    with pytest.raises(MinutebookError, match="Somebody without an account may not add and remove users"):
        NOBODY.require(Right.USERS)

from tests.factories.circulation import a_loan
import pytest


@pytest.mark.django_db
def test_x():
    assert a_loan().pk


def test_y(committed_db):
    assert a_loan().pk

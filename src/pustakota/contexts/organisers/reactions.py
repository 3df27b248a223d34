"""What organisers do when facts become known."""

from pustakota.contexts.cases import events as cases
from pustakota.contexts.credentials import events as credentials
from pustakota.contexts.organisers import actions, events, queries
from pustakota.contexts.people import events as people
from pustakota.contexts.people import queries as persons
from pustakota.contexts.programmes import events as programmes
from pustakota.foundation import clock


def follow_case(event: cases.CaseClosed) -> None:
    """An application that was answered among the requests is answered here, too."""
    actions.follow_case(case_id=event.case_id, outcome=event.outcome, at=clock.now())


def note_course(event: programmes.OccurrenceChanged) -> None:
    """Who came to the course and gets no certificate has finished it once it is reported."""
    if event.state == "reported":
        _look_for(event.programme_id)


def note_certificate(event: programmes.CertificateGiven) -> None:
    """Whoever was given the certificate of the course has finished it."""
    for organiser in queries.organisers_of([event.person_id]):
        actions.note_course(organiser=organiser, at=clock.now())


def _look_for(programme_id: int) -> None:
    for organiser in queries.in_training_for(programme_id):
        actions.note_course(organiser=organiser, at=clock.now())


def tell_of_step(event: events.OrganiserChanged) -> None:
    """Tell somebody that they came a step further."""
    actions.tell_of_step(organiser_id=event.organiser_id, state=event.state, news=event.news, at=clock.now())


def tell_of_event(event: events.OwnEventChanged) -> None:
    """Tell an organiser what became of what they planned."""
    actions.tell_of_event(event_id=event.own_event_id, state=event.state, news=event.news, at=clock.now())


def tell_of_revoked(event: credentials.CredentialRevoked) -> None:
    """Tell an organiser that the credential was revoked."""
    actions.tell_of_revoked(credential_id=event.credential_id, at=clock.now())


def move_to_kept(event: people.PersonsMerged) -> None:
    """What the entry that is gone was here is the kept one's, unless the merge was undone meanwhile."""
    if persons.merge_stands(event.merge_id):
        actions.follow_merge(merge_id=event.merge_id, gone_id=event.gone_id, kept_id=event.kept_id)


def move_back(event: people.MergeUndone) -> None:
    """What a merge moved goes back."""
    actions.undo_merge(merge_id=event.merge_id, gone_id=event.gone_id)

"""Who reacts to what: the whole traffic between contexts on one page."""

from pustakota.config import documents
from pustakota.contexts.cases import events as cases
from pustakota.contexts.cases import reactions as cases_reactions
from pustakota.contexts.catalogue import events as catalogue
from pustakota.contexts.circulation import events as circulation
from pustakota.contexts.circulation import reactions as circulation_reactions
from pustakota.contexts.community import events as community
from pustakota.contexts.community import reactions as community_reactions
from pustakota.contexts.credentials import events as credentials
from pustakota.contexts.festivals import events as festivals
from pustakota.contexts.festivals import reactions as festivals_reactions
from pustakota.contexts.insights import reactions as insights_reactions
from pustakota.contexts.network import events as network
from pustakota.contexts.network import reactions as network_reactions
from pustakota.contexts.notices import reactions as notices_reactions
from pustakota.contexts.organisation import events as organisation
from pustakota.contexts.organisers import events as organisers
from pustakota.contexts.organisers import reactions as organisers_reactions
from pustakota.contexts.people import events as people
from pustakota.contexts.programmes import events as programmes
from pustakota.contexts.programmes import reactions as programmes_reactions
from pustakota.contexts.reading import reactions as reading_reactions
from pustakota.contexts.school_visits import events as school_visits
from pustakota.contexts.school_visits import reactions as school_visits_reactions
from pustakota.contexts.spaces import events as spaces
from pustakota.contexts.spaces import reactions as spaces_reactions
from pustakota.contexts.visits import events as visits
from pustakota.foundation.outbox import Subscriptions
from pustakota.sites.pages import events as pages

SUBSCRIPTIONS: Subscriptions = {
    catalogue.RecordsChanged: [documents.index_records, network_reactions.follow_records],
    catalogue.RecordsMerged: [
        circulation_reactions.follow_records,
        reading_reactions.follow_records,
        programmes_reactions.follow_records,
    ],
    circulation.ItemLent: [circulation_reactions.push_availability, circulation_reactions.settle_calls],
    circulation.ItemReturned: [circulation_reactions.push_availability, circulation_reactions.stop_telling_of_loans],
    circulation.ReturnUndone: [circulation_reactions.push_availability, circulation_reactions.settle_calls],
    circulation.ItemLost: [circulation_reactions.push_availability, circulation_reactions.stop_telling_of_loans],
    circulation.LoanRenewed: [circulation_reactions.tell_renewed],
    circulation.HoldReady: [circulation_reactions.push_availability, circulation_reactions.tell_hold_ready],
    circulation.HoldSent: [circulation_reactions.push_availability, circulation_reactions.stop_telling_of_holds],
    cases.CaseAnswered: [cases_reactions.tell_answered],
    cases.CaseClosed: [
        cases_reactions.tell_answered,
        organisers_reactions.follow_case,
        community_reactions.follow_case,
    ],
    community.CitizenProposalChanged: [community_reactions.tell_of_proposal],
    cases.CaseReopened: [cases_reactions.stop_telling],
    people.MemberRegistered: [notices_reactions.welcome],
    people.RegistrationAsked: [notices_reactions.ask_to_confirm],
    people.SignInLinkAsked: [notices_reactions.send_sign_in_link],
    people.RegistrationLapsed: [circulation_reactions.end_holds],
    people.ConsentWithdrawn: [circulation_reactions.forget_history],
    people.PersonsMerged: [
        notices_reactions.follow_merge,
        circulation_reactions.move_to_kept,
        reading_reactions.move_to_kept,
        spaces_reactions.move_to_kept,
        programmes_reactions.move_to_kept,
        organisers_reactions.move_to_kept,
        community_reactions.move_to_kept,
    ],
    people.MergeUndone: [
        circulation_reactions.move_back,
        reading_reactions.move_back,
        spaces_reactions.move_back,
        programmes_reactions.move_back,
        organisers_reactions.move_back,
        community_reactions.move_back,
    ],
    programmes.ProgrammeChanged: [documents.index_programmes],
    programmes.RegistrationChanged: [programmes_reactions.tell_of_registration],
    programmes.CertificateGiven: [programmes_reactions.tell_of_certificate, organisers_reactions.note_certificate],
    programmes.OccurrenceChanged: [
        programmes_reactions.tell_of_change,
        school_visits_reactions.follow_date,
        programmes_reactions.invite_to_survey,
        programmes_reactions.settle_report,
        organisers_reactions.note_course,
    ],
    credentials.CredentialRevoked: [organisers_reactions.tell_of_revoked],
    organisers.OrganiserChanged: [organisers_reactions.tell_of_step],
    organisers.OwnEventChanged: [organisers_reactions.tell_of_event],
    festivals.ProposalChanged: [festivals_reactions.tell_of_proposal],
    festivals.SchedulePublished: [festivals_reactions.tell_of_version],
    school_visits.VisitChanged: [school_visits_reactions.tell_of_visit],
    visits.PastDayChanged: [insights_reactions.count_again],
    organisation.HoursChanged: [insights_reactions.count_by_other_hours],
    spaces.ResourceChanged: [documents.index_rooms],
    spaces.BookingMade: [spaces_reactions.tell_of_new],
    spaces.BookingChanged: [
        spaces_reactions.tell_of_change,
        spaces_reactions.offer_on,
        programmes_reactions.follow_booking,
    ],
    spaces.PrintJobChanged: [spaces_reactions.tell_of_print],
    spaces.TimeOffered: [spaces_reactions.tell_of_offer],
    organisation.PointChanged: [documents.index_points],
    network.UnionChanged: [documents.index_union],
    pages.PageChanged: [documents.index_pages],
    circulation.PopularityChanged: [documents.index_records],
    circulation.HoldEnded: [circulation_reactions.push_availability, circulation_reactions.stop_telling_of_holds],
}

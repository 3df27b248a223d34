"""Who may enter where: the written table to which every address is held. A new address without an entry fails the test.

A permission is wanted *here* (at the service point to which the thing belongs), at the *station* (the point where one
sits), in the *library* (of the thing) or *own library* (of the station) as a whole, or *everywhere*; *shared* is what
all libraries have in common, members and titles above all, and lists that show of each point only what one may see
there: it is enough to hold the permission at any point.
"""

from dataclasses import dataclass

HERE, STATION, LIBRARY, OWN_LIBRARY = "here", "station", "library", "own library"
EVERYWHERE, SHARED = "everywhere", "shared"


@dataclass(frozen=True)
class Rule:
    """The permission that an address of the desk wants, and where it must be held."""

    permission: str
    reach: str


_DESK = {
    Rule("cases.answer", HERE): "case take_case reopen_case correct_from_case register_from_case",
    Rule("cases.answer", STATION): "cases",
    Rule("catalogue.edit", HERE): "copy withdraw",
    Rule("catalogue.edit", SHARED): (
        "new_title edit_title show_or_hide copies work part_work join_works take_back_work labels references "
        "withdraw_reference copy_cataloguing"
    ),
    Rule("charges.keep", HERE): "charge ask_in_money receipt",
    Rule("charges.keep", STATION): "charges open_charges receipts",
    Rule("circulation.lend", HERE): "clear_hold",
    Rule(
        "circulation.lend", STATION
    ): "lost enter_lost put_lost_aside hold_shelf pull_list to_clear overdue declare_lost place_hold slip",
    Rule("circulation.lend", SHARED): "cancel_hold",
    Rule("circulation.policy", HERE): "end_policy",
    Rule("circulation.policy", SHARED): "policies new_policy policy",
    Rule("circulation.policy", EVERYWHERE): "also_borrowed_rule",
    Rule("credentials.issue", STATION): "letters letter clearance licences licence_kind",
    Rule("credentials.revoke", EVERYWHERE): "letter_text",
    Rule("desk.use", STATION): "start renew undo undo_return help help_page more sit_down title",
    Rule("forms.publish", EVERYWHERE): "forms form edit_form new_form",
    Rule("insights.close", EVERYWHERE): "close_year",
    Rule("insights.facts", SHARED): "figure_facts figure_facts_download",
    Rule(
        "insights.view", SHARED
    ): "figures figures_download figures_report closed_periods closed_period closed_document",
    Rule("network.keep", EVERYWHERE): (
        "sources new_source source harvest_soon look_at_source harvest_run union_groups union_group part_entry "
        "join_groups targets target remove_target"
    ),
    Rule("notices.news", EVERYWHERE): "new_topic topic",
    Rule("notices.news", SHARED): "news",
    Rule("notices.rules", HERE): "message_rule remove_message_rule",
    Rule("notices.rules", STATION): "new_message_rule",
    Rule("notices.send", HERE): "message_sent message_wrong_number message_stop message_again",
    Rule(
        "notices.send", STATION
    ): "messages messages_on_paper messages_held decide_held messages_sent messages_tomorrow",
    Rule("notices.send", SHARED): "message_rules",
    Rule("operate", EVERYWHERE): "trial_message health retry_deliveries providers add_provider edit_provider",
    Rule("organisation.edit", HERE): "service_point week forget_week date_hours forget_date revoke_device",
    Rule("organisation.edit", STATION): "devices",
    Rule("organisation.edit", LIBRARY): "brand_of brand_specimen",
    Rule("organisation.edit", OWN_LIBRARY): "brand new_service_point",
    Rule("organisation.edit", EVERYWHERE): "new_document document holidays forget_holiday",
    Rule("organisation.edit", SHARED): "service_points documents brand_style",
    Rule("people.edit", OWN_LIBRARY): "joining_rule",
    Rule(
        "people.edit", SHARED
    ): "expect_identity pairs merge undo_merge block_member unblock_member forget add_organisation edit_organisation",
    Rule(
        "people.privacy", EVERYWHERE
    ): "privacy looks incidents keep_incident incident change_incident affected incident_letters agency_letter",
    Rule("people.register", HERE): "registration",
    Rule("people.register", STATION): (
        "register_member register_child give_account affiliations replace_card correct_member change_phone photo "
        "identity household organisations organisation bring_in_class form_answers registrations print_card "
        "print_class_cards"
    ),
    Rule("people.register", SHARED): "extend_membership confirm_phone",
    Rule("people.roles", HERE): "staff_roles drop_second_factor take_role",
    Rule("people.roles", SHARED): "staff add_staff",
    Rule("people.view", SHARED): "school_class member photo_file",
    Rule("programmes.host", HERE): (
        "occurrence arrive register_somebody count_people report_occurrence answer_somebody school_visit "
        "school_visit_report field_entry room_display attendance_list attendance_ticks event_certificates note_part "
        "event_survey event_poster survey_display survey_sheet festival festival_roll_up festival_session "
        "festival_proposal event_trainees"
    ),
    Rule("programmes.host", STATION): "agenda school_visits field_entries festivals organisers",
    Rule("programmes.plan", HERE): (
        "programme edit_programme plan_date plan_series change_occurrence offer_to_schools announce_booking "
        "programme_about unlink_subject edit_festival festival_schedule festival_versions organiser organiser_plan "
        "citizen_proposal"
    ),
    Rule(
        "programmes.plan", STATION
    ): "programmes new_programme new_festival organiser_terms residents citizen_proposals",
    Rule("reading.recommend", STATION): "recommendations",
    Rule("search.tune", SHARED): "weighing weighing_trial add_judged_query judged_query forget_judged_query",
    Rule("spaces.book", HERE): (
        "recorded print_job print_model book_resource booking move_booking computer locker hand_over hand_out_photo "
        "faults fault fault_picture"
    ),
    Rule("spaces.book", STATION): (
        "room_requests print_queue materials day_sheet timeline month_grid close_day outside_hours computers lockers "
        "room_usage room_usage_file hand_outs"
    ),
    Rule("spaces.keep", HERE): (
        "keep_terms edit_licence_kind material keep_resource new_layout keep_layout add_room_picture drop_room_picture "
        "end_blackout season"
    ),
    Rule("spaces.keep", STATION): (
        "new_lockers new_computer sitting_terms new_material new_licence_kind keep_resources new_resource every_terms "
        "new_terms blackouts seasons"
    ),
    Rule("spaces.keep", EVERYWHERE): "recording_text",
    Rule("visits.correct", HERE): "correct_visit correct_reading",
    Rule("visits.correct", STATION): "gate_counts",
    Rule("visits.note", STATION): "guest_book guest_group nothing_to_count reading_in_place other_reading open_kiosk",
}
DESK = {f"desk:{name}": rule for rule, names in _DESK.items() for name in names.split()}


def _named(space: str, names: str) -> set[str]:
    return {f"{space}:{name}" for name in names.split()}


OPEN = {
    *_named("fixed", "short_link cover card title_card robots sitemap sitemap_pages sitemap_part service_worker brand"),
    *_named("fixed", "app_icon shared logo manifest provider_back asset_links"),
    *_named("desk", "sign_in sign_out"),
    *_named("pages", "news_feed share_page share_quote"),
    *_named("pictures", "file page_card quote_card"),
    *_named("public", "home search completions suggestions record_by_number record title_file cite title_on_paper"),
    *_named("public", "editions similar share_title union union_title browse browse_class browse_headings"),
    *_named("public", "browse_shelf new_titles_feed search_description service_point service_points sign_in"),
    *_named("public", "second_factor passkey_question passkey_sign_in sign_out offline recommended shared_list"),
    *_named(
        "public",
        "shared_list_file cite_shared_list stop_messages events rooms room news help search_tips join suggest verify",
    ),
    *_named("public", "send_print recording_consent room_picture"),
    *_named("public", "figures definitions open_figures closed_figures display ask_sign_in_link sign_in_by_link"),
    *_named("public", "begin_provider join_about join_send join_group confirm_email"),
    *_named("public", "season door room_calendar my_calendar_file"),
    *_named("public", "festivals festival festival_file propose my_proposal"),
    *_named("public", "organising citizen_proposals citizen_proposal"),
    *_named("public", "school_offers school_offer class_visit class_visit_report"),
    *_named(
        "public", "event event_file events_feed events_poster events_widget events_embedding registration coming_events"
    ),
    *_named("computer", "pair queue"),
    *("oai", "sru", "design:index", "kiosk:pair", "only_door:sign_in"),
    *_named("field", "pair worker"),
    *_named("public", "survey open_survey"),
}
"""For everybody; what is shown there is nobody's own."""

SIGNED_IN = {
    *_named("public", "reserve my_account my_card family renew_membership history security set_up_second_factor"),
    *_named(
        "public",
        "renew_recovery_codes drop_second_factor sign_out_there passkey_question_to_add add_passkey rename_passkey",
    ),
    *_named("public", "family drop_passkey drop_identity download_my_data download_my_data_csv download_my_data_pdf"),
    *_named(
        "public", "all_my_data ask_correction ask_deletion my_data agree wish_contact inbox mark_read message_choices"
    ),
    *_named("public", "message_browser save_title my_lists saved_searches save_search my_cases my_charges my_letters"),
    *_named("public", "my_prints my_events register_for_event here"),
    *_named("public", "my_bookings book_room"),
    *_named("public", "wait_for_room arrive calendar_address"),
    *_named("public", "apply_to_organise my_organising new_plan write_proposal"),
}
"""For whoever has signed in: their own pages, never another's."""

_NOBODY_ELSES = _named(
    "public",
    "withdraw_print renew cancel_hold cancel_booking move_booking my_list my_list_file cite_my_list saved_search "
    "delete_search take_offer stop_waiting take_instead withdraw_from_season recorded_people answer_registration "
    "my_plan own_door my_citizen_proposal",
)
OWN: dict[str, Rule | None] = dict.fromkeys(_NOBODY_ELSES) | {
    "public:case": Rule("cases.answer", HERE),
    "public:letter": Rule("credentials.issue", STATION),
}
"""For the member to whom the thing belongs, and for staff whom a rule lets in; others find nothing."""

KIOSK = _named("kiosk", "start guest group thanks leave")
"""For browsers that were opened or paired as a kiosk."""

ELSEWHERE = {
    "computer:screen": "tests/contexts/spaces/test_computer_pages.py: a paired computer, else it is asked to be paired",
    "computer:state": "tests/contexts/spaces/test_computer_pages.py: a paired computer, else nothing",
    "field:page": "tests/contexts/fieldwork/test_phone.py: a paired phone, else it is asked to be paired",
    "field:today": "tests/contexts/fieldwork/test_phone.py: a paired phone, else nothing",
    "field:send": "tests/contexts/fieldwork/test_phone.py: a paired phone, else nothing",
    "health": "tests/sites/operator: says nothing but that it lives",
    "ready": "tests/sites/operator: says nothing but that it is ready",
    "metrics": "tests/sites/operator: this machine, or a token",
    "operator:first_start": "tests/sites/operator: with the code of the terminal, until somebody has been founded",
    "wagtailcore_authenticate_with_password": "no page has a password; it answers only where one has",
    "wagtailcore_login": "overshadowed by only_door:sign_in",
    "wagtail_serve": "tests/sites/pages: pages that staff published",
}
"""Addresses that other tests hold, or that nothing stands behind."""

API_OPEN = {
    *(
        "GET /service-points",
        "GET /records",
        "GET /records/{record_id}",
        "GET /union",
        "GET /union/{group_id}",
        "GET /completions",
        "GET /lists",
        "GET /resources",
        "GET /programmes",
        "GET /occurrences",
        "GET /occurrences/{occurrence_id}/questions",
        "GET /school-offers",
        "GET /festivals",
        "GET /festivals/{festival_id}/schedule",
        "GET /resources/{resource_id}/slots",
        "POST /tokens",
        "POST /computers/pairings",
    ),
}
API_COMPUTERS = {
    *("GET /computers/this", "POST /computers/this/heartbeats", "POST /computers/this/session"),
    *("POST /computers/this/session/extensions", "DELETE /computers/this/session"),
}
"""For the program on a paired computer, and for no person: tests/sites/api/test_computer_program.py."""
API_SIGNED_IN = {
    *("GET /me/messages", "POST /me/messages/read", "GET /me/message-preferences", "PATCH /me/message-preferences"),
    *(
        "GET /me/family",
        "GET /me/loans",
        "GET /me/equipment",
        "GET /me/holds",
        "GET /me/searches",
        "POST /me/searches",
        "GET /me/lists",
        "GET /me/class-visits",
        "POST /school-offers/{offer_id}/visits",
    ),
    *("POST /me/lists", "POST /holds", "POST /resources/{resource_id}/bookings"),
    "POST /occurrences/{occurrence_id}/registrations",
}
API_OWN = {
    *("PATCH /me/searches/{code}", "DELETE /me/searches/{code}", "GET /me/lists/{code}", "DELETE /me/lists/{code}"),
    *("PUT /me/lists/{code}/titles/{record_id}", "DELETE /me/lists/{code}/titles/{record_id}"),
    *("PUT /me/lists/{code}/share", "DELETE /me/lists/{code}/share", "DELETE /bookings/{code}"),
    "DELETE /me/class-visits/{code}",
}
API_AT_A_POINT = {
    "POST /occurrences": "programmes.plan",
    "DELETE /registrations/{code}": "programmes.host",
}
"""For staff with the permission at the point of the thing."""
API_OWN_THERE = {"DELETE /registrations/{code}"}
"""Of these, what the member to whom the thing belongs may do too."""
API_LENDING = {"POST /loans", "POST /returns"}
"""For staff who lend at the point that is named, nobody else."""
API_OWN_OR_LENDING = {"POST /loans/{loan_id}/renewals", "DELETE /holds/{code}"}
"""For the member, and for staff who lend somewhere: members are the network's."""

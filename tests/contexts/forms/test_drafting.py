"""A form while staff arrange it, without a database."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.forms.desk.drafting import Draft, Question, choices_of, definition_of, draft_of, pressed
from pustakota.contexts.forms.rules import reasons_not_to_publish

KINDS = st.sampled_from(["text", "long_text", "number", "date", "choice", "many", "consent"])
WORDS = st.text("abcdefg hij", min_size=1, max_size=12).map(str.strip).filter(bool)
QUESTIONS = st.builds(
    Question, kind=KINDS, label=WORDS, label_en=WORDS, help=WORDS, required=st.booleans(), choices=st.just("Ya\nTidak")
)


@given(questions=st.lists(QUESTIONS, min_size=1, max_size=8), title=WORDS)
def test_whatever_is_arranged_is_sound_and_comes_back_as_it_was(questions: list[Question], title: str) -> None:
    definition = definition_of(Draft(title=title, questions=tuple(questions)))
    assert reasons_not_to_publish(definition) == ()
    assert definition_of(draft_of(definition)) == definition


def test_questions_move_go_and_come() -> None:
    draft = Draft(questions=(Question(name="a"), Question(name="b"), Question(name="c")))

    def names(wish: str) -> str:
        return "".join(each.name or "-" for each in pressed(draft, wish).questions)

    found = [names(wish) for wish in ("up-1", "down-0", "up-0", "down-2", "remove-1", "add", "remove-9", "up-x", "?")]
    assert found == ["bac", "bac", "abc", "abc", "ac", "abc-", "abc", "abc", "abc"]


def test_a_choice_keeps_its_value_when_its_words_change() -> None:
    assert choices_of("pupil = Pelajar | Pupil\nWarga kota\n\n") == [
        {"value": "pupil", "label": {"id": "Pelajar", "en": "Pupil"}},
        {"value": "warga-kota", "label": {"id": "Warga kota"}},
    ]


def test_a_new_question_is_named_by_its_words_and_may_be_waited_for_at_once() -> None:
    who = Question(kind="choice", label="Saya siapa?", choices="Pelajar\nWarga")
    draft = pressed(Draft(title="Daftar", questions=(who,)), "add")
    assert draft.questions[0].name == "saya_siapa"
    school = replace(draft.questions[1], label="Saya siapa?", shown="saya_siapa=pelajar")
    definition = definition_of(replace(draft, questions=(draft.questions[0], school)))
    assert [each["name"] for each in definition["fields"]] == ["saya_siapa", "saya_siapa_2"]
    assert definition["fields"][1]["show_if"] == {"field": "saya_siapa", "is": "pelajar"}
    assert reasons_not_to_publish(definition) == ()


def test_what_members_are_registered_with_stays_in_the_form() -> None:
    definition = definition_of(Draft(title="Daftar", questions=(Question(label="Usia", kind="number"),)))
    reasons = reasons_not_to_publish(definition, needed=("name",))
    assert [(reason.code, reason.facts) for reason in reasons] == [("field_needed", {"name": "name"})]

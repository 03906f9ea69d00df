"""What was taken out and is nobody's is put back with one press; nothing that was typed is shown."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from assistant.safety.details.redaction import Redactor, Taken
from assistant.ui.ask import put_back


def test_the_words_stand_again_where_they_were_and_are_left_from_then_on() -> None:
    redactor = Redactor()
    redacted = redactor.redact("Kayden told Beata, and Kayden cried").text
    assert redacted == "Person A told Person B, and Person A cried"
    again = redactor.put_back(redacted, "kayden")
    assert again == "Kayden told Person B, and Kayden cried"
    assert redactor.redact(again).text == again


def test_what_was_taken_is_known_after_the_conversation_was_read_again() -> None:
    redactor = Redactor()
    redacted = redactor.redact("Kayden is in Y4").text
    assert redactor.redact(redacted).spans == ()
    assert redactor.taken_from(redacted) == (Taken(placeholder="Child A", words="Kayden"),)
    assert "Kayden" not in repr(redactor.taken_from(redacted))
    assert redactor.taken_from("another text") == ()


def test_each_thing_has_one_button_and_the_same_placeholder_is_counted() -> None:
    taken = tuple(
        Taken(placeholder=placeholder, words=words)
        for placeholder, words in [
            ("[address]", "Elm House"),
            ("Child A", "Kay"),
            ("Child A", "kay"),
            ("[address]", "6 Oak"),
        ]
    )
    assert put_back._labelled(taken) == {"[address]": "elm house", "Child A": "kay", "[address], no. 2": "6 oak"}


def page() -> None:
    from types import SimpleNamespace

    import streamlit as st

    from assistant.safety.details.redaction import Redactor
    from assistant.ui.ask import put_back

    redactor = st.session_state.setdefault("redactor", Redactor())
    text = st.session_state.setdefault("text", redactor.redact("Kayden told Mr Doyle").text)
    put_back.show(
        SimpleNamespace(number=1, question=text),  # type: ignore[arg-type]
        SimpleNamespace(question=text, standalone_question=text),  # type: ignore[arg-type]
    )


def test_one_press_asks_again_with_the_words() -> None:
    app = AppTest.from_function(page, default_timeout=30).run()
    assert [button.label for button in app.button] == ["Person A", "Adult B"]
    shown = str([*app.button, *app.expander, *app.markdown])
    assert "Kayden" not in shown
    app.button[0].click().run()
    pending = app.session_state["pending"]
    assert (pending.text, pending.alone) == ("Kayden told Mr Adult B", True)


def test_where_nothing_was_taken_nothing_is_offered() -> None:
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state["text"] = "who chairs it"
    app.run()
    assert not app.exception
    assert not [*app.button, *app.expander]

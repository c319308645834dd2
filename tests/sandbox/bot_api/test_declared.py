"""The table of methods and objects, compared with an independent client library."""

from typing import Any

import aiogram.methods
import aiogram.types
import pytest

from bot.sandbox.bot_api import method_names
from bot.sandbox.bot_api.declared import Mismatch, check_object, declared_names, fields_of
from tests.sandbox.driver import Sandbox

# Its `text` is not needed where the message has blocks instead, which are not here.
SHAPED = {("editMessageText", "text")}
METHODS = set(method_names())
OBJECTS = [name for name in declared_names() if name not in METHODS and fields_of(name)]


def model_of(name: str) -> Any:
    if name in METHODS:
        return getattr(aiogram.methods, name[0].upper() + name[1:])
    return getattr(aiogram.types, name)


def test_each_declared_method_exists_and_each_method_is_declared() -> None:
    assert {name for name in declared_names() if name[0].islower()} == METHODS


@pytest.mark.parametrize("name", [*sorted(METHODS), *OBJECTS])
def test_names_and_required_fields_match_the_bot_api(name: str) -> None:
    model = model_of(name)
    for field in fields_of(name).values():
        theirs = model.model_fields[field.name]
        if (name, field.name) in SHAPED or field.type == "Boolean" or field.name == "type":
            continue
        assert field.is_required == theirs.is_required(), field.name


@pytest.mark.parametrize("name", [*sorted(METHODS), *OBJECTS])
def test_integers_and_booleans_match_the_bot_api(name: str) -> None:
    for field in fields_of(name).values():
        annotation = str(model_of(name).model_fields[field.name].annotation)
        if field.type == "Boolean":
            assert "bool" in annotation or "True" in annotation
        elif field.type == "Integer":
            assert any(word in annotation for word in ("int", "DateTime", "datetime"))


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("ReplyParameters", {"message_id": "x"}, 'Field "message_id" must be a Number'),
        ("ReplyParameters", {"message_id": 1, "quote": []}, 'Field "quote" must be of type String'),
        ("MessageEntity", {"type": "bold", "offset": 0}, 'Can\'t find field "length"'),
        ("MessageEntity", [], "expected an Object"),
        (
            "LinkPreviewOptions",
            {"is_disabled": "yes"},
            'Field "is_disabled" must be of type Boolean',
        ),
        ("LinkPreviewOptions", {"x": 1}, 'the sandbox knows no field "x" of a LinkPreviewOptions'),
        ("ReactionType", {"type": "smile"}, "Unsupported type specified"),
        (
            "InlineKeyboardMarkup",
            {"inline_keyboard": [[{"text": "x", "web_app": 1}]]},
            'Field "web_app" must be of type Object',
        ),
    ],
)
def test_a_mismatch_with_the_declaration_is_described(kind: str, value: Any, words: str) -> None:
    with pytest.raises(Mismatch) as mismatch:
        check_object(value, kind)
    assert str(mismatch.value) == words


@pytest.mark.parametrize("name", sorted(METHODS))
async def test_every_method_refuses_an_unknown_parameter(sandbox: Sandbox, name: str) -> None:
    refusal = await sandbox.refusal(name, colour="red")
    assert refusal == (
        400,
        'Bad Request: the sandbox knows no parameter "colour" of this method',
    )

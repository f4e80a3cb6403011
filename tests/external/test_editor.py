"""The language server, used by a real client. COPYDESK names the program."""

import ast
import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

# An emoji stands before the hits: it is one character, two units of UTF-16 and four bytes.
DRAFT = "# The ferry comes home to Lyne\n\n👩 It crossed the the bridge, and teh crew sang.\n\nIt sails and and sails.\n"


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[os.environ["COPYDESK"], "lsp"]))
async def client(lsp_client: LanguageClient, tmp_path: pathlib.Path):
    lsp_client.folder = tmp_path
    (tmp_path / "lint.toml").write_text('root = true\n[files]\nexclude = ["old/**"]\n', encoding="utf-8")
    lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: None)
    params = types.InitializeParams(
        capabilities=client_capabilities("visual-studio-code"),
        workspace_folders=[types.WorkspaceFolder(uri=tmp_path.as_uri(), name="news")],
    )
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


def open_draft(client, name, text, language="markdown"):
    uri = (client.folder / name).as_uri()
    item = types.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
    return uri


async def told(client, uri):
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return client.diagnostics.get(uri, [])


def place(diagnostic):
    start, end = diagnostic.range.start, diagnostic.range.end
    return (diagnostic.code, start.line, start.character, end.character)


async def change(client, uri, text, version):
    document = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
    whole = types.TextDocumentContentChangeWholeDocument(text=text)
    client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=document, content_changes=[whole]))


async def actions(client, uri, diagnostic, only=None):
    params = types.CodeActionParams(
        text_document=types.TextDocumentIdentifier(uri=uri),
        range=diagnostic.range,
        context=types.CodeActionContext(diagnostics=[diagnostic], only=only),
    )
    return await client.text_document_code_action_async(params)


@pytest.mark.asyncio
async def test_diagnostics_come_while_one_types(client):
    uri = open_draft(client, "Größe 1.md", DRAFT)
    found = await told(client, uri)
    # Columns count UTF-16: the emoji is two.
    assert [place(one) for one in found] == [
        ("doubled-word", 2, 14, 21),
        ("misspelled-word", 2, 34, 37),
        ("doubled-word", 4, 9, 16),
    ]
    assert found[0].severity == types.DiagnosticSeverity.Error and found[0].source == "copydesk"
    await change(client, uri, DRAFT.replace("the the", "the").replace("teh", "the"), 2)
    assert [place(one) for one in await told(client, uri)] == [("doubled-word", 4, 9, 16)]
    client.text_document_did_close(
        types.DidCloseTextDocumentParams(text_document=types.TextDocumentIdentifier(uri=uri))
    )
    assert list(await told(client, uri)) == []


@pytest.mark.asyncio
async def test_a_fix_and_a_stet_are_offered_and_do_what_they_say(client):
    uri = open_draft(client, "a.md", DRAFT)
    found = await told(client, uri)
    offered = await actions(client, uri, found[0])
    assert [action.title for action in offered] == ["Delete one “the”", "Let it stand: stet doubled-word"]
    edit = offered[0].edit.changes[uri][0]
    assert offered[0].is_preferred and (edit.range.start.character, edit.range.end.character, edit.new_text) == (17, 21, "")
    stet = offered[1].edit.changes[uri][0]
    assert (stet.range.start.line, stet.new_text) == (2, "<!-- stet: doubled-word -->\n")
    lines = DRAFT.split("\n")
    await change(client, uri, "\n".join(lines[:2] + ["<!-- stet: doubled-word -->"] + lines[2:]), 2)
    assert [place(one)[:2] for one in await told(client, uri)] == [("misspelled-word", 3), ("doubled-word", 5)]


@pytest.mark.asyncio
async def test_all_safe_fixes_are_made_at_once(client):
    uri = open_draft(client, "a.md", DRAFT)
    found = await told(client, uri)
    offered = await actions(client, uri, found[0], only=["source.fixAll.copydesk"])
    assert [action.kind for action in offered] == ["source.fixAll.copydesk"]
    edits = offered[0].edit.changes[uri]
    assert [(edit.range.start.line, edit.new_text) for edit in edits] == [
        (2, "👩 It crossed the bridge, and teh crew sang.\n"),
        (4, "It sails and sails.\n"),
    ]


@pytest.mark.asyncio
async def test_a_word_goes_into_the_vocabulary_and_settings_are_read_anew(client):
    uri = open_draft(client, "a.md", DRAFT)
    found = await told(client, uri)
    offered = await actions(client, uri, found[1])
    add = next(action for action in offered if action.command)
    assert add.title == "Add “teh” to the vocabulary"
    # This client's library reads an action with a command and no edit as a bare command, the whole of it a string.
    command = ast.literal_eval(add.command) if isinstance(add.command, str) else vars(add.command)
    await client.workspace_execute_command_async(
        types.ExecuteCommandParams(command=command["command"], arguments=command["arguments"])
    )
    assert "misspelled-word" not in [one.code for one in await told(client, uri)]
    settings = client.folder / "lint.toml"
    assert '"teh"' in settings.read_text(encoding="utf-8")
    settings.write_text('root = true\nrules.doubled-word.severity = "off"\nfail_on = "error"\n', encoding="utf-8")
    client.workspace_did_change_watched_files(
        types.DidChangeWatchedFilesParams(
            changes=[types.FileEvent(uri=settings.as_uri(), type=types.FileChangeType.Changed)]
        )
    )
    await told(client, uri)
    while settings.as_uri() not in client.diagnostics:
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert [one.code for one in client.diagnostics[uri]] == ["misspelled-word"]
    assert client.diagnostics[settings.as_uri()][0].code == "invalid-settings"


@pytest.mark.asyncio
async def test_copies_name_their_other_place_and_excluded_drafts_are_left(client):
    story = "The board of the port of Lyne met on Monday and found that the ferry had been late on nine days in May and ten in June."
    uri = open_draft(client, "a.md", f"# The ferry comes home to Lyne\n\n{story}\n\nIt sails.\n\n{story}\n")
    found = await told(client, uri)
    copy = next(one for one in found if one.code in ("duplicated-paragraph", "duplicated-line"))
    related = copy.related_information[0]
    assert (related.location.uri, related.location.range.start.line, related.message) == (uri, 2, "first copy")
    other = open_draft(client, "old/b.md", DRAFT)
    await told(client, other)
    assert list(client.diagnostics.get(other, [])) == []


@pytest.mark.asyncio
async def test_hover_explains(client):
    uri = open_draft(client, "a.md", DRAFT)
    await told(client, uri)
    params = types.HoverParams(
        text_document=types.TextDocumentIdentifier(uri=uri), position=types.Position(line=2, character=15)
    )
    hover = await client.text_document_hover_async(params)
    assert "**error** `doubled-word`: “the” is doubled" in hover.contents.value
    assert "survives every read-through" in hover.contents.value and "Fix (safe)" in hover.contents.value
    params.position = types.Position(line=0, character=3)
    assert await client.text_document_hover_async(params) is None

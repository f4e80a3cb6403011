//! `copydesk lsp`: the language server. One thread hears the editor and answers; drafts are linted when nothing more is waiting to be
//! heard, so that fast typing is not answered letter by letter.

mod actions;
mod desk;
mod diagnostics;
mod place;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use lsp_server::{Connection, ErrorCode, ExtractError, Message, Notification, Request, Response};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability, Diagnostic,
    DidChangeTextDocumentParams, DidChangeWatchedFilesRegistrationOptions, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, ExecuteCommandOptions, ExecuteCommandParams, FileSystemWatcher, GlobPattern,
    HoverParams, HoverProviderCapability, InitializeParams, InitializeResult, MessageType,
    PublishDiagnosticsParams, Registration, RegistrationParams, ServerCapabilities, ServerInfo,
    ShowMessageParams, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions,
};
use serde::de::DeserializeOwned;

use super::vocabulary;
use crate::document::Unit;
use desk::Desk;

/// Runs the language server on standard input and output, for editors
#[derive(Debug, Args)]
#[command(
    after_help = "An editor starts it by itself: docs/editors.md tells how to set up VS Code, Neovim, Helix and Zed."
)]
pub(super) struct LspArgs {
    /// Accepted because many editors pass it; there is no other way
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(_: &LspArgs) -> anyhow::Result<u8> {
    let (connection, threads) = Connection::stdio();
    serve(&connection).context("the editor's messages cannot be understood")?;
    drop(connection);
    threads.join()?;
    Ok(0)
}

fn serve(connection: &Connection) -> anyhow::Result<()> {
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = serde_json::from_value(params)?;
    let general = params.capabilities.general.as_ref();
    let (unit, encoding) = place::agreed(general.and_then(|general| general.position_encodings.as_deref()));
    let capabilities = ServerCapabilities { position_encoding: Some(encoding), ..capabilities() };
    let server_info =
        ServerInfo { name: "copydesk".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    let result = InitializeResult { capabilities, server_info: Some(server_info) };
    connection.initialize_finish(id, serde_json::to_value(result)?)?;
    let watches = params
        .capabilities
        .workspace
        .as_ref()
        .and_then(|workspace| workspace.did_change_watched_files.as_ref());
    let mut server = Server { connection, desk: Desk::new(root(&params)), unit, told: BTreeMap::new() };
    if watches.and_then(|watches| watches.dynamic_registration) == Some(true) {
        server.watch()?;
    }
    server.listen()
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::FULL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, actions::FIX_ALL]),
            ..CodeActionOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![actions::ADD_WORD.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

/// The folder that the editor works in, else the working directory.
fn root(params: &InitializeParams) -> PathBuf {
    let folder = params.workspace_folders.as_ref().and_then(|folders| place::path(&folders.first()?.uri));
    #[expect(deprecated, reason = "older editors know nothing else")]
    let root = folder.or_else(|| place::path(params.root_uri.as_ref()?));
    root.or_else(|| std::env::current_dir().ok()).unwrap_or_default()
}

struct Server<'c> {
    connection: &'c Connection,
    desk: Desk,
    unit: Unit,
    /// What was told last, by URI: the same is not told again.
    told: BTreeMap<String, Vec<Diagnostic>>,
}

impl Server<'_> {
    fn listen(&mut self) -> anyhow::Result<()> {
        while let Ok(message) = self.connection.receiver.recv() {
            if !self.hear(message)? {
                return Ok(());
            }
            while let Ok(message) = self.connection.receiver.try_recv() {
                if !self.hear(message)? {
                    return Ok(());
                }
            }
            self.publish()?;
        }
        Ok(())
    }

    /// Takes in one message; says whether to go on.
    fn hear(&mut self, message: Message) -> anyhow::Result<bool> {
        match message {
            Message::Request(request) => {
                if self.connection.handle_shutdown(&request)? {
                    return Ok(false);
                }
                let response = self.answer(request);
                self.connection.sender.send(Message::Response(response))?;
            }
            Message::Notification(notification) => self.note(notification),
            Message::Response(_) => {}
        }
        Ok(true)
    }

    fn note(&mut self, notification: Notification) {
        match notification.method.as_str() {
            "textDocument/didOpen" => {
                if let Some(DidOpenTextDocumentParams { text_document }) = read(notification) {
                    self.desk.put(&text_document.uri, text_document.text, text_document.version);
                }
            }
            "textDocument/didChange" => {
                if let Some(DidChangeTextDocumentParams { text_document, content_changes }) =
                    read(notification)
                    && let Some(change) = content_changes.into_iter().next_back()
                {
                    self.desk.put(&text_document.uri, change.text, text_document.version);
                }
            }
            "textDocument/didClose" => {
                if let Some(DidCloseTextDocumentParams { text_document }) = read(notification) {
                    self.desk.close(&text_document.uri);
                }
            }
            // Settings, rules, word files and the baseline: any of them may have been saved.
            "textDocument/didSave"
            | "workspace/didChangeWatchedFiles"
            | "workspace/didChangeConfiguration" => {
                self.desk.touch();
            }
            _ => {}
        }
    }

    fn answer(&mut self, request: Request) -> Response {
        // What is answered is about the drafts as they stand.
        self.desk.lint();
        let id = request.id.clone();
        match request.method.as_str() {
            "textDocument/codeAction" => answered(request, |params: CodeActionParams| {
                let (uri, only) = (params.text_document.uri, params.context.only);
                Ok(actions::actions(&mut self.desk, &uri, params.range, only.as_deref(), self.unit))
            }),
            "textDocument/hover" => answered(request, |params: HoverParams| {
                let at = params.text_document_position_params;
                Ok(diagnostics::hover(&self.desk, &at.text_document.uri, at.position, self.unit))
            }),
            "workspace/executeCommand" => {
                answered(request, |params: ExecuteCommandParams| self.execute(&params))
            }
            method => {
                let message = format!("copydesk does not know {method}");
                Response::new_err(id, ErrorCode::MethodNotFound as i32, message)
            }
        }
    }

    /// Adds a word to the vocabulary; what was done, or why not, is shown in the editor.
    fn execute(&mut self, params: &ExecuteCommandParams) -> Result<(), String> {
        let argument = |index: usize| params.arguments.get(index).and_then(|value| value.as_str());
        let (Some(uri), Some(word)) = (argument(0), argument(1)) else {
            return Err(format!("{} wants a URI and a word", actions::ADD_WORD));
        };
        if params.command != actions::ADD_WORD {
            return Err(format!("copydesk does not know the command {}", params.command));
        }
        let uri = uri.parse().map_err(|_| format!("“{uri}” is no URI"))?;
        let folder = self.desk.folder(&uri).ok_or("the draft is not open")?;
        let (kind, message) = match vocabulary::add(&[word.to_owned()], folder) {
            Ok(told) => (MessageType::INFO, told.trim_end().to_owned()),
            Err(error) => (MessageType::ERROR, format!("{error:#}")),
        };
        self.desk.touch();
        self.send("window/showMessage", ShowMessageParams { typ: kind, message });
        Ok(())
    }

    /// Lints what changed, and tells what is new of it.
    fn publish(&mut self) -> anyhow::Result<()> {
        if !self.desk.lint() {
            return Ok(());
        }
        let mut now: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for (uri, findings) in self.desk.all() {
            let diagnostics =
                findings.iter().map(|finding| diagnostics::diagnostic(&self.desk, finding, self.unit));
            now.insert(uri, diagnostics.collect());
        }
        for gone in self.told.keys().filter(|uri| !now.contains_key(*uri)).cloned().collect::<Vec<_>>() {
            self.tell(&gone, Vec::new())?;
        }
        for (uri, diagnostics) in &now {
            if self.told.get(uri) != Some(diagnostics) {
                self.tell(uri, diagnostics.clone())?;
            }
        }
        self.told = now;
        Ok(())
    }

    fn tell(&self, uri: &str, diagnostics: Vec<Diagnostic>) -> anyhow::Result<()> {
        let version = self.desk.version(uri);
        let uri = uri.parse().context("a URI that was read is one")?;
        self.send("textDocument/publishDiagnostics", PublishDiagnosticsParams { uri, diagnostics, version });
        Ok(())
    }

    /// Sends a notification; an editor that is gone hears nothing, and the loop ends by itself.
    fn send(&self, method: &str, params: impl serde::Serialize) {
        let _ =
            self.connection.sender.send(Message::Notification(Notification::new(method.to_owned(), params)));
    }

    /// Asks the editor to tell when settings, rules or word files change.
    fn watch(&self) -> anyhow::Result<()> {
        let watcher =
            |glob: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.to_owned()), kind: None };
        let watchers = ["**/*.toml", "**/copydesk-baseline.json", "**/*.txt"].map(watcher).to_vec();
        let options = DidChangeWatchedFilesRegistrationOptions { watchers };
        let registration = Registration {
            id: "settings".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(serde_json::to_value(options)?),
        };
        let params = RegistrationParams { registrations: vec![registration] };
        let request = Request::new(1.into(), "client/registerCapability".to_owned(), params);
        self.connection.sender.send(Message::Request(request))?;
        Ok(())
    }
}

/// The parameters of a notification; nothing where they are none.
fn read<P: DeserializeOwned>(notification: Notification) -> Option<P> {
    serde_json::from_value(notification.params).ok()
}

/// The answer to a request, or why there is none.
fn answered<P: DeserializeOwned, R: serde::Serialize>(
    request: Request,
    answer: impl FnOnce(P) -> Result<R, String>,
) -> Response {
    let (id, method) = (request.id.clone(), request.method.clone());
    match request.extract::<P>(&method) {
        Ok((id, params)) => match answer(params) {
            Ok(result) => Response::new_ok(id, result),
            Err(message) => Response::new_err(id, ErrorCode::InvalidParams as i32, message),
        },
        Err(ExtractError::JsonError { error, .. }) => {
            Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string())
        }
        Err(ExtractError::MethodMismatch(_)) => Response::new_err(
            id,
            ErrorCode::InternalError as i32,
            "the method is the one it was asked by".to_owned(),
        ),
    }
}

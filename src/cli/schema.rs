//! `copydesk schema`: JSON Schemas (draft 2020-12) of `lint.toml`, of rule files and of the JSON report, made from the registries, so that
//! editors complete and check what is written.

use std::io::Write;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use crate::finding::Severity;
use crate::kinds::{BLOCK_NAMES, KINDS, Kind, ParameterType};
use crate::rule;
use crate::table::Mistakes;

/// Prints a JSON Schema, by which editors complete and check files
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copydesk schema settings > lint.schema.json     then, as the first line of lint.toml: #:schema ./lint.schema.json
  copydesk schema rule > rule.schema.json         the same for rule files
  copydesk schema report > report.schema.json     what --format json writes")]
pub(super) struct SchemaArgs {
    /// What the schema is of
    of: Of,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Of {
    /// lint.toml
    Settings,
    /// A rule file
    Rule,
    /// The report of --format json
    Report,
}

pub(super) fn run(arguments: &SchemaArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let schema = match arguments.of {
        Of::Settings => settings(),
        Of::Rule => rule_file(),
        Of::Report => report(),
    };
    serde_json::to_writer_pretty(&mut *out, &schema)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// An object with these properties and no others, each with what it says.
fn object(title: &str, required: &[&str], properties: &[(&str, &str, Value)]) -> Value {
    let properties: Map<String, Value> = properties
        .iter()
        .map(|(name, about, schema)| {
            let mut schema = schema.clone();
            if !about.is_empty() {
                schema["description"] = json!(about);
            }
            ((*name).to_owned(), schema)
        })
        .collect();
    let mut object = json!({"type": "object", "additionalProperties": false, "properties": properties});
    if !title.is_empty() {
        object["title"] = json!(title);
    }
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn whole(mut schema: Value) -> Value {
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema
}

fn texts() -> Value {
    json!({"type": "array", "items": {"type": "string"}})
}

fn boolean(default: bool) -> Value {
    json!({"type": "boolean", "default": default})
}

/// A severity, or the word for none at all.
fn severity(none: &str) -> Value {
    let names = [Severity::Error, Severity::Warning, Severity::Note].map(Severity::name);
    json!({"enum": names.into_iter().chain([none]).collect::<Vec<_>>()})
}

fn accepted(accepts: &ParameterType) -> Value {
    match accepts {
        ParameterType::Boolean => json!({"type": "boolean"}),
        ParameterType::Integer(least, i64::MAX) => json!({"type": "integer", "minimum": least}),
        ParameterType::Integer(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        ParameterType::Text => json!({"type": "string"}),
        ParameterType::Texts => texts(),
        ParameterType::Choice(choices) => json!({"enum": choices}),
        ParameterType::TextLists => {
            json!({"type": "array", "items": {"anyOf": [{"type": "string"}, texts()]}})
        }
        ParameterType::TextTable => json!({"type": "object", "additionalProperties": {"type": "string"}}),
    }
}

fn parameters(kind: &Kind) -> Value {
    let properties: Vec<(&str, &str, Value)> = kind
        .parameters
        .iter()
        .map(|parameter| (parameter.name, parameter.about, accepted(&parameter.accepts)))
        .collect();
    object("", &[], &properties)
}

/// What may be said of rules: those that are built in with their own parameters, others with any.
fn rules() -> Value {
    let built_in = rule::load(&[], &mut Mistakes::default());
    let change = |params: Value| {
        let about = "How much its findings weigh; “off” switches it off.";
        object("", &[], &[("severity", about, severity("off")), ("params", "Its parameters.", params)])
    };
    let known: Map<String, Value> = built_in
        .iter()
        .map(|rule| {
            let mut schema = change(parameters(rule.kind));
            schema["description"] = json!(rule.why.trim());
            (rule.name.id.to_string(), schema)
        })
        .collect();
    json!({"type": "object", "properties": known, "additionalProperties": change(json!({"type": "object"}))})
}

fn settings() -> Value {
    let paragraphs = json!({"enum": ["auto", "line", "blank"], "default": "auto"});
    let paragraphs_about = "What ends a paragraph: every line, a blank line, or told from the draft.";
    let language =
        json!({"type": "string", "pattern": "^[A-Za-z0-9]{2,8}(-[A-Za-z0-9]{2,8})*$", "default": "en"});
    let language_about =
        "The language of the drafts: en, en-US, en-GB, or another one that has a dictionary.";
    let paths = json!({"type": "array", "items": {"type": "string"}, "minItems": 1});
    let table = json!({"type": "object", "additionalProperties": {"type": "string"}});
    let files = object(
        "",
        &[],
        &[
            ("include", "What is read while walking folders.", texts()),
            ("exclude", "What is never read, whoever names it.", texts()),
        ],
    );
    let vocabulary = object(
        "",
        &[],
        &[
            ("accept", "Words that spelling accepts.", texts()),
            (
                "reject",
                "Words that the house does not write, each with what it writes instead.",
                table.clone(),
            ),
            ("files", "Files of accepted words, one a line.", texts()),
        ],
    );
    let overriding = object(
        "",
        &["paths"],
        &[
            ("paths", "The drafts that it holds for.", paths.clone()),
            ("paragraphs", paragraphs_about, paragraphs.clone()),
            ("language", language_about, language.clone()),
            ("rules", "What is said of rules.", json!({"$ref": "#/$defs/rules"})),
        ],
    );
    let stet = object(
        "",
        &["paths", "rule"],
        &[
            ("paths", "The drafts in which it holds.", paths),
            ("rule", "The rule that it silences, or *.", json!({"type": "string"})),
            ("text", "The words that it is about.", json!({"type": "string"})),
            ("reason", "Why it may stand.", json!({"type": "string"})),
        ],
    );
    let mut schema = object(
        "The settings of copydesk (lint.toml)",
        &[],
        &[
            ("root", "Whether excludes further up no longer hold.", boolean(false)),
            ("rule-folders", "Folders of rule files of your own.", texts()),
            ("fail-on", "From which severity on a run fails.", severity("never")),
            ("baseline", "The file of what is let pass until it is mended.", json!({"type": "string"})),
            ("paragraphs", paragraphs_about, paragraphs),
            ("language", language_about, language),
            (
                "dictionaries",
                "Hunspell dictionaries of other languages: a language, and its .dic file.",
                table,
            ),
            ("require-reason", "Whether a stet must say why.", boolean(false)),
            ("allow-stet-all", "Whether a stet may silence all rules at once.", boolean(false)),
            ("files", "Which drafts are read.", files),
            ("vocabulary", "The words of the house.", vocabulary),
            ("rules", "What is said of rules.", json!({"$ref": "#/$defs/rules"})),
            ("override", "Other settings for some drafts.", json!({"type": "array", "items": overriding})),
            (
                "stet",
                "Findings that may stand, in drafts that have no comments.",
                json!({"type": "array", "items": stet}),
            ),
        ],
    );
    schema["$defs"] = json!({"rules": rules()});
    whole(schema)
}

fn rule_file() -> Value {
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let blocks: Vec<&str> = BLOCK_NAMES.iter().map(|(name, _)| *name).chain(["file"]).collect();
    let scope = object(
        "",
        &[],
        &[
            (
                "blocks",
                "Which blocks are read.",
                json!({"type": "array", "items": {"enum": blocks}, "minItems": 1}),
            ),
            ("quotes", "Whether inside quotation marks.", json!({"enum": ["check", "skip"]})),
            ("text", "Which layer of the text is read.", json!({"enum": ["prose", "markup"]})),
        ],
    );
    let text = || json!({"type": "string"});
    let mut example = object(
        "",
        &[],
        &[
            ("bad", "A draft in which the rule finds something.", text()),
            ("good", "A draft in which it finds nothing.", text()),
            ("fixed", "The bad draft after all fixes.", text()),
            ("markdown", "Whether the draft is Markdown.", boolean(false)),
            ("beside", "Other drafts of the run, for a rule that compares drafts.", texts()),
            ("vocabulary", "The words that the project accepts in it.", texts()),
            (
                "reject",
                "The words that the project rejects in it, each with what stands instead.",
                json!({"type": "object", "additionalProperties": {"type": "string"}}),
            ),
        ],
    );
    example["oneOf"] = json!([{"required": ["bad"]}, {"required": ["good"]}]);
    let mut schema = object(
        "A rule of copydesk",
        &["id", "kind", "severity", "message", "why"],
        &[
            (
                "id",
                "The file's name without .toml.",
                json!({"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}),
            ),
            ("kind", "The mechanism.", json!({"enum": kinds})),
            ("severity", "How much its findings weigh.", severity("off")),
            ("message", "One line about the fault, with names in braces.", text()),
            ("why", "Why it matters.", text()),
            ("scope", "What it reads.", scope),
            ("yields-to", "Rules beside whose hits it is silent.", texts()),
            ("params", "The parameters of its kind.", json!({"type": "object"})),
            (
                "example",
                "What it must find, and what it must let pass.",
                json!({"type": "array", "items": example}),
            ),
        ],
    );
    let of_kind = |kind: &&Kind| {
        json!({
            "if": {"properties": {"kind": {"const": kind.name}}, "required": ["kind"]},
            "then": {"properties": {"params": parameters(kind)}},
        })
    };
    schema["allOf"] = KINDS.iter().map(of_kind).collect();
    whole(schema)
}

fn report() -> Value {
    let text = || json!({"type": "string"});
    let count = |least: u32| json!({"type": "integer", "minimum": least});
    let place = object(
        "",
        &["byte", "line", "column"],
        &[
            ("byte", "Bytes of UTF-8 before it.", count(0)),
            ("line", "From 1.", count(1)),
            ("column", "From 1, in characters.", count(1)),
        ],
    );
    let span = object(
        "",
        &["start", "end"],
        &[
            ("start", "", json!({"$ref": "#/$defs/place"})),
            ("end", "Exclusive.", json!({"$ref": "#/$defs/place"})),
        ],
    );
    let related = object(
        "",
        &["path", "span", "message"],
        &[
            ("path", "", text()),
            ("span", "", json!({"$ref": "#/$defs/span"})),
            ("message", "May be empty.", text()),
        ],
    );
    let edit =
        object("", &["span", "text"], &[("span", "", json!({"$ref": "#/$defs/span"})), ("text", "", text())]);
    let fix = object(
        "",
        &["title", "safety", "edits"],
        &[
            ("title", "What it does.", text()),
            ("safety", "", json!({"enum": ["safe", "unsafe", "manual"]})),
            ("edits", "All of them, or none.", json!({"type": "array", "items": edit})),
        ],
    );
    let finding_keys =
        ["rule", "kind", "severity", "message", "path", "span", "text", "related", "fix", "fingerprint"];
    let finding = object(
        "",
        &finding_keys,
        &[
            ("rule", "The rule's id.", text()),
            ("kind", "The rule's kind, or desk for what no rule makes.", text()),
            ("severity", "", json!({"enum": ["error", "warning", "note"]})),
            ("message", "One line.", text()),
            ("path", "The draft as it was named.", text()),
            ("span", "", json!({"$ref": "#/$defs/span"})),
            ("text", "What stands there, at most 120 characters.", text()),
            ("related", "", json!({"type": "array", "items": related})),
            ("fix", "", json!({"anyOf": [{"type": "null"}, fix]})),
            ("fingerprint", "Stays the same when lines move.", text()),
        ],
    );
    let counts = ["files", "errors", "warnings", "notes", "suppressed", "baselined", "unchanged", "hidden"];
    let summary: Vec<(&str, &str, Value)> = counts.iter().map(|name| (*name, "", count(0))).collect();
    let mut schema = object(
        "The report of copydesk, version 1",
        &["version", "findings", "summary"],
        &[
            ("version", "", json!({"const": 1})),
            ("findings", "By path, then by place.", json!({"type": "array", "items": finding})),
            ("summary", "What was counted.", object("", &counts, &summary)),
        ],
    );
    schema["$defs"] = json!({"place": place, "span": span});
    whole(schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(schema: &Value) -> Vec<&str> {
        let mut keys: Vec<&str> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }

    fn sorted<'k>(keys: &[&'k str]) -> Vec<&'k str> {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn a_schema_names_all_keys_that_are_read() {
        assert_eq!(keys(&settings()), sorted(crate::settings::KEYS));
        let rule_file = rule_file();
        assert_eq!(keys(&rule_file), sorted(rule::KEYS));
        assert_eq!(keys(&rule_file["properties"]["example"]["items"]), sorted(rule::EXAMPLE_KEYS));
        assert_eq!(rule_file["allOf"].as_array().unwrap().len(), KINDS.len());
    }

    #[test]
    fn every_built_in_rule_is_known_with_its_parameters() {
        let settings = settings();
        let known = &settings["$defs"]["rules"]["properties"];
        assert_eq!(known["long-paragraph"]["properties"]["params"]["properties"]["max-words"]["minimum"], 1);
        assert!(known.as_object().unwrap().len() > 60);
    }
}

//! The two real drafts that copydesk was born from: what must be found in them, at which place, and what must not.
//! Places were counted by hand, in bytes and in lines and columns.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::Command;

use serde_json::Value;

const A: &str = "seeds/000_c3aa200640241f3d.txt";
const B: &str = "seeds/001_6b1b6bd39ae37a6e.txt";

/// What must be found: draft, rule, severity, bytes, place, related bytes.
struct Must {
    draft: &'static str,
    rule: &'static str,
    severity: &'static str,
    bytes: (u64, u64),
    place: &'static str,
    related: &'static [(u64, u64)],
}

/// An edit: bytes from and to, and what stands there afterwards.
type Proposed = (u64, u64, &'static str);

const fn must(
    draft: &'static str,
    rule: &'static str,
    severity: &'static str,
    bytes: (u64, u64),
    place: &'static str,
    related: &'static [(u64, u64)],
) -> Must {
    Must { draft, rule, severity, bytes, place, related }
}

const MUST: &[Must] = &[
    must(A, "text-before-headline", "warning", (0, 237), "1:1-1:238", &[(238, 304)]),
    must(A, "skipped-heading-level", "note", (238, 304), "2:1-2:67", &[]),
    must(A, "duplicated-headline", "error", (306, 372), "4:1-4:67", &[(238, 304)]),
    must(A, "misspelled-word", "error", (2550, 2560), "10:303-10:313", &[(4260, 4270)]),
    must(A, "duplicated-paragraph", "error", (2681, 4390), "11:1-14:433", &[(971, 2680)]),
    must(A, "missing-final-newline", "note", (4390, 4390), "14:433-14:433", &[]),
    must(B, "text-before-headline", "warning", (0, 624), "1:1-1:625", &[(625, 701)]),
    must(B, "duplicated-headline", "error", (703, 779), "4:1-4:77", &[(625, 701)]),
    must(B, "mixed-apostrophes", "warning", (818, 821), "5:39-5:40", &[(1285, 1288), (1138, 1139)]),
    must(B, "duplicated-paragraph", "error", (1964, 2298), "8:1-8:335", &[(1629, 1963)]),
    must(B, "missing-final-newline", "note", (2298, 2298), "8:335-8:335", &[]),
];

/// Rules that must be silent on both seeds, whatever else is reported.
const SILENT: &[&str] = &[
    "doubtful-word",
    "missing-headline",
    "mixed-quotation-marks",
    "duplicated-sentence",
    "chatbot-residue",
    "placeholder",
    "editors-note",
    "doubled-word",
    "doubled-space",
    "trailing-space",
    "mixed-line-endings",
    "mojibake",
    "raw-entity",
    "control-character",
    "invisible-character",
    "headline-length",
];

fn copydesk(arguments: &[&str]) -> (Value, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    let report = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("no JSON ({error}): {}", String::from_utf8_lossy(&output.stderr));
    });
    (report, output.status.code())
}

fn bytes(span: &Value) -> (u64, u64) {
    (span["start"]["byte"].as_u64().unwrap(), span["end"]["byte"].as_u64().unwrap())
}

fn place(span: &Value) -> String {
    let at = |end: &str| format!("{}:{}", span[end]["line"], span[end]["column"]);
    format!("{}-{}", at("start"), at("end"))
}

#[test]
fn the_seeds_are_the_drafts_as_they_came() {
    for (path, length) in [(A, 4390), (B, 2298)] {
        let bytes = std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        assert_eq!(bytes.len(), length, "{path}");
        assert!(!bytes.contains(&b'\r') && !bytes.ends_with(b"\n"), "{path}");
    }
}

#[test]
fn every_fault_is_found_once_at_its_place() {
    let (report, code) = copydesk(&["check", "--format", "json", "--no-config", "seeds"]);
    assert_eq!(code, Some(1));
    let findings = report["findings"].as_array().unwrap();
    for must in MUST {
        let found: Vec<&Value> = findings
            .iter()
            .filter(|finding| finding["path"] == must.draft && finding["rule"] == must.rule)
            .collect();
        assert_eq!(found.len(), 1, "{} {} is found {} times", must.draft, must.rule, found.len());
        let finding = found[0];
        assert_eq!(bytes(&finding["span"]), must.bytes, "{}", must.rule);
        assert_eq!(place(&finding["span"]), must.place, "{}", must.rule);
        assert_eq!(finding["severity"], must.severity, "{}", must.rule);
        let related: Vec<(u64, u64)> =
            finding["related"].as_array().unwrap().iter().map(|label| bytes(&label["span"])).collect();
        assert_eq!(related, must.related, "{}", must.rule);
    }
    let errors = findings.iter().filter(|finding| finding["severity"] == "error").count();
    assert_eq!(errors, 5, "five errors in all, and no other");
}

#[test]
fn what_must_be_silent_are_rules() {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["rules", "--no-config"])
        .output()
        .expect("the program runs");
    let rules = String::from_utf8(output.stdout).unwrap();
    for id in SILENT {
        assert!(rules.contains(&format!("  {id} ")), "there is no rule {id}, so nothing is asserted of it");
    }
}

#[test]
fn what_is_right_stays_silent() {
    let (report, _) = copydesk(&["check", "--format", "json", "--no-config", "seeds"]);
    for finding in report["findings"].as_array().unwrap() {
        let (rule, path) = (finding["rule"].as_str().unwrap(), finding["path"].as_str().unwrap());
        assert!(!SILENT.contains(&rule), "{rule} must be silent: {finding}");
        assert!(
            !(path == A && ["mixed-apostrophes", "long-deck"].contains(&rule)),
            "all apostrophes of the first draft are straight, and its decks are short"
        );
        let (start, end) = bytes(&finding["span"]);
        let copies = if path == A { [(2681, 4390), (306, 372)] } else { [(1964, 2298), (703, 779)] };
        let whole = ["duplicated-paragraph", "duplicated-headline", "missing-final-newline"];
        let inside = copies.iter().any(|&(from, to)| from <= start && end <= to);
        assert!(!inside || whole.contains(&rule), "{rule} is reported inside a copy: {finding}");
    }
}

#[test]
fn the_fixes_are_the_ones_that_a_copy_editor_would_make() {
    let (report, _) = copydesk(&["check", "--format", "json", "--no-config", "seeds"]);
    let fixes: [(&str, &str, &str, &[Proposed]); 8] = [
        (A, "duplicated-headline", "safe", &[(305, 373, "")]),
        (B, "duplicated-headline", "safe", &[(702, 780, "")]),
        (A, "duplicated-paragraph", "unsafe", &[(2681, 4390, "")]),
        (B, "duplicated-paragraph", "unsafe", &[(1964, 2298, "")]),
        (A, "misspelled-word", "unsafe", &[(2550, 2560, "concurred"), (4260, 4270, "concurred")]),
        (A, "missing-final-newline", "safe", &[(4390, 4390, "\n")]),
        (B, "missing-final-newline", "safe", &[(2298, 2298, "\n")]),
        (B, "mixed-apostrophes", "safe", &[(818, 821, "'"), (1285, 1288, "'")]),
    ];
    for (path, rule, safety, edits) in fixes {
        let findings = report["findings"].as_array().unwrap();
        let finding =
            findings.iter().find(|finding| finding["path"] == path && finding["rule"] == rule).unwrap();
        assert_eq!(finding["fix"]["safety"], safety, "{rule}");
        let proposed: Vec<(u64, u64, &str)> = finding["fix"]["edits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|edit| (bytes(&edit["span"]).0, bytes(&edit["span"]).1, edit["text"].as_str().unwrap()))
            .collect();
        assert_eq!(proposed, edits, "{path} {rule}");
    }
}

//! What a user can see of the commands: each case is a TOML file in `tests/cli/`, with a folder of drafts beside it.
//! Rewrite the expected output on purpose with `TRYCMD=overwrite cargo test --test cli`, and read the difference.

#[test]
fn cases() {
    let cases = trycmd::TestCases::new();
    for name in ["CI", "GITHUB_ACTIONS", "GITLAB_CI", "CLICOLOR_FORCE", "COLUMNS"] {
        cases.env(name, "");
    }
    cases.env("NO_COLOR", "1").case("tests/cli/*.toml");
}

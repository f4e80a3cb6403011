"""Makes the pictures of the README from the seeds: BINARY. Wants Chromium, as tests/external does.

The terminal report is drawn from its own ANSI colours; the page is the page.
"""

import html
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
binary = pathlib.Path(sys.argv[1]).resolve()
chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if chromium is None:
    sys.exit("no Chromium is installed")

COLOURS = {"1": "#ff6b61", "2": "#7ed491", "3": "#f0c454", "4": "#7aa7f0", "6": "#6cc7d6", "9": "#ff8078", "10": "#8fe0a2", "11": "#ffd76b", "14": "#86d8e6"}


def as_html(text):
    """ANSI sequences as spans."""
    out, bold, colour = [], False, None
    for piece in re.split(r"(\x1b\[[0-9;]*m)", text):
        code = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if not code:
            style = f"color:{colour};" if colour else ""
            style += "font-weight:bold;" if bold else ""
            out.append(f'<span style="{style}">{html.escape(piece)}</span>')
            continue
        codes = code[1].split(";")
        if codes[0] in ("", "0"):
            bold, colour = False, None
        elif codes[0] == "1" and len(codes) == 1:
            bold = True
        elif codes[:2] == ["38", "5"]:
            colour = COLOURS.get(codes[2])
        else:
            for one in codes:
                bold = bold or one == "1"
                if len(one) == 2 and one[0] == "3":
                    colour = COLOURS.get(one[1])
    return "".join(out)


def shoot(page, picture, width, height):
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{height}"]
    subprocess.run([*command, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True)


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    report = subprocess.run(
        [binary, "check", "seeds", "--no-config", "--color", "always", "--width", "100", "--min-severity", "error"],
        cwd=root, capture_output=True, text=True,
    )
    shown = report.stdout.rstrip() + "\n\n" + report.stderr.strip()
    page = folder / "terminal.html"
    page.write_text(
        "<meta charset=utf-8><style>body{margin:0;background:#1b1d21;color:#dcdfe4;padding:18px 22px}"
        "pre{font:14px/1.35 'DejaVu Sans Mono',monospace;margin:0}.prompt{color:#8d93a0}</style>"
        f"<pre><span class=prompt>$</span> copydesk check seeds --min-severity error\n{as_html(shown)}</pre>",
        encoding="utf-8",
    )
    shoot(page, here / "terminal.png", 960, 19 * (shown.count("\n") + 2) + 40)
    page = folder / "page.html"
    subprocess.run([binary, "check", "seeds", "--no-config", "--exit-zero", "--quiet", "--min-severity", "warning", "--output", f"html={page}"], cwd=root, check=True)
    shoot(page, here / "page.png", 1280, 1000)
print("made terminal.png and page.png")

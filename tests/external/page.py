"""Uses the page of `--output html` in a real browser, as an editor would: PAGE [SCREENSHOT]. Exits with 1 where it fails."""

import pathlib
import shutil
import sys

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

if shutil.which("chromedriver") is None:
    print("skipped: there is no chromedriver")
    sys.exit()

page = pathlib.Path(sys.argv[1]).resolve()
options = webdriver.ChromeOptions()
for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900", "--host-resolver-rules=MAP * ~NOTFOUND"]:
    options.add_argument(argument)
options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


def shown():
    return [card for card in browser.find_elements(By.CLASS_NAME, "card") if card.is_displayed()]


def press(keys):
    browser.find_element(By.TAG_NAME, "body").send_keys(keys)


def here():
    return browser.find_element(By.CSS_SELECTOR, ".card.here").get_attribute("id")


def is_in_view(element):
    script = "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight"
    return browser.execute_script(script, element)


try:
    browser.get(page.as_uri())
    cards = shown()
    assert len(cards) > 5, "the seeds have faults"

    # Keys go from finding to finding, over the end to the first one.
    press("j")
    assert here() == cards[0].get_attribute("id")
    press("j")
    assert here() == cards[1].get_attribute("id")
    press("kk")
    assert here() == cards[-1].get_attribute("id")

    # A severity is hidden by its box and by its key, and its marks with it.
    notes = [card for card in cards if card.get_attribute("data-severity") == "note"]
    browser.find_element(By.CSS_SELECTOR, ".severity.note").click()
    assert len(shown()) == len(cards) - len(notes)
    assert browser.find_element(By.CLASS_NAME, "shown").text == f"{len(cards) - len(notes)} of {len(cards)} shown"
    press("n")
    assert len(shown()) == len(cards)

    # A rule is chosen.
    rule = Select(browser.find_element(By.NAME, "rule"))
    rule.select_by_value("duplicated-paragraph")
    assert {card.get_attribute("data-rule") for card in shown()} == {"duplicated-paragraph"}

    # Both copies are linked: the link of the card leads to the first copy.
    copy = shown()[0]
    link = copy.find_element(By.CSS_SELECTOR, ".related a")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    link.click()
    target = browser.find_element(By.ID, link.get_attribute("href").split("#")[1])
    assert is_in_view(target), "the link leads to the first copy"
    rule.select_by_value("")

    # A click on a mark leads to its finding, and so does Enter.
    mark = browser.find_element(By.CSS_SELECTOR, "mark.error")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
    mark.click()
    assert here() in mark.get_attribute("data-findings").split()
    mark.send_keys(Keys.ENTER)
    assert here() in mark.get_attribute("data-findings").split()

    # On a phone nothing is wider than the screen.
    browser.set_window_size(500, 900)
    width = browser.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], width
    browser.set_window_size(1280, 1600)

    faults = [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert not faults, faults
    if len(sys.argv) > 2:
        browser.execute_script("scrollTo(0, 0)")
        browser.save_screenshot(sys.argv[2])
    print(f"{len(cards)} findings: keys, filters, links and marks work")
finally:
    browser.quit()

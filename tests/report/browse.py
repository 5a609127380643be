"""The HTML report in a real browser (headless Chromium, driven by Selenium): filters and keyboard, no
message in the console, no request to anywhere, no script of a log, readable without script, contrast
in light and dark, and paper. Exits 77 (skipped) where there is no Chromium or no Selenium.

usage: browse.py FOLDER_OF_THE_COMMAND FOLDER_FOR_PICTURES
"""

import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import validate_forms  # noqa: E402

try:
    from selenium import webdriver
    from selenium.common.exceptions import NoAlertPresentException, WebDriverException
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    print("skipped: python3-selenium is not installed")
    sys.exit(77)

MANY = 10_000
WIDTHS = (380, 820, 1280)

# The least contrast of any text that is shown, and where: WCAG 2.1, 1.4.3.
CONTRAST = """
const channel = (c) => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
const luminance = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
const rgba = (text) => text.match(/[\\d.]+/g).map(Number);
const ground = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = rgba(getComputedStyle(at).backgroundColor);
    if (color.length === 3 || color[3] === 1) return color;
  }
  return [255, 255, 255];
};
let worst = [99, ""];
for (const element of document.querySelectorAll("body *")) {
  const text = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  if (!text || !element.checkVisibility() || element.closest("script, .skip")) continue;
  const style = getComputedStyle(element);
  const color = rgba(element instanceof SVGElement ? style.fill : style.color);
  const [a, b] = [luminance(color), luminance(ground(element))].sort((x, y) => y - x);
  const ratio = (a + .05) / (b + .05);
  if (ratio < worst[0]) worst = [ratio, element.tagName + "." + element.getAttribute("class")];
}
return worst;
"""

# What a screen reader needs, and an eye. Argument: whether the words are those of people.
STRUCTURE = """
const faults = [];
if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
let level = 1;
for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
  const at = Number(heading.tagName[1]);
  if (at > level + 1) faults.push("a level is left out before " + heading.textContent);
  level = at;
}
for (const tag of ["header", "main", "footer"]) {
  if (document.querySelectorAll(tag).length !== 1) faults.push("not one " + tag);
}
for (const input of document.querySelectorAll("input, select")) {
  if (!input.labels.length) faults.push("no label: " + input.name);
}
for (const drawing of document.querySelectorAll("svg")) {
  if (!drawing.getAttribute("aria-label")) faults.push("a drawing without a name");
}
for (const cell of document.querySelectorAll("th")) {
  if (!cell.scope) faults.push("a head of a table without a scope");
}
for (const area of document.querySelectorAll(".scroll, figure")) {
  if (area.scrollWidth <= area.clientWidth) continue;
  const name = area.getAttribute("aria-label") || area.getAttribute("aria-labelledby");
  if (area.tabIndex !== 0) faults.push("the keyboard can't scroll " + area.innerText.slice(0, 40));
  if (area.tagName === "DIV" && !name) faults.push("an area to scroll without a name");
}
for (const item of document.querySelectorAll("dt, dd, summary")) {
  if (item.scrollWidth > item.clientWidth) faults.push("it runs out: " + item.innerText);
}
for (const text of document.querySelectorAll("svg text")) {
  const box = text.getBBox(), view = text.ownerSVGElement.viewBox.baseVal;
  if (box.x < 0 || box.x + box.width > view.width) {
    faults.push("it runs out of the drawing: " + text.textContent);
  }
}
for (const time of document.querySelectorAll("td time")) {
  if (time.getClientRects().length > 1) faults.push("a time is broken: " + time.innerText);
}
const range = document.createRange();
for (const cell of arguments[0] ? document.querySelectorAll("td") : []) {
  const text = cell.firstChild;
  if (!text || text.nodeType !== 3 || !cell.checkVisibility()) continue;
  for (const word of text.data.matchAll(/(?<!\\S)[a-z]{2,12}(?!\\S)/gi)) {
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    if (range.getClientRects().length > 1) faults.push("a word is broken: " + word[0]);
  }
}
if (!document.documentElement.lang || !document.title) faults.push("no language or title");
if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
  faults.push("the page is wider than its window");
}
return faults;
"""


def open_browser():
    options = webdriver.ChromeOptions()
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                 "--disable-background-networking", "--no-first-run"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options)


def faults_of_logs(driver, page):
    """What the console says, and whatever was asked for beside the page itself."""
    for entry in driver.get_log("browser"):
        yield f"the console says: {entry['message'][:300]}"
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if url.split("#")[0] != page and not url.startswith(("data:,", "about:")):
                yield f"a request: {url[:200]}"


def shown(driver):
    return driver.execute_script(
        "return [...document.querySelectorAll('details.finding')]"
        ".filter((f) => f.checkVisibility()).length")


def check_keyboard(driver, total):
    body = driver.find_element(By.TAG_NAME, "body")
    search = driver.find_element(By.CSS_SELECTOR, "input[type=search]")
    if shown(driver) != total:
        yield f"{shown(driver)} of {total} findings are shown at first"
    body.send_keys("/")
    if driver.switch_to.active_element != search:
        yield "`/` does not go to the search"
    search.send_keys("seed-small")
    time.sleep(0.4)
    if not 0 < shown(driver) < total:
        yield f"a search shows {shown(driver)} of {total}"
    status = driver.find_element(By.ID, "shown").text
    if not status.startswith(f"{shown(driver)} of {total} "):
        yield f"the status says: {status}"
    search.send_keys(Keys.ESCAPE)
    if shown(driver) != total:
        yield "Escape does not end the search"
    first = driver.find_element(By.CSS_SELECTOR, "details.finding > summary")
    first.send_keys(Keys.ENTER)
    if not driver.execute_script("return arguments[0].parentElement.open", first):
        yield "Enter does not open a finding"
    first.send_keys(Keys.ARROW_DOWN)
    if driver.switch_to.active_element == first:
        yield "the arrow does not go to the next finding"
    box = driver.find_element(By.CSS_SELECTOR, "input[value=breach]")
    box.send_keys(Keys.SPACE)
    left = driver.execute_script(
        "return [...document.querySelectorAll('details.finding')].filter((f) => "
        "f.checkVisibility() && f.dataset.verdict === 'breach').length")
    if left or shown(driver) == 0:
        yield "breaches that are filtered out are shown, or nothing is"
    driver.find_element(By.CSS_SELECTOR, "button[type=reset]").send_keys(Keys.ENTER)
    time.sleep(0.2)
    if shown(driver) != total:
        yield "`Show all` does not show all"


def check_looks(driver, name, pictures):
    driver.find_element(By.ID, "open-all").click()
    # What is far away is not painted otherwise.
    driver.execute_script("for (const finding of document.querySelectorAll('details.finding'))"
                          " finding.style.contentVisibility = 'visible'")
    for scheme in ("light", "dark"):
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        ratio, where = driver.execute_script(CONTRAST)
        if ratio < 4.5:
            yield f"contrast of {ratio:.2f} in {scheme} at {where}"
        for width in WIDTHS:
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                "width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False})
            for fault in driver.execute_script(STRUCTURE, name == "plain"):
                yield f"{scheme}, {width}: {fault}"
            height = driver.execute_script("return document.documentElement.scrollHeight")
            picture = driver.execute_cdp_cmd("Page.captureScreenshot", {
                "captureBeyondViewport": True,
                "clip": {"x": 0, "y": 0, "width": width, "height": min(height, 6000), "scale": 1}})
            (pictures / f"{name}-{scheme}-{width}.png").write_bytes(
                base64.b64decode(picture["data"]))
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.find_element(By.ID, "close-all").click()
    paper = base64.b64decode(driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    (pictures / f"{name}.pdf").write_bytes(paper)
    if not paper.startswith(b"%PDF"):
        yield "it can't be printed"


def check_without_script(driver, page, total):
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get(page)
    if driver.find_element(By.CSS_SELECTOR, "form.filters").is_displayed():
        yield "without script there are filters that do nothing"
    count = len(driver.find_elements(By.CSS_SELECTOR, "details.finding"))
    if count != total:
        yield f"without script there are {count} of {total} findings"
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def check_page(driver, name, path, total, pictures):
    page = path.as_uri()
    driver.get(page)
    try:
        driver.switch_to.alert.accept()
        yield "a script of the log ran"
    except NoAlertPresentException:
        pass
    if name == "plain":
        yield from check_keyboard(driver, total)
    yield from check_looks(driver, name, pictures)
    yield from faults_of_logs(driver, page)
    yield from check_without_script(driver, page, total)
    driver.get_log("performance")
    driver.get_log("browser")


def check_many(driver, path):
    start = time.monotonic()
    driver.get(path.as_uri())
    loaded = time.monotonic() - start
    search = driver.find_element(By.CSS_SELECTOR, "input[type=search]")
    spent = driver.execute_async_script("""
        const [search, done] = arguments;
        search.value = "user-77";
        const start = performance.now();
        search.dispatchEvent(new Event("input", {bubbles: true}));
        setTimeout(() => requestAnimationFrame(() => setTimeout(() =>
          done(performance.now() - start))), 130);
    """, search)
    found = shown(driver)
    print(f"{MANY} findings, {path.stat().st_size >> 20} MB: loaded in {loaded:.1f} s, "
          f"searched in {spent / 1000:.2f} s")
    if found == 0 or found == MANY:
        yield f"the search shows {found} of many"
    if loaded > 30 or spent > 5000:
        yield "a page of many findings is slow"


def write_many(folder):
    (folder / "rules.abide").write_text('event call "A call"\n  user string\n\nclause quiet "No calls"\n'
                                        '  forbid call where user != ""\n  about user\n')
    with (folder / "log.ndjson").open("w") as log:
        for n in range(MANY):
            log.write(f'{{"event":"call","time":"2024-01-{n % 28 + 1:02}T00:00:{n % 60:02}Z",'
                      f'"user":"user-{n % 500}"}}\n')
    return "log.ndjson"


def write_long(folder):
    """Names of which the ends tell apart what they name, and of the widest letters."""
    (folder / "rules.abide").write_text("""event load
  dataset  artifact
  tokens   number
  team     string
  flow     -> dataset
event train
  datasets list of artifact
  model    artifact
  flow     datasets -> model
clause not-from-customers "No model derives from data of customers"
  forbid  train where train.model derives from load
  about   train.model as the_model_that_was_trained_of_what_customers_never_gave_away
clause few-tokens "At most 1000 tokens a day"
  limit  sum(load.tokens of load) to 1000 per load.team over 1 day
""")
    names = [f"models/{letter * 90}-v{n}" for n, letter in enumerate("WM数i")]
    folder.joinpath("logs-of-a-service-with-a-long-name").mkdir()
    log = "logs-of-a-service-with-a-long-name/and-a-file-that-has-one-as-well.ndjson"
    events = [{"event": "load", "dataset": names[0], "tokens": 2000, "team": "W" * 200}]
    events += [{"event": "train", "datasets": [a], "model": b} for a, b in zip(names, names[1:])]
    with (folder / log).open("w") as out:
        for n, event in enumerate(events):
            out.write(json.dumps({"time": f"2024-01-{n + 1:02}T00:00:00Z", **event}) + "\n")
    return log


def main():
    abide = pathlib.Path(sys.argv[1], "abide").resolve()
    pictures = pathlib.Path(sys.argv[2])
    pictures.mkdir(parents=True, exist_ok=True)
    try:
        driver = open_browser()
    except WebDriverException as error:
        print(f"skipped: no Chromium: {str(error)[:200]}")
        return 77
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        runs = {"plain": (pathlib.Path(validate_forms.PLAIN), "log.ndjson")}
        for name, write in (("hostile", validate_forms.write_hostile), ("long", write_long),
                            ("many", write_many)):
            folder = pathlib.Path(place, name)
            folder.mkdir()
            runs[name] = (folder, write(folder))
        for name, (folder, log) in runs.items():
            report, page = pathlib.Path(place, f"{name}.json"), pathlib.Path(place, f"{name}.html")
            subprocess.run([abide, "check", "--rules", "rules.abide", f"--format=json={report}",
                            f"--format=html={page}", "--quiet", log], cwd=folder, check=False,
                           stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            total = len(json.loads(report.read_text())["findings"])
            faults = (check_many(driver, page) if name == "many"
                      else check_page(driver, name, page, total, pictures))
            for fault in faults:
                failed += 1
                print(f"{name}: {fault}")
    driver.quit()
    print(f"{len(runs)} pages, {failed} faults; pictures in {pictures}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

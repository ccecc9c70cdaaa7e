# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Clicks through the reports of html-sample:
#   html_browser.py <chromedriver> <chromium> <few findings> <many> <none>
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True  # the sources stay as they are
from webdriver import Browser

driver, chromium, few, many, none = sys.argv[1:]
FINDING = "#list .row.finding"


def data(page):
    text = pathlib.Path(page).read_text(encoding="utf-8")
    return json.loads(re.search(r'id="data">(.*?)</script>', text, re.S)[1])


def address(page, fragment=""):
    return pathlib.Path(page).absolute().as_uri() + fragment


def id_of(page, function):
    (found,) = [f["id"] for f in data(page)["findings"] if f["function"] == function]
    return found


def equal(actual, expected):
    assert actual == expected, f"{actual!r}, not {expected!r}"


def messages(browser):
    return browser.texts(f"{FINDING} .message")


def set_value(browser, name, value):
    browser.run("""const node = document.querySelector(`#filters [name=${arguments[0]}]`);
        node.value = arguments[1];
        node.dispatchEvent(new Event('input', {bubbles: true}));""", name, value)


def check_overview(browser):
    equal(browser.texts("#headline"), ["7 new findings in 3 files; 6 translation units checked"])
    equal(browser.texts(".tile"), ["7new", "1known", "1fixed since", "1suppressed", "6units checked"])
    equal(browser.texts("#detail .notice"), [
        "The run was interrupted: these are the findings up to then.",
        "1 translation unit with compiler errors: findings may be missing.",
        "1 translation unit could not be checked."])
    equal(browser.texts(".errors pre"), ["broken.cpp:1:9: <b>error</b>: unknown\n"])
    equal(browser.texts(".counts tr"), [
        "coro-unawaited-task4", "coro-blocking-call1", "coro-nested-run1", "coro-await-in-loop1",
        "warning6", "error1",
        "src/server.cpp3", "src/hostile.cpp2", "src/stale.cpp1", "(no file)1"])


def check_grouping(browser):
    equal(browser.texts("#list .row.group .label"),
          ["coro-await-in-loop", "coro-blocking-call", "coro-nested-run", "coro-unawaited-task"])
    browser.click("[name=group][value=file]")
    equal(browser.texts("#list .row.group .label"), ["(no file) ", "hostile.cpp src", "server.cpp src", "stale.cpp src"])
    equal(browser.texts("#list .row.group .count"), ["1", "2", "3", "1"])
    assert browser.url().endswith("#group=file"), browser.url()
    browser.click("#list .row.group")  # folds it
    assert "nowhere" not in messages(browser)
    browser.click("#list .row.group")
    assert "nowhere" in messages(browser)
    browser.click("[name=group][value=check]")
    assert "#" not in browser.url() or browser.url().endswith("#"), browser.url()


def check_filters(browser):
    equal(browser.texts("#count"), ["7 of 10 findings"])
    set_value(browser, "check", "coro-unawaited-task")
    equal(len(messages(browser)), 4)
    equal(browser.texts("#active-filters"), ["(1 active)"])
    browser.type("#filters [name=q]", "LAZY count_clients")
    equal(len(messages(browser)), 1)
    equal(browser.texts("#count"), ["1 of 10 findings"])
    browser.type("#filters [name=q]", " zebra")
    equal(messages(browser), [])
    browser.click("#filters [type=reset]")
    equal(len(messages(browser)), 7)
    for name, value, count in [
            ("severity", "error", 1), ("severity", "", 7), ("confidence", "likely", 6),
            ("confidence", "certain", 5), ("confidence", "", 7), ("file", "HOSTILE", 2), ("file", "", 7)]:
        set_value(browser, name, value)
        equal((name, value, len(messages(browser))), (name, value, count))
    for state, message in [("known", "a known one"), ("fixed", "found no more"),
                           ("suppressed", "suppressed by a comment")]:
        browser.click(f"#states [value={state}]")
        assert message in messages(browser), (state, messages(browser))
        equal(len(messages(browser)), 8)
        browser.click(f"#states [value={state}]")
    # From the overview.
    browser.click(".counts button")
    equal(browser.run("return document.querySelector('[name=check]').value"), "coro-unawaited-task")
    browser.request("POST", "/back")
    equal(len(messages(browser)), 7)


def check_address(browser):
    """A link shows what its sender saw."""
    set_value(browser, "q", "a & b=c #%")
    set_value(browser, "file", "server")
    browser.click("#states [value=known]")
    link = browser.url()
    browser.open("about:blank")
    browser.open(link)
    values = "return ['q', 'file'].map(name => document.querySelector(`[name=${name}]`).value)"
    equal(browser.run(values), ["a & b=c #%", "server"])
    equal(browser.run("return [...document.querySelectorAll('#states :checked')].map(box => box.value)"),
          ["open", "known"])
    browser.open(address(few, "#check=coro-exit&state=fixed,suppressed"))
    equal(messages(browser), ["found no more", "suppressed by a comment"])
    browser.open(address(few, "#check=coro-nonsense&state=&open=nothing"))  # harmless
    equal(messages(browser), [])
    browser.click("#filters [type=reset]")


def check_chain(browser):
    browser.click("#list .row.finding[data-row='3']")
    assert browser.url().endswith("#open=" + id_of(few, "app::serve")), browser.url()
    equal(browser.texts("#detail h2"), ["'load_config' blocks the thread: it does file I/O in 'std::ifstream'"])
    equal(browser.texts(".chain .box .name"), ["app::serve", "load_config", "read_all", "std::ifstream"])
    equal(browser.texts(".chain .box .place"),
          ["coroutine, server.cpp:6", "server.cpp:19", "config.cpp:5", "called in step 3"])
    equal(len(browser.texts(".chain .arrow")), 3)
    # A box leads to its step, by mouse and by key.
    focused = "return document.activeElement.id"
    for box, step in enumerate(["step-1", "step-2", "step-3", "step-3"]):
        browser.run("""document.querySelectorAll('.chain .box')[arguments[0]]
            .dispatchEvent(new MouseEvent('click', {bubbles: true}))""", box)
        equal(browser.run(focused), step)
    browser.run("document.querySelectorAll('.chain .box')[1].focus()")
    browser.run("""document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))""")
    equal(browser.run(focused), "step-2")


def check_path(browser):
    """Steps at their lines, files in the order of the path, an arrow to each next step."""
    equal(browser.texts(".path figcaption"), ["src/server.cpp", "src/config.cpp"])
    equal(browser.texts(".path .step .number"), ["1", "2", "3"])
    equal(browser.texts(".path mark"), ["load_config()", "read_all", "in(path)"])
    equal(browser.texts(".path .line.hit .line-number"), ["6", "19", "5"])
    equal(browser.texts(".path .gap"), ["⋯"])
    equal(browser.texts(".path .keyword")[:3], ["void", "auto", "co_await"])
    equal(browser.texts(".path .comment"), ["/* Everything that a client", "   may ask for. */", "// The whole file's text."])
    # Each arrow begins and ends beside the numbers that it joins.
    distances = browser.run("""
        const boxes = [...document.querySelectorAll('.path .step .number')].map(n => n.getBoundingClientRect());
        return [...document.querySelectorAll('.path .arrows > path')].map((path, i) => {
          const matrix = path.getScreenCTM();
          const at = length => path.getPointAtLength(length).matrixTransform(matrix);
          const off = (point, box) => Math.abs(point.x - box.left) +
            Math.max(box.top - point.y, point.y - box.bottom, 0);
          return [off(at(0), boxes[i]), off(at(path.getTotalLength()), boxes[i + 1])];
        });""")
    equal(len(distances), 2)
    assert all(distance < 4 for pair in distances for distance in pair), distances


def check_fix_and_documentation(browser):
    browser.open(address(few, "#open=" + id_of(few, "app::status")))
    finding = browser.texts("#detail h2")[0]
    equal(browser.texts(".path .step .message"),
          ["first, this is called", finding,
           "the use is skipped when this condition is true", "the task is destroyed here"])
    equal(browser.texts(".path .step.finding .number"), ["2"])
    equal(len(browser.texts(".path .arrows > path")), 3)
    equal(browser.texts(".chain"), [])
    equal(browser.texts(".diff .line"), [
        "11−  task<int> count = count_clients(p);", "11+  int count = co_await count_clients(p);",
        "15−  co_return co_await std::move(count);", "15+  co_return count;"])
    browser.click(".documentation summary")
    equal(browser.texts(".documentation h4")[:1], ["The mistake"])
    assert "co_await" in browser.texts(".documentation pre .keyword")
    assert not any("```" in text or "](" in text for text in browser.texts(".documentation p, .documentation li"))


def check_hostile(browser):
    """What looks like markup is text."""
    browser.open(address(few, "#open=" + id_of(few, "<script>window.pwned = 2</script>")))
    equal(browser.texts("#detail h2"), ['<img src=x onerror="window.pwned = 3"></script>'])
    equal(browser.texts(".path .line.hit code"),
          ['const char *page = "</script><script>window.pwned = 1</script>";'])
    equal(browser.run("return [typeof window.pwned, document.images.length, document.scripts.length]"),
          ["undefined", 0, 2])


def check_keys(browser):
    browser.open("about:blank")
    browser.open(address(few))
    for keys, row in [(["Down"], "row-0"), (["Down"], "row-1"), (["Down", "Down"], "row-3"), (["Left"], "row-2"),
                      (["Left"], "row-2"), (["Home"], "row-0"), (["End"], "row-9")]:
        browser.type("#list", *keys)
        equal(browser.run("return document.querySelector('#list').getAttribute('aria-activedescendant')"), row)
    equal(browser.texts("#detail h2"), ["'poke' returns a lazy task"])  # in focus, so opened
    equal(browser.run("return [...document.querySelectorAll('[aria-expanded=false]')].map(n => n.textContent)"),
          ["▸coro-blocking-call1"])
    browser.type("#list", "Escape")
    equal(browser.texts("#detail h2"), ["Overview"])
    # Everything that takes input has a name.
    equal(browser.run("""return [...document.querySelectorAll('input, select, button, [tabindex="0"]')].filter(
        n => !(n.labels?.length || n.textContent.trim() || n.getAttribute('aria-label'))).length"""), 0)


def check_many(browser):
    """5000 findings: only those in sight are on the page."""
    browser.open(address(many, "#group=file"))
    equal(browser.texts("#count"), ["5,000 of 5,000 findings"])
    rows = "return document.querySelectorAll('#list .row').length"
    assert 5 < browser.run(rows) < 40, browser.run(rows)
    browser.type("#list", "End")
    equal(browser.texts(".row.active .message"), ["'kept' is number 9 of file 499"])
    assert browser.run(rows) < 40
    browser.type("#filters [name=q]", "part123 number 7")
    equal(messages(browser), ["'kept' is number 7 of file 123"])
    browser.click(FINDING)
    equal(browser.texts(".path .line.hit code"), ["  auto kept = g(7);"])
    equal(browser.texts(".path .step .message"), ["'kept' is number 7 of file 123", "made here"])
    equal(len(browser.texts(".path .arrows > path")), 1)


def check_none(browser):
    browser.open(address(none))
    equal(browser.texts("#headline"), ["0 findings in 0 files; 7 translation units checked"])
    equal(browser.texts("#detail h2, #detail h3"), ["Overview"])
    equal(browser.texts("#list .row"), [])
    browser.type("#list", "Down", "Enter", "Left")  # nothing happens


def check_narrow(browser):
    browser.open(address(few))
    shown = """return ['#findings', '#detail', '.back'].map(
        selector => document.querySelector(selector).checkVisibility())"""
    equal(browser.run(shown), [True, False, False])
    browser.click("#list .row.finding[data-row='3']")
    equal(browser.run(shown), [False, True, True])
    equal(browser.run("return document.documentElement.scrollWidth <= innerWidth"), True)
    browser.click(".back")
    equal(browser.run(shown), [True, False, False])
    equal(browser.run("return document.activeElement.id"), "list")
    browser.click("#show-overview")
    equal(browser.texts("#detail h2"), ["Overview"])
    equal(browser.run(shown), [False, True, True])
    browser.request("POST", "/back")
    equal(browser.run(shown), [True, False, False])


with Browser(driver, chromium) as browser:
    browser.open(address(few))
    check_overview(browser)
    check_grouping(browser)
    check_filters(browser)
    check_address(browser)
    check_chain(browser)
    check_path(browser)
    check_fix_and_documentation(browser)
    check_hostile(browser)
    check_keys(browser)
    check_many(browser)
    check_none(browser)
    equal(browser.console(), [])
with Browser(driver, chromium, width=500) as browser:
    check_narrow(browser)
    equal(browser.console(), [])

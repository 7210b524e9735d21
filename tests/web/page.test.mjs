// The page in a browser, as somebody uses it. test_web.py starts the
// programs and tells by the environment where they are.
import assert from "node:assert/strict";
import {mkdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {after, afterEach, before, beforeEach, test} from "node:test";

const {BAOGAO_URL: url, BAOGAO_LINK: link, BAOGAO_PACKAGES: packages, BAOGAO_SHOTS: shots,
       BAOGAO_CHROMIUM: chromiumPath} = process.env;
const require = createRequire(`${packages}/`);
const {chromium} = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDE = {width: 1440, height: 900};
const NARROW = {width: 390, height: 844};
const {paths} = await (await fetch(`${url}openapi.json`)).json();
const hasSeries = "/v1/series" in paths && "/v1/promises" in paths;
// A browser that hangs costs one test, and is told by its name.
const LIMIT = {timeout: 120000};
const withSeries = {...LIMIT, skip: hasSeries ? false : "this publisher tells no series"};
// One of these for each test: what it logged, and whom it asked.
let browser, page, complaints, foreign;

before(async () => {
  mkdirSync(shots, {recursive: true});
  browser = await chromium.launch({executablePath: chromiumPath,
                                   args: process.getuid() === 0 ? ["--no-sandbox"] : []});
}, LIMIT);
after(() => browser?.close(), LIMIT);

async function open(options = {}) {
  await page?.context().close();
  const context = await browser.newContext({viewport: WIDE, locale: "zh-CN", colorScheme: "light",
                                            ...options});
  page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.on("console", (message) =>
    ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => request.url().startsWith(url) || foreign.push(request.url()));
  return page;
}

beforeEach(async () => {
  complaints = [];
  foreign = [];
  await open();
}, LIMIT);
afterEach(() => {
  assert.deepEqual(complaints, [], "the browser complains");
  assert.deepEqual(foreign, [], "something was fetched from elsewhere");
});

async function settled() {
  await page.waitForSelector("main:not([aria-busy])");
}

async function go(hash) {
  await page.goto(url + hash);
  await settled();
}

const ask = async (path) => (await fetch(url + path)).json();

async function reportOf(name) {
  const {rows} = await ask("v1/reports?limit=1000");
  return rows.find((row) => row.document.name === name).id;
}

// A page holds no more than there was time for.
async function figuresOf(report) {
  const rows = [];
  let from = {};
  do {
    const page = await ask(`v1/figures?${new URLSearchParams({limit: 1000, report, ...from})}`);
    rows.push(...page.rows);
    from = page.next_cursor && {cursor: page.next_cursor};
  } while (from);
  return rows;
}

const shot = (name) => page.screenshot({path: `${shots}/${name}.png`});

const isSeen = (locator) => locator.evaluate((element) => {
  const box = element.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight && box.height > 0;
});

test("a figure is found, and leads to its sentence and back", LIMIT, async () => {
  await go("");
  await page.getByRole("searchbox", {name: "指标或对象"}).fill("社会消费品零售总额");
  await page.keyboard.press("Enter");
  await page.waitForURL(/object=/);
  await settled();
  const found = page.locator(".result .head");
  assert.ok(await found.count() >= 1);
  for (const subject of await page.locator(".result .subject").allTextContents())
    assert.match(subject, /社会消费品零售总额/);
  await shot("search");

  await found.first().click();
  await settled();
  const mark = page.locator(".prose a.figure[aria-current]");
  assert.equal(await mark.textContent(), "7.9%");
  assert.ok(await isSeen(mark), "the sentence is not scrolled to");
  const item = page.locator(".listing li:has([aria-current])");
  assert.match(await item.textContent(), /社会消费品零售总额/);
  await shot("report");

  // From the list to the text, and from the text to the list.
  const last = page.locator(".listing li > a").last();
  await last.click();
  assert.equal(await page.locator(".prose a.figure[aria-current]").getAttribute("data-figure"),
               await last.getAttribute("data-figure"));
  assert.ok(await isSeen(mark));
  const first = page.locator(".prose a.figure").first();
  await first.scrollIntoViewIfNeeded();
  await first.click();
  assert.match(await page.locator(".listing li:has([aria-current])").textContent(), /98.6亿元/);
  assert.ok(await isSeen(page.locator(".listing [aria-current]")));
  assert.match(page.url(), /\?at=[0-9a-f]{32}\.f/);
});

test("filters narrow what is found, and stay in the address", LIMIT, async () => {
  await go("");
  await page.getByLabel("状态").selectOption("plan");
  await page.waitForURL(/status=plan/);
  await settled();
  const statuses = await page.locator(".result").evaluateAll((items) =>
    items.map((item) => item.dataset.status));
  assert.ok(statuses.length > 0 && statuses.every((status) => status === "plan"));
  await page.reload();
  await settled();
  assert.equal(await page.getByLabel("状态").inputValue(), "plan");
  await page.getByRole("radio", {name: "报告"}).check();
  await page.waitForURL(/rows=reports/);
  await settled();
  assert.ok(await page.locator(".results.reports .result").count() > 0);
  await page.getByRole("link", {name: "清除条件"}).click();
  await page.waitForURL((at) => !at.hash.includes("status"));
});

test("words of a text lead to where they stand", LIMIT, async () => {
  await go("#/search?rows=reports");
  await page.getByRole("searchbox", {name: "全文"}).fill("生态茶园");
  await page.keyboard.press("Enter");
  await page.waitForURL(/text=/);
  await settled();
  const piece = page.locator(".snippets a").first();
  assert.equal(await piece.locator("mark").first().textContent(), "生态茶园");
  await shot("words");
  await piece.click();
  await settled();
  const target = page.locator(".prose mark.target").first();
  assert.match((await page.locator(".prose mark.target").allTextContents()).join(""), /生态茶园/);
  assert.ok(await isSeen(target));
});

test("every figure of a report is marked where it stands", LIMIT, async () => {
  const id = await reportOf("county-government-2023.txt");
  const rows = await figuresOf(id);
  await go(`#/report/${id}`);
  const marked = await page.locator(".prose a.figure").evaluateAll((marks) =>
    marks.map((mark) => [mark.dataset.figure, mark.textContent]));
  assert.ok(rows.length > 100);
  assert.deepEqual(marked, rows.map((row) => [row.id, row.figure.text]));
  const headings = await page.locator(".prose h3").allTextContents();
  assert.ok(headings.includes("一、2023年工作回顾"));
});

test("the keyboard is enough", LIMIT, async () => {
  await go(`#/report/${await reportOf("county-government-2023.txt")}`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  const place = page.locator(".place");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.match(await place.textContent(), /第 2 条/);
  assert.equal(await page.evaluate(() => document.activeElement.className), "figure");
  await page.keyboard.press("k");
  assert.match(await place.textContent(), /第 1 条/);
  await page.locator(".listing [aria-current]").focus();
  await page.keyboard.press("ArrowDown");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /6.3%/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("[aria-current]").count(), 0);
  // One stop each in text and list, whatever the number of figures.
  assert.equal(await page.locator(".prose a.figure[tabindex='0']").count(), 1);
  assert.equal(await page.locator(".listing li > a[tabindex='0']").count(), 1);
});

test("damage and its repair are both shown", LIMIT, async () => {
  const id = await reportOf("template-page.txt");
  const {repairs} = await ask(`v1/reports/${id}/text`);
  await go(`#/report/${id}`);
  assert.ok(repairs.length > 0);
  const repair = page.locator(".prose .repair").first();
  assert.ok(await repair.locator("ins").isVisible());
  assert.equal(await repair.locator("ins").textContent(), repairs[0].repaired);
  await repair.scrollIntoViewIfNeeded();
  await shot("repairs");
  await page.getByRole("radio", {name: "原文"}).check();
  assert.equal(await repair.locator("del").textContent(), repairs[0].original);
  assert.ok(!await repair.locator("ins").isVisible());
});

test("the language is switched, and remembered", LIMIT, async () => {
  await go("#/queue");
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  await page.locator("#language").click();
  await page.getByRole("heading", {name: "Queue"}).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.evaluate(() => document.activeElement.id), "language");
  await go("#/search");
  await page.getByRole("searchbox", {name: "Indicator or object"}).waitFor();
  await page.reload();
  await page.getByRole("searchbox", {name: "Indicator or object"}).waitFor();
});

test("the look follows the system until one is chosen", LIMIT, async () => {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await go("#/search");
  const light = await paper();
  await page.emulateMedia({colorScheme: "dark"});
  const dark = await paper();
  assert.notEqual(light, dark);
  await page.locator("#theme").selectOption("light");
  assert.equal(await paper(), light);
  await page.reload();
  await settled();
  assert.equal(await paper(), light);
});

test("without the token nothing can be changed, with it a dead letter is retried", LIMIT, async () => {
  await go("#/queue");
  await page.getByRole("cell", {name: "scan.bin", exact: true}).waitFor();
  assert.ok(await page.getByRole("button", {name: "重试: scan.bin"}).isDisabled());
  assert.ok(await page.locator("#steer").isDisabled());

  await go(new URL(link).hash);
  assert.equal(new URL(page.url()).hash, "#/search", "the token stays in the address");
  await go("#/queue");
  const [before] = (await ask("v1/dead")).documents;
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", {name: "重试: scan.bin"}).click();
  assert.equal((await answered).status(), 200);
  // It is read again, cannot be read again, and comes back.
  const again = async () => (await ask("v1/dead")).documents[0]?.generation;
  while (await again() !== before.generation + 1)
    await page.waitForTimeout(100);
  await page.getByRole("button", {name: "重试: scan.bin"}).waitFor();
  await shot("queue");

  await page.locator("#steer").click();
  await page.getByText("已暂停分发").waitFor();
  assert.ok((await ask("v1/status")).paused);
  await page.locator("#steer").click();
  await page.getByText("已暂停分发").waitFor({state: "detached"});
});

test("a chart is drawn", LIMIT, async () => {
  await go("#/queue");
  const chart = page.getByRole("img", {name: "近来的速度"});
  await chart.waitFor();
  await page.waitForFunction((canvas) => {
    const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value) => value !== 0);
  }, await chart.elementHandle());
});

async function pointsOf(canvas) {
  await canvas.waitFor();
  return canvas.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return globalThis.Chart.getChart(element).getDatasetMeta(0).data
      .map(({x, y}) => ({x: box.x + x, y: box.y + y}));
  });
}

test("a series is drawn, and a point leads to its sentence", withSeries, async () => {
  await go("#/series");
  await page.getByLabel("指标或对象").fill("地区生产总值");
  await page.getByLabel("地区", {exact: true}).fill("祁门县");
  await page.getByRole("button", {name: "显示"}).click();
  const canvas = page.getByRole("img", {name: /变化/}).first();
  const points = await pointsOf(canvas);
  assert.ok(points.length >= 3, `${points.length} points`);
  await shot("series");
  const table = page.locator(".as-table").first();
  await table.locator("summary").click();
  assert.equal(await table.locator("tbody tr").first().locator("td").first().textContent(), "2021");
  await canvas.scrollIntoViewIfNeeded();
  const [first] = await pointsOf(canvas);
  await page.mouse.click(first.x, first.y);
  await page.waitForURL(/#\/report\//);
  await settled();
  assert.match(await page.locator(".prose a.figure[aria-current]").textContent(), /%$/);
});

test("promises stand beside what became of them", withSeries, async () => {
  await go(`#/promises?${new URLSearchParams({place: "祁门县"})}`);
  await pointsOf(page.getByRole("img", {name: "各年目标的完成情况"}));
  const met = page.locator("tbody tr:has([data-result=met], [data-result=exceeded])");
  const rows = page.locator("tbody tr");
  await rows.first().waitFor(); // the table comes behind the chart
  // A machine that is busy reads a part in the time there is, and says so.
  while (await page.locator("main p.notice").count() > 0) {
    await page.reload();
    await rows.first().waitFor();
  }
  await met.first().getByRole("link").first().click();
  await settled();
  assert.equal(await page.locator(".prose a.figure[aria-current]").getAttribute("data-status"),
               "plan");
});

test("a report with hundreds of figures is there at once", LIMIT, async (context) => {
  const id = await reportOf("long.txt");
  const rows = await figuresOf(id);
  assert.ok(rows.length >= 500, `${rows.length} figures`);
  await go("");
  const began = performance.now();
  await page.evaluate((to) => { location.hash = to; }, `#/report/${id}`);
  await page.waitForFunction((n) => document.querySelectorAll(".prose a.figure").length === n,
                             rows.length);
  const shown = performance.now() - began;
  const picked = await page.evaluate(() => {
    const from = performance.now();
    document.querySelectorAll(".prose a.figure")[400].click();
    document.body.getBoundingClientRect();
    return performance.now() - from;
  });
  context.diagnostic(`${rows.length} figures shown in ${Math.round(shown)} ms, ` +
                     `one picked in ${Math.round(picked)} ms`);
  assert.ok(shown < 5000 && picked < 500);
});

test("what cannot be read says so", LIMIT, async () => {
  await go(`#/report/${"0".repeat(32)}.r0-1`);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.textContent(), /未能读取/);
  complaints = complaints.filter((text) => !/status of 404/.test(text));
  await go("#/nowhere");
  await page.waitForURL(/#\/search$/);
});

for (const colorScheme of ["light", "dark"])
  for (const [size, viewport] of [["wide", WIDE], ["narrow", NARROW]])
    test(`no view is hard to use: ${colorScheme}, ${size}`, LIMIT, async () => {
      await open({colorScheme, viewport, locale: size === "wide" ? "zh-CN" : "en-GB"});
      await go(new URL(link).hash);
      const id = await reportOf("county-government-2023.txt");
      const place = "祁门县";
      const views = {
        search: "#/search", report: `#/report/${id}`, queue: "#/queue",
        ...(hasSeries && {
          series: `#/series?${new URLSearchParams({object: "地区生产总值", place})}`,
          promises: `#/promises?${new URLSearchParams({place})}`,
        }),
      };
      for (const [name, hash] of Object.entries(views)) {
        await go(hash);
        if (name === "report")
          await page.keyboard.press("j");
        await page.waitForTimeout(200);
        await shot(`${name}-${colorScheme}-${size}`);
        const excess = await page.evaluate(() =>
          document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(excess <= 0, `${name} is ${excess} px too wide`);
        await page.evaluate(axe);
        const {violations} = await page.evaluate(() => globalThis.axe.run());
        assert.deepEqual(violations.filter(({impact}) => ["serious", "critical"].includes(impact))
          .map(({id: rule, nodes}) => [name, rule, nodes.slice(0, 3).map((node) => node.html)]), []);
      }
    });

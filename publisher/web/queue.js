// How the head is: what waits, who works, what was set aside.
import {get, order} from "./api.js";
import {chart, colour} from "./charts.js";
import {add, h, replace, say} from "./dom.js";
import {count, duration, size, time} from "./format.js";
import {failure, table} from "./parts.js";
import {settings} from "./settings.js";
import {t} from "./words.js";

const POLL_MS = 2000;
const SAMPLES = 150; // five minutes
const LISTED = 200;

function tilesOf(status) {
  const tiles = [
    ["done", count(status.done)], ["waiting", count(status.waiting)],
    ["leased", count(status.leased)], ["dead", count(status.dead)],
  ];
  const facts = [
    ["oldest", status.waiting ? duration(status.oldest_waiting_ms) : null],
    ["duplicates", count(status.duplicates)], ["disk_free", size(status.disk_free_bytes)],
    ["uptime", duration(status.uptime_ms)],
  ].filter(([, text]) => text !== null);
  return [
    status.paused && h("p", {class: "notice"}, t("paused")),
    h("dl", {class: "tiles"}, tiles.map(([name, text]) =>
      h("div", {data: {tile: name}}, h("dt", {}, t(name)), h("dd", {}, text)))),
    h("dl", {class: "facts"}, facts.map(([name, text]) =>
      h("div", {}, h("dt", {}, t(name)), h("dd", {}, text)))),
  ];
}

function workersOf(workers) {
  if (!workers.length)
    return h("p", {class: "quiet"}, t("no_workers"));
  const columns = [{title: t("worker")}, {title: t("mode")},
    ...["children", "working", "credit", "leased", "taken"].map((name) =>
      ({title: t(name), class: "right"}))];
  return table(columns, workers.map((worker) => ({cells: [
    worker.name, t(`mode_${worker.mode}`), ...[worker.children, worker.working, worker.credit,
      worker.leased, worker.taken].map(count)]})), {label: t("workers")});
}

const nameOf = (document) => document.name || document.document_id.slice(0, 12);

function deadOf(documents) {
  if (!documents.length)
    return h("p", {class: "quiet"}, t("no_dead"));
  const button = (document, action) =>
    h("button", {type: "button", disabled: !settings.token, data: {action, document: document.document_id},
                 "aria-label": `${t(action)}: ${nameOf(document)}`}, t(action));
  const columns = [{title: t("name")}, {title: t("reason"), class: "wide"},
    {title: t("attempts"), class: "right"}, {title: t("size"), class: "right"},
    {title: t("failed_at")}, {title: t("actions")}];
  return table(columns, documents.map((document) => ({cells: [
    h("span", {lang: "zh", title: document.document_id}, nameOf(document)), document.reason,
    count(document.attempts), size(document.bytes), time(document.failed_ms),
    h("span", {class: "buttons"}, button(document, "retry"), button(document, "drop"))]})),
    {label: t("dead_letters")});
}

function waitingOf(documents) {
  if (!documents.length)
    return h("p", {class: "quiet"}, t("no_waiting"));
  const columns = [{title: t("name")}, {title: t("priority"), class: "right"},
    {title: t("size"), class: "right"}, {title: t("accepted_at")}, {title: t("with_worker")}];
  return table(columns, documents.map((document) => ({cells: [
    h("span", {lang: "zh"}, nameOf(document)), document.priority, size(document.bytes),
    time(document.accepted_ms), document.leased_by ?? ""]})), {label: t("waiting_documents")});
}

// Rates between two looks, since the start of this view.
class Rates {
  constructor() {
    this.last = null;
    this.points = [];
  }

  add(status) {
    const now = {at: performance.now(), accepted: status.accepted, done: status.done};
    if (!this.last) {
      // What the head says of its last minute comes before what is seen here.
      const minutes = Math.max(status.recent_ms, 1000) / 60000;
      this.points.push({accepted: status.recent_accepted / minutes,
                        done: status.recent_done / minutes});
    } else {
      const minutes = (now.at - this.last.at) / 60000;
      const rate = (name) => Math.max(0, now[name] - this.last[name]) / minutes;
      this.points.push({accepted: rate("accepted"), done: rate("done")});
      this.points.splice(0, this.points.length - SAMPLES);
    }
    this.last = now;
  }

  configuration() {
    const line = (name, kind) => ({label: t(`rate_${name}`), data: [], borderColor: colour(kind),
                                   backgroundColor: colour(kind),
                                   borderWidth: 1.5, pointRadius: 0, tension: 0.2});
    const made = {
      type: "line",
      data: {labels: [], datasets: [line("accepted", "plan"), line("done", "ink")]},
      options: {
        scales: {x: {display: false},
                 y: {beginAtZero: true, suggestedMax: 10, ticks: {maxTicksLimit: 4},
                     title: {display: true, text: t("per_minute")}}},
      },
    };
    this.fill(made);
    return made;
  }

  fill({data}) {
    data.labels = this.points.map(() => "");
    data.datasets[0].data = this.points.map((point) => point.accepted);
    data.datasets[1].data = this.points.map((point) => point.done);
  }
}

export async function show(main, {signal}) {
  const rates = new Rates();
  const parts = Object.fromEntries(["tiles", "workers", "dead", "waiting", "trouble"].map((name) =>
    [name, h("div", {id: `queue-${name}`})]));
  const drawn = await chart(t("rates"), () => rates.configuration(), signal);
  const steer = h("button", {type: "button", id: "steer", disabled: !settings.token,
                             on: {click: () => act(steer.dataset.path)}});
  const retryAll = h("button", {type: "button", id: "retry-all", disabled: true,
                                on: {click: () => everyDead()}}, t("retry_all"));
  let dead = [], timer = 0, listed = "";

  add(main, [
    h("div", {class: "title"}, h("h1", {}, t("queue")), steer),
    !settings.token && h("p", {class: "notice"}, t("token_needed")),
    parts.trouble, parts.tiles,
    h("section", {}, h("h2", {}, t("rates")), drawn.box),
    h("section", {}, h("h2", {}, t("workers")), parts.workers),
    h("section", {}, h("div", {class: "title"}, h("h2", {}, t("dead_letters")), retryAll), parts.dead),
    h("section", {}, h("h2", {}, t("waiting_documents")), parts.waiting)]);

  async function act(path) {
    try {
      const answer = await order(path);
      replace(parts.trouble);
      await look();
      return answer;
    } catch (error) {
      replace(parts.trouble, failure(error));
      return null;
    }
  }

  async function actOn({action, document}, button) {
    if (action === "drop" && button.textContent !== t("drop_sure")) {
      button.textContent = t("drop_sure");
      return;
    }
    const name = nameOf(dead.find((one) => one.document_id === document));
    const answer = await act(`/v1/dead/${document}/${action}`);
    if (answer)
      say(t("order_done", {name, state: t(action)}));
  }

  async function everyDead() {
    for (const document of dead)
      if (!await act(`/v1/dead/${document.document_id}/retry`))
        return;
  }

  async function list(status) {
    const now = [status.dead, status.waiting, status.leased, status.accepted, status.commits].join();
    if (now === listed)
      return;
    const [deadPage, waitingPage] = await Promise.all([
      get("/v1/dead", {limit: LISTED}, signal), get("/v1/waiting", {limit: LISTED}, signal)]);
    dead = deadPage.documents;
    retryAll.disabled = !settings.token || !dead.length;
    replace(parts.dead, deadOf(dead));
    replace(parts.waiting, waitingOf(waitingPage.documents));
    listed = now;
  }

  async function look() {
    const status = await get("/v1/status", {}, signal);
    rates.add(status);
    drawn.update(({data}) => rates.fill({data}));
    steer.dataset.path = status.paused ? "/v1/resume" : "/v1/pause";
    steer.textContent = t(status.paused ? "resume" : "pause");
    replace(parts.tiles, tilesOf(status));
    replace(parts.workers, workersOf(status.workers));
    await list(status);
  }

  async function poll() {
    try {
      await look();
      if (parts.trouble.dataset.isOfPoll)
        replace(parts.trouble);
      delete parts.trouble.dataset.isOfPoll;
    } catch (error) {
      if (signal.aborted)
        return;
      replace(parts.trouble, failure(error));
      parts.trouble.dataset.isOfPoll = "true";
    }
    timer = setTimeout(poll, POLL_MS);
  }

  parts.dead.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action]");
    if (button)
      actOn(button.dataset, button);
  });
  signal.addEventListener("abort", () => clearTimeout(timer));
  await poll();
  return t("queue");
}

// Numbers, times and sizes as people read them.
import {settings} from "./settings.js";
import {named, t} from "./words.js";

const locale = () => (settings.language === "zh" ? "zh-CN" : "en-GB");

// A decimal string keeps every digit: "9860000000" → "9,860,000,000".
export function decimal(text) {
  if (text === null || text === undefined)
    return "";
  const [whole, part] = text.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
}

export const count = (number) => number.toLocaleString(locale());

// "40亿", for the scale of a chart.
export const short = (number) =>
  new Intl.NumberFormat(locale(), {notation: "compact", maximumSignificantDigits: 4}).format(number);

export const list = (words) => words.join(settings.language === "zh" ? "、" : ", ");

export function time(ms) {
  return ms ? new Date(ms).toLocaleString(locale(),
                                          {dateStyle: "medium", timeStyle: "short"}) : "";
}

export function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let at = 0;
  for (; bytes >= 1024 && at + 1 < units.length; at++)
    bytes /= 1024;
  return `${at && bytes < 10 ? bytes.toFixed(1) : Math.round(bytes)} ${units[at]}`;
}

export function duration(ms) {
  const units = settings.language === "zh"
    ? [[86400, "天"], [3600, "小时"], [60, "分"], [1, "秒"]]
    : [[86400, " d"], [3600, " h"], [60, " min"], [1, " s"]];
  let seconds = Math.floor(ms / 1000);
  const parts = [];
  for (const [length, unit] of units) {
    const n = Math.floor(seconds / length);
    seconds -= n * length;
    if (n || (length === 1 && !parts.length))
      parts.push(n + unit);
  }
  return parts.slice(0, 2).join(" ");
}

// "增长 · 地区生产总值", with what is there.
export const subject = (figure) => figure.object ?? figure.action ?? "";

export function value(figure) {
  const range = figure.upper ? `${decimal(figure.value)}–${decimal(figure.upper)}`
                             : decimal(figure.value);
  const sign = figure.direction === "down" ? "−" : figure.direction === "up" ? "+" : "";
  const unit = (figure.unit ?? "") + (figure.per ? `/${figure.per}` : "");
  return `${sign}${range} ${unit}`.trim();
}

export const bound = (figure) => named("bound", figure.bound);

export function reportTitle(report) {
  return report.title ?? t("untitled");
}

// "祁门县 · 2023 · 政府"
export function reportFacts(report) {
  return [report.place?.name, report.year, named("genre", report.genre)]
    .filter(Boolean).join(" · ");
}

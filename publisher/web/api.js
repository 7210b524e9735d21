// Questions to the publisher.
import {settings} from "./settings.js";

export class Failure extends Error {
  constructor(status, error) {
    super(error.reason);
    this.status = status;
    this.code = error.code;
    this.field = error.field;
  }
}

async function ask(method, path, signal) {
  const headers = settings.token ? {Authorization: `Bearer ${settings.token}`} : {};
  let answer;
  try {
    answer = await fetch(path, {method, headers, signal});
  } catch (error) {
    if (error.name === "AbortError")
      throw error;
    throw new Failure(0, {code: "unreachable", field: null, reason: error.message});
  }
  const body = await answer.json();
  if (!answer.ok)
    throw new Failure(answer.status, body.error);
  return body;
}

// Parameters without a value are left out.
export function query(parameters) {
  const filled = Object.entries(parameters)
    .filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return filled.length ? "?" + new URLSearchParams(filled) : "";
}

export const get = (path, parameters = {}, signal = undefined) =>
  ask("GET", path + query(parameters), signal);

export const order = (path) => ask("POST", path);

// All rows of a listing, page by page.
export async function getAll(path, parameters, signal) {
  const rows = [];
  let cursor = null;
  do {
    const page = await get(path, {...parameters, limit: 1000, cursor}, signal);
    rows.push(...page.rows);
    cursor = page.next_cursor;
  } while (cursor);
  return rows;
}

// What this publisher answers, as its OpenAPI document tells.
const known = {};

export async function learn() {
  const {paths} = await get("/openapi.json");
  for (const [path, methods] of Object.entries(paths))
    known[path] = new Set((methods.get ?? methods.post).parameters
      ?.map((parameter) => parameter.name));
}

export const knows = (path, parameter = null) =>
  path in known && (parameter === null || known[path].has(parameter));

// What a reader has chosen: language and look stay, the token goes with the tab.

function stored(name, known, fallback) {
  const value = localStorage.getItem(name);
  return known.includes(value) ? value : fallback;
}

export const settings = {
  language: stored("language", ["zh", "en"],
                   navigator.language.startsWith("zh") ? "zh" : "en"),
  theme: stored("theme", ["light", "dark"], "auto"),
  token: sessionStorage.getItem("token"),
};

export function setLanguage(language) {
  settings.language = language;
  localStorage.setItem("language", language);
}

export function setTheme(theme) {
  settings.theme = theme;
  if (theme === "auto") {
    localStorage.removeItem("theme");
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem("theme", theme);
    document.documentElement.dataset.theme = theme;
  }
}

export function setToken(token) {
  settings.token = token || null;
  if (token)
    sessionStorage.setItem("token", token);
  else
    sessionStorage.removeItem("token");
}

// A link from `baogao status --url` carries the token behind "#"; it must
// not stay in the address, where it would be copied along.
export function takeTokenFromAddress() {
  const found = location.hash.match(/^#token=([0-9a-f]{64})$/);
  if (!found)
    return;
  setToken(found[1]);
  history.replaceState(null, "", "#/search");
}

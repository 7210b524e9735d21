// Before the page is drawn: the look that was chosen, if one was.
{
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark")
    document.documentElement.dataset.theme = chosen;
}

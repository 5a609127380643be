// Filters of the HTML report. Everything is in the page already; this only hides and shows.
"use strict";
(() => {
  const form = document.querySelector("form.filters");
  if (!form) return;
  document.documentElement.classList.add("has-script");
  const search = form.elements.search;
  const status = document.getElementById("shown");
  const groups = [...document.querySelectorAll("section.group")].map((group) => ({
    element: group,
    findings: [...group.querySelectorAll("details.finding")].map((element) => ({
      element,
      verdict: element.dataset.verdict,
      severity: Number(element.dataset.severity),
      text: "",
    })),
  }));
  const total = groups.reduce((sum, group) => sum + group.findings.length, 0);

  // Made when it is first asked for: ten thousand findings are megabytes.
  const textOf = (finding, group) => {
    if (!finding.text) {
      finding.text = (group.element.firstElementChild.textContent + " " +
        finding.element.textContent).toLowerCase();
    }
    return finding.text;
  };

  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set([...form.querySelectorAll("input[name=verdict]:checked")]
      .map((box) => box.value));
    const least = Number(form.elements.severity.value);
    let shown = 0;
    for (const group of groups) {
      let inGroup = 0;
      for (const finding of group.findings) {
        const fits = verdicts.has(finding.verdict) && finding.severity >= least &&
          words.every((word) => textOf(finding, group).includes(word));
        if (finding.element.hidden === fits) finding.element.hidden = !fits;
        if (fits) ++inGroup;
      }
      group.element.hidden = inGroup === 0;
      shown += inGroup;
    }
    status.textContent = shown === total ? `All ${total} findings are shown.`
      : `${shown} of ${total} findings are shown.`;
  };

  let waiting = 0;
  const applySoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  };
  const setAll = (open) => {
    for (const group of groups) {
      for (const { element } of group.findings) if (!element.hidden) element.open = open;
    }
  };

  form.addEventListener("input", (event) => (event.target === search ? applySoon() : apply()));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.getElementById("open-all").addEventListener("click", () => setAll(true));
  document.getElementById("close-all").addEventListener("click", () => setAll(false));

  // "/" goes to the search, Escape empties it, the arrows go from finding to finding.
  const step = (from, by) => {
    const summaries = [...document.querySelectorAll("details.finding:not([hidden]) > summary")]
      .filter((summary) => !summary.closest("section.group").hidden);
    const next = summaries[summaries.indexOf(from) + by];
    if (next) next.focus();
    return Boolean(next);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    const writes = target.matches("input[type=search], select");
    if (event.key === "/" && !writes) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && target === search) {
      search.value = "";
      apply();
    } else if (target.matches("details.finding > summary") &&
        (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      if (step(target, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    }
  });

  // A link to a finding opens it; paper shows all that the filters show.
  const openLinked = () => {
    const linked = location.hash && document.getElementById(location.hash.slice(1));
    if (linked && linked.matches("details.finding")) linked.open = true;
  };
  window.addEventListener("hashchange", openLinked);
  window.addEventListener("beforeprint", () => setAll(true));
  openLinked();
  apply();
})();

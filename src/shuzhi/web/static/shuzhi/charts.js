// Draws the charts of a page from their specifications, in the colours of the theme and the width there is.
// Expressions are interpreted, never compiled, so that the page needs no permission to make code from text.
"use strict";

(() => {
  const places = [...document.querySelectorAll("[data-chart]")];
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const config = (base, narrow, months) => {
    const ink = token("--ink");
    const soft = token("--ink-soft");
    return {
      ...base,
      bar: { color: token("--bar") },
      rule: { color: ink },
      tick: { color: ink },
      point: { color: ink },
      text: { color: ink, ...(narrow && months ? { fontSize: 9 } : {}) },
      axis: {
        ...base.axis,
        labelColor: soft,
        titleColor: soft,
        gridColor: token("--line"),
        domainColor: token("--line-strong"),
        tickColor: token("--line-strong"),
        labelFontSize: narrow ? (months ? 8 : 11) : 12,
        ...(narrow ? { labelLimit: 110 } : {}),
      },
    };
  };

  const draw = async (place) => {
    const given = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    const narrow = place.clientWidth < 480;
    // Twelve months on a telephone: long numbers stay in the table only.
    const months = given.data.values.length > 6 && given.height === 200;
    const data = narrow && months
      ? { values: given.data.values.map((one) => ({ ...one, words: one.words.length > 3 ? "" : one.words })) }
      : given.data;
    const spec = {
      ...given,
      data,
      width: "container",
      background: "transparent",
      padding: 4,
      autosize: { type: "fit-x", contains: "padding" },
      config: config(given.config, narrow, months),
    };
    const drawn = await window.vegaEmbed(place, spec, {
      actions: false, ast: true, defaultStyle: false, renderer: "svg", tooltip: false,
    });
    place.querySelector("svg").setAttribute("aria-hidden", "true"); // the place itself says what is drawn
    place.dataset.drawn = "yes";
    return drawn;
  };

  let held = [];
  const all = async () => {
    held.forEach((one) => one.finalize());
    held = await Promise.all(places.map(draw));
  };
  all();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  window.matchMedia("(max-width: 39.99rem)").addEventListener("change", all);
})();

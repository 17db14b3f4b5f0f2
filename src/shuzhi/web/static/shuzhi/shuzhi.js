// The menu on narrow screens. Everything else works without scripts; without this one the menu simply stays open.
"use strict";

(() => {
  const button = document.querySelector("[data-menu-button]");
  const menu = button && document.getElementById(button.getAttribute("aria-controls"));
  if (!menu) return;

  const narrow = window.matchMedia("(max-width: 63.99rem)");
  const show = (open) => {
    menu.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };

  button.hidden = false;
  show(!narrow.matches);
  narrow.addEventListener("change", () => show(!narrow.matches));
  button.addEventListener("click", () => show(menu.hidden));
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && narrow.matches) {
      show(false);
      button.focus();
    }
  });
})();

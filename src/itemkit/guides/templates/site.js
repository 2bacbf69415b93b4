// What every page does: it remembers how it is to be shown. Without this script the boxes work too, for one page.
(() => {
  "use strict";

  const remembered = (name) => {
    try {
      return localStorage.getItem(name);
    } catch (refused) {
      return null;
    }
  };
  const remember = (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch (refused) {
      // private windows, or no storage at all: the choice holds for this page
    }
  };

  const large = document.getElementById("large");
  if (large) {
    large.checked = remembered("itemkit:large") === "yes";
    large.addEventListener("change", () => remember("itemkit:large", large.checked ? "yes" : "no"));
  }

  // The box turns the system's choice around; what is remembered is the choice itself.
  const theme = document.getElementById("theme");
  if (theme) {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const shown = () => (system.matches === theme.checked ? "light" : "dark");
    const show = () => {
      const wanted = remembered("itemkit:theme");
      theme.checked = wanted !== null && wanted !== (system.matches ? "dark" : "light");
    };
    show();
    theme.addEventListener("change", () => remember("itemkit:theme", shown()));
    if (system.addEventListener) system.addEventListener("change", show);
  }

  // The menu closes when somebody goes on elsewhere, and by the Escape key.
  const menu = document.querySelector(".menu");
  if (menu) {
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
  }
})();

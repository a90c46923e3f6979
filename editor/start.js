// Puts the editor in the place of the plain form, and completes from what the release holds; nothing leaves the site.
"use strict";

(function () {
  const script = document.currentScript;
  const form = document.getElementById("query-form");
  const field = form && form.querySelector("textarea");
  if (!form || !field || typeof Yasgui === "undefined") return;
  const folder = new URL(".", script.src);
  const endpoint = form.action;

  const place = document.querySelector("[data-editor]") || form.parentNode.insertBefore(document.createElement("div"), form);
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "plain";
  toggle.textContent = script.dataset.plain || "…";
  toggle.setAttribute("aria-expanded", "false");
  toggle.setAttribute("aria-controls", form.id);
  toggle.addEventListener("click", () => {
    form.hidden = !form.hidden;
    toggle.setAttribute("aria-expanded", String(!form.hidden));
  });

  // Each tab is an editor and a table of its own, so there are only so many: the button stands still until one is closed.
  const MOST_TABS = 10;
  const limit = (editor) => {
    const add = editor.addTab.bind(editor);
    const isFull = () => Object.keys(editor._tabs).length >= MOST_TABS;
    const settle = () => setTimeout(() => {
      const button = place.querySelector("button.addTab");
      if (button) button.disabled = isFull();
    });
    editor.addTab = (...given) => (isFull() ? editor.getTab() : add(...given));
    editor.on("tabAdd", settle);
    editor.on("tabClose", settle);
  };

  const Yasqe = Yasgui.Yasqe;
  ["class", "property", "prefixes"].forEach((name) => {
    Yasqe.defaults.autocompleters = Yasqe.defaults.autocompleters.filter((known) => known !== name);
  });

  fetch(new URL("terms.json", folder)).then((answer) => answer.json()).then((terms) => {
    for (const kind of ["class", "property"]) {
      Yasqe.registerAutocompleter(
        Object.assign({}, Yasqe.Autocompleters && Yasqe.Autocompleters[kind], {
          name: "release-" + kind, bulk: true, autoShow: false, persistenceId: null, get: () => terms[kind], postProcessSuggestion: undefined,
        }), true);
    }
  }).catch(() => undefined).then(() => {
    form.hidden = true;
    const editor = new Yasgui(place, {
      requestConfig: { endpoint: endpoint, method: "GET" },
      endpointCatalogueOptions: { getData: () => [{ endpoint: endpoint }], keys: ["endpoint"] },
      copyEndpointOnNewTab: true,
      persistenceId: null,
      populateFromUrl: false,
      yasqe: { value: field.value, showQueryButton: true, persistenceId: null },
      yasr: { persistenceId: null },
    });
    limit(editor);
    place.after(toggle);
  });
})();

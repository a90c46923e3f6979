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

  // The editor speaks English; what it says by itself is put into the language of the page, what was asked and answered stays.
  const words = JSON.parse(script.dataset.words || "{}");
  const patterns = Object.keys(words).filter((own) => own.includes("{")).map((own) => ({
    names: own.match(/\{\w+\}/g),
    form: new RegExp("^" + own.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "(.+?)") + "$"),
    said: words[own],
  }));
  const said = (text) => {
    const own = text.trim();
    if (Object.hasOwn(words, own)) return text.replace(own, () => words[own]);
    for (const { names, form, said: other } of patterns) {
      const found = form.exec(own);
      if (found) return names.reduce((line, name, number) => line.replace(name, () => found[number + 1]), other);
    }
    return text;
  };
  const put = (node) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    if (!element || element.closest(".CodeMirror-lines, .yasr tbody, .dt-column-title")) return;
    if (node.nodeType === Node.TEXT_NODE) {
      const text = said(node.data);
      if (text !== node.data) node.data = text;
      return;
    }
    for (const name of ["title", "aria-label", "placeholder"]) {
      const text = element.getAttribute(name);
      if (text && said(text) !== text) element.setAttribute(name, said(text));
    }
    node.childNodes.forEach(put);
  };
  if (Object.keys(words).length) {
    new MutationObserver((changes) => changes.forEach((change) => {
      if (change.type === "childList") change.addedNodes.forEach(put);
      else put(change.target);
    })).observe(place, {
      subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["title", "aria-label", "placeholder"],
    });
  }

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

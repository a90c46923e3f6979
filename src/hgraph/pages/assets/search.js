// Searches the index of the release in this page: nothing is sent anywhere. Without this script the list of all things does.
"use strict";
(() => {
  const form = document.getElementById("search");
  const input = document.getElementById("q");
  const found = document.getElementById("found");
  const list = document.getElementById("results");
  const MOST = 50;
  let loading = null;
  let bundles = null;
  let asked = 0;

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const load = () => {
    loading ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = form.dataset.index;
      script.onload = () => {
        const { kinds, things } = window.hgraphIndex;
        done(things.map(([name, kind, place, more]) => ({
          name, place, more, kind: kinds[kind], inName: folded(name), all: folded(`${name} ${kinds[kind]} ${more}`),
        })));
      };
      script.onerror = failed;
      document.head.append(script);
    });
    return loading;
  };

  const closeness = (thing, words, text) => {
    if (thing.inName === text) return 0;
    if (thing.inName.startsWith(text)) return 1;
    if (words.every((word) => thing.inName.includes(word))) return 2;
    return 3;
  };

  const inIndex = async (text) => {
    const words = folded(text).split(/\s+/).filter(Boolean);
    const things = (await load()).filter((thing) => words.every((word) => thing.all.includes(word)));
    const ranked = things.map((thing, order) => ({ thing, order, near: closeness(thing, words, folded(text).trim()) }));
    ranked.sort((a, b) => a.near - b.near || a.order - b.order);
    return {
      count: ranked.length,
      shown: ranked.slice(0, MOST).map(({ thing }) => ({
        href: `${thing.place}.${form.dataset.language}.html`, name: thing.name, kind: thing.kind, more: [[thing.more, false]],
      })),
    };
  };

  const inBundle = async (text) => {
    bundles ??= (async () => {
      const whole = await import(new URL(form.dataset.bundle, document.baseURI).href);
      const more = (form.dataset.more ?? "").split(" ").filter(Boolean);
      await Promise.all(more.map((part) => whole.mergeIndex(new URL(part, document.baseURI).href)));
      return whole;
    })();
    const pagefind = await bundles;
    const { results } = await pagefind.search(text);
    const pages = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
    return {
      count: results.length,
      shown: pages.map((each) => ({
        href: each.url, name: each.meta.title, kind: each.meta.kind ?? "", more: without(marked(each.excerpt), each.meta.title),
      })),
    };
  };

  // The excerpt of Pagefind is markup with words marked: only its text is taken, and what is marked.
  const marked = (markup) => {
    const body = new DOMParser().parseFromString(markup, "text/html").body;
    return [...body.childNodes].map((node) => [node.textContent, node.nodeName === "MARK"]);
  };

  // An excerpt often starts with the title that stands above it already.
  const without = (pieces, title) => {
    const text = pieces.map(([piece]) => piece).join("");
    if (!text.startsWith(title)) return pieces;
    let left = title.length + text.slice(title.length).match(/^[.\s]*/)[0].length;
    return pieces.map(([piece, hit]) => {
      const cut = Math.min(left, piece.length);
      left -= cut;
      return [piece.slice(cut), hit];
    }).filter(([piece]) => piece);
  };

  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const show = ({ count, shown }) => {
    list.replaceChildren(...shown.map((each) => {
      const item = document.createElement("li");
      const link = element("a", each.name);
      link.href = each.href;
      item.append(link, " ", element("span", each.kind, "count"));
      if (each.more.some(([text]) => text)) {
        const more = element("p", "", "note");
        more.append(...each.more.map(([text, hit]) => (hit ? element("mark", text) : text)));
        item.append(more);
      }
      return item;
    }));
    list.hidden = !shown.length;
    const { none, one, many, first } = form.dataset;
    const said = !count ? none : count === 1 ? one : count > shown.length ? first : many;
    found.textContent = said.replace("{count}", count).replace("{shown}", shown.length);
  };

  const search = async () => {
    const text = input.value.trim();
    const number = ++asked;
    if (!text) {
      list.hidden = true;
      found.textContent = "";
      return;
    }
    let answer;
    try {
      answer = form.dataset.bundle ? await inBundle(text).catch(() => inIndex(text)) : await inIndex(text);
    } catch {
      found.textContent = form.dataset.failed;
      return;
    }
    if (number === asked) show(answer);
  };

  let waiting = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`);
    search();
  });
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  search();
})();

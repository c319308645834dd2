// Accessibility checks of the page, as an object of functions.
(() => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  // Red, green and blue from 0 to 255, and alpha from 0 to 1.
  function colour(css) {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  }

  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);

  // Relative luminance and contrast ratio as defined in WCAG 2.2.
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  function ratio(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  const COLOURS = /(?:rgba?|color|oklab|oklch)\([^()]*\)/g;
  const PICTURES = ".has-picture.is-bare > .bubble, .media";
  const ANY_PICTURE = [[0, 0, 0, 1], [255, 255, 255, 1]];

  // Every colour that may be behind an element; for a picture, both black and white.
  function behind(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      const drawn = [backgroundColor, ...(backgroundImage.match(COLOURS) ?? [])].map(colour).filter((c) => c[3] > 0);
      if (drawn.length) layers.push(drawn);
      if (at.matches(PICTURES)) layers.push(ANY_PICTURE);
      if (layers.at(-1)?.every((c) => c[3] === 1)) break;
    }
    let found = [[255, 255, 255, 1]];
    for (const layer of layers.reverse()) found = layer.flatMap((top) => found.map((below) => over(top, below)));
    return found;
  }

  const worst = (css, element) => Math.min(...behind(element).map((ground) => ratio(over(colour(css), ground), ground)));
  const SEEN = { opacityProperty: true, visibilityProperty: true };
  const isSeen = (element) => element.checkVisibility(SEEN) && !element.closest(".hidden-text, [inert], :disabled");
  const isClear = (css) => colour(css)[3] === 0;
  const named = (element) => `${element.id || element.className || element.tagName} “${element.textContent.trim().slice(0, 40)}”`;

  function* texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const words = walker.currentNode.data.trim();
      if (!/[\p{L}\p{N}]/u.test(words) || !isSeen(element) || isClear(color)) continue;
      const isLarge = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700);
      yield [words, color, element, isLarge ? 3 : 4.5];
    }
  }

  function* icons() {
    for (const icon of document.querySelectorAll("svg.icon")) {
      const { color } = getComputedStyle(icon);
      if (isSeen(icon) && !isClear(color)) yield [icon.firstElementChild.getAttribute("href"), color, icon, 3];
    }
  }

  function* placeholders() {
    for (const field of document.querySelectorAll("input, textarea")) {
      if (isSeen(field) && field.placeholder) yield [field.placeholder, getComputedStyle(field, "::placeholder").color, field, 4.5];
    }
  }

  return {
    // Visible texts, icons and placeholders with too little contrast.
    pale: () =>
      [...texts(), ...icons(), ...placeholders()]
        .map(([what, css, element, least]) => [what, worst(css, element), least])
        .filter(([, got, least]) => got < least)
        .map(([what, got, least]) => `${what}: ${got.toFixed(2)} is less than ${least}`),

    // Controls smaller than a fingertip; links inside a text are exempt.
    small: () =>
      [...document.querySelectorAll("button, a[href], input:not([type=checkbox]), select, textarea, summary, [role=option]")]
        .filter((it) => it.checkVisibility(SEEN) && !it.closest("[inert], .words"))
        .map((it) => [it, it.getBoundingClientRect()])
        .filter(([, { width, height }]) => Math.round(height) < 44 || Math.round(width) < 40)
        .map(([it, { width, height }]) => `${named(it)}: ${width} × ${height}`),

    // Elements whose content overflows horizontally.
    wide: () =>
      [document.documentElement, ...document.querySelectorAll(".log, .log button, .log a, .keys button, .popover, .tools, dialog")]
        .filter((it) => it.checkVisibility() && getComputedStyle(it).display !== "inline" && it.scrollWidth > it.clientWidth + 1)
        .map((it) => `${named(it)}: ${it.scrollWidth} in ${it.clientWidth}`),

    // The focused element, and the width and contrast of its focus ring.
    focus() {
      const element = document.activeElement;
      const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(element);
      const ground = parseFloat(outlineOffset) < 0 ? element : element.parentElement;
      return {
        name: element.getAttribute("aria-label") ?? (element.textContent.trim() || named(element)),
        ring: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
        contrast: worst(outlineColor, ground),
      };
    },
  };
})();

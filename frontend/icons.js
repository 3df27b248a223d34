/** One file with a `<symbol>` for each icon we use, so that a page fetches its icons once. A missing icon stops the build. */
export function iconSprite(names, fromPackage) {
  const symbols = names.map((name) => symbol(name, fromPackage(`lucide-static/icons/${name}.svg`).toString("utf8")));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

function symbol(name, source) {
  const drawing = source
    .replace(/<!--.*?-->/gs, "")
    .replace(/<svg[^>]*>/, "")
    .replace("</svg>", "")
    .replace(/\s+/g, " ")
    .replaceAll("> <", "><")
    .replaceAll(" />", "/>")
    .trim();
  return (
    `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ` +
    `stroke-linecap="round" stroke-linejoin="round">${drawing}</symbol>`
  );
}

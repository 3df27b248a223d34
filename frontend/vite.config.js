import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { iconSprite } from "./icons.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const fromPackage = (path) => readFileSync(here(`../node_modules/${path}`));

/** Parts of the locked packages that pages use as they are. Names carry no hash: Django's static storage adds it. */
const thirdPartyParts = {
  name: "third-party-parts",
  generateBundle() {
    const emit = (fileName, source) => this.emitFile({ type: "asset", fileName: `built/${fileName}`, source });
    emit("htmx.js", fromPackage("htmx.org/dist/htmx.min.js"));
    emit("icons.svg", iconSprite(JSON.parse(readFileSync(here("icons.json"), "utf8")), fromPackage));
    emit("font.css", readFileSync(here("font.css")));
    emit(
      "plus-jakarta-sans.woff2",
      fromPackage("@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2"),
    );
    emit("zxing.wasm", fromPackage("zxing-wasm/dist/reader/zxing_reader.wasm"));
  },
};

export default defineConfig({
  root: here("."),
  logLevel: "warn",
  publicDir: false,
  plugins: [thirdPartyParts],
  build: {
    outDir: here("dist"),
    emptyOutDir: true,
    modulePreload: false,
    target: "es2022",
    rollupOptions: {
      input: { scanner: here("scanner/scanner.js"), timeline: here("timeline/timeline.js") },
      preserveEntrySignatures: "strict",
      output: {
        format: "es",
        entryFileNames: "built/[name].js",
        chunkFileNames: "built/[name].js",
        assetFileNames: "built/[name][extname]",
      },
    },
  },
});

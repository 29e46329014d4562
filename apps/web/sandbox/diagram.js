// Draws Mermaid diagrams inside a sandboxed frame: an origin of its own, no network, no way to navigate the page.
// In: { source, colours }. Out: { kind: "ready" }, { kind: "size", width, height }, { kind: "failed" }.
import mermaid from "./mermaid/mermaid.esm.min.mjs";

const drawing = document.getElementById("drawing");
const say = (message) => parent.postMessage(message, "*");

function themeVariables(colours) {
  return {
    darkMode: colours.dark,
    background: colours.paper,
    primaryColor: colours.surface,
    primaryTextColor: colours.ink,
    primaryBorderColor: colours.line,
    secondaryColor: colours.accentSoft,
    tertiaryColor: colours.sunken,
    lineColor: colours.muted,
    textColor: colours.ink,
    noteBkgColor: colours.sunken,
    noteTextColor: colours.ink,
    noteBorderColor: colours.line,
    edgeLabelBackground: colours.paper,
    pie1: colours.accent,
    fontSize: "14px",
  };
}

let count = 0;
async function draw({ source, colours }) {
  count += 1;
  const number = count;
  document.documentElement.style.colorScheme = colours.dark ? "dark" : "light";
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    theme: "base",
    themeVariables: themeVariables(colours),
    fontFamily: "system-ui, sans-serif",
    look: "classic",
    layout: "dagre",
    htmlLabels: false,
    maxTextSize: 50_000,
    maxEdges: 500,
    deterministicIds: true,
  });
  const { svg } = await mermaid.render(`diagram-${number}`, source);
  // A later message has overtaken this one.
  if (number !== count) return;
  drawing.innerHTML = svg;
  tellSize();
}

function tellSize() {
  const { width, height } = drawing.getBoundingClientRect();
  if (drawing.firstElementChild) say({ kind: "size", width: Math.ceil(width), height: Math.ceil(height) });
}

addEventListener("message", (event) => {
  if (event.source !== parent || typeof event.data?.source !== "string" || !event.data.colours) return;
  draw(event.data).catch(() => say({ kind: "failed" }));
});

// Also when the page is resized; a browser does not tell a frame that is scrolled out of view.
new ResizeObserver(tellSize).observe(drawing);

say({ kind: "ready" });

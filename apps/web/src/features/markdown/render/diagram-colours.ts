/** What a diagram is drawn with, so that it belongs to the page. */
export type DiagramColours = {
  dark: boolean;
  paper: string;
  surface: string;
  sunken: string;
  line: string;
  ink: string;
  muted: string;
  accent: string;
  accentSoft: string;
};

/** The theme's colours as they are now. */
export function readColours(): DiagramColours {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--color-${name}`).trim();
  return {
    dark: style.colorScheme === "dark",
    paper: colour("paper"),
    surface: colour("surface"),
    sunken: colour("sunken"),
    line: colour("line-strong"),
    ink: colour("ink"),
    muted: colour("ink-muted"),
    accent: colour("accent"),
    accentSoft: colour("accent-soft"),
  };
}

/** Calls back when the theme changes, by choice or with the system; returns how to stop. */
export function watchColours(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", onChange);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", onChange);
  };
}

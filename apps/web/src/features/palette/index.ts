export { PaletteHost } from "./palette-host.tsx";
export type { PaletteView } from "./palette-view.ts";

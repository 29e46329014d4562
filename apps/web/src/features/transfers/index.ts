export { ExportEverything } from "./export-everything.tsx";
export { ImportPanel } from "./import-panel.tsx";

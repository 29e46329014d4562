export type PaletteView = "commands" | "keys";

/** The keys of the app's shortcuts, as the reader's keyboard names them. */
export type PaletteKeys = { palette: string[]; newChat: string[]; sidebar: string[]; questions: string[] };

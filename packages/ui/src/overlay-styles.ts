/** The veil behind dialogs and sheets. */
export const overlay = "fixed inset-0 z-40 bg-veil data-[state=closed]:animate-vanish data-[state=open]:animate-appear";

/** The paper that menus and popovers are on. */
export const floating =
  "z-50 rounded-box border border-line bg-surface text-ink shadow-raised outline-none data-[state=closed]:animate-vanish data-[state=open]:animate-appear";

/** One line of a menu. */
export const menuItem =
  "relative flex min-h-8 pointer-coarse:min-h-11 cursor-default select-none items-center gap-2 rounded-[0.25rem] px-2 py-1 text-sm outline-none " +
  "aria-disabled:opacity-50 data-[highlighted]:bg-fill [&_svg]:size-4 [&_svg]:shrink-0";

/**
 * The pages of the two areas, in the order of their navigation: a page is a line here and its name in `shell.json`.
 */
export const settingsSections = [
  { href: "/settings/profile", key: "profile" },
  { href: "/settings/security", key: "security" },
  { href: "/settings/keys", key: "keys" },
  { href: "/settings/usage", key: "usage" },
  { href: "/settings/language", key: "language" },
  { href: "/settings/appearance", key: "appearance" },
  { href: "/settings/data", key: "data" },
] as const;

export const adminSections = [
  { href: "/admin/users", key: "users" },
  { href: "/admin/registration", key: "registration" },
  { href: "/admin/runs", key: "runs" },
  { href: "/admin/retention", key: "retention" },
  { href: "/admin/audit", key: "audit" },
  { href: "/admin/usage", key: "usage" },
  { href: "/admin/providers", key: "providers" },
  { href: "/admin/models", key: "models" },
  { href: "/admin/system", key: "system" },
] as const;

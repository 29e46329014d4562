import type { MeRow } from "./auth.repo.ts";
import { locale, type Me, theme } from "./auth.schema.ts";

/** An account as the wire carries it. A choice that this version does not know counts as none. */
export function toMe(row: MeRow): Me {
  const { emailVerifiedAt, ...rest } = row;
  return {
    ...rest,
    emailVerified: emailVerifiedAt !== null,
    locale: locale.catch(null).parse(row.locale),
    theme: theme.catch(null).parse(row.theme),
    createdAt: row.createdAt.toISOString(),
  };
}

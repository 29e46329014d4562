"use client";

import type { PersonView } from "@causerie/api/schemas";
import { useFormatter, useTranslations } from "next-intl";

/** Who left or was removed; what they wrote is still there, so their names are too. */
export function FormerPeople({ people }: { people: readonly PersonView[] }) {
  const t = useTranslations("members");
  const format = useFormatter();
  return (
    <section aria-labelledby="former-people" className="text-ink-muted text-sm">
      <h3 id="former-people" className="mb-1">
        {t("formerly")}
      </h3>
      <ul className="flex flex-col gap-1">
        {people.map(({ userId, username, leftAt }) => (
          <li key={userId} className="flex justify-between gap-3">
            <span className="min-w-0 truncate">{username}</span>
            {leftAt && (
              <span className="shrink-0">
                {t("until", { date: format.dateTime(new Date(leftAt), { dateStyle: "medium" }) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

"use client";

import type { NewKey as NewKeyView } from "@causerie/api/schemas";
import { EmptyState } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LoadFailure } from "#components/load-failure.tsx";
import { PageHeading } from "#components/page-heading.tsx";
import { trpc } from "#trpc/client.ts";
import { KeyCard } from "./key-card.tsx";
import { NewKey } from "./new-key.tsx";
import { ShownKey } from "./shown-key.tsx";

/** A person's keys, newest first, and the one that was just made. */
export function KeyPanel({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations("keys");
  const utils = trpc.useUtils();
  const keys = trpc.apiKeys.list.useQuery();
  const [shown, setShown] = useState<NewKeyView | null>(null);
  const show = (key: NewKeyView) => {
    setShown(key);
    void utils.apiKeys.list.invalidate();
  };
  const items = keys.data?.items ?? [];
  return (
    <>
      <PageHeading
        title={t("title")}
        description={t("description")}
        action={<NewKey isAdmin={isAdmin} onCreated={show} />}
      />
      <LoadFailure query={keys} />
      {keys.isSuccess && items.length === 0 && <EmptyState title={t("none")} description={t("noneHint")} />}
      {items.length > 0 && (
        <ul aria-label={t("title")} className="border-line border-t">
          {items.map((item) => (
            <KeyCard key={item.id} item={item} onRotated={show} />
          ))}
        </ul>
      )}
      {shown && <ShownKey made={shown} onDone={() => setShown(null)} />}
    </>
  );
}

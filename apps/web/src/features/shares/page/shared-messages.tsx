"use client";

import type { SharedPage } from "@causerie/api/schemas";
import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useRef, useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { isPlainClick } from "#components/is-plain-click.ts";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { SharedMessage } from "./shared-message.tsx";

/** The messages from the page's first on. More are added below; without scripts, the same link leads to the next page. */
export function SharedMessages({ token, from, page }: { token: string; from: number; page: SharedPage }) {
  const t = useTranslations("shares.page");
  const utils = trpc.useUtils();
  const errorText = useErrorText();
  const [added, setAdded] = useState<SharedPage[]>([]);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const firstNew = useRef<HTMLElement>(null);
  const items = [page, ...added].flatMap((part) => part.items);
  const last = added.at(-1) ?? page;
  const newFrom = items.length - (added.at(-1)?.items.length ?? 0);

  // The external system is the focus: it goes to the first of what came, where the person reads on.
  useEffect(() => {
    if (added.length > 0) firstNew.current?.focus({ preventScroll: true });
  }, [added.length]);

  const showMore = async (event: MouseEvent, next: number) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setMessage(null);
    try {
      const part = await utils.client.shares.read.query({ token, from: next });
      setAdded((parts) => [...parts, part]);
    } catch (error) {
      setMessage(errorText(error));
    }
    setBusy(false);
  };

  return (
    <>
      {items.map((item, index) => (
        <SharedMessage
          // biome-ignore lint/suspicious/noArrayIndexKey: messages are only ever added at the end, and have no ids here
          key={index}
          ref={added.length > 0 && index === newFrom ? firstNew : null}
          message={item}
          idPrefix={`shared-${from + index}`}
        />
      ))}
      {last.nextFrom !== null && (
        <div className="mt-10 flex flex-col items-start gap-3 print:hidden">
          <FormMessage message={message} />
          <Button asChild>
            <a
              href={`/share/${token}?from=${last.nextFrom}`}
              aria-busy={busy || undefined}
              onClick={(event) => void showMore(event, last.nextFrom ?? 0)}
            >
              {t("more")}
            </a>
          </Button>
        </div>
      )}
    </>
  );
}

"use client";

import { Button, Field, Input } from "@causerie/ui";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { LoadFailure } from "#components/load-failure.tsx";
import { trpc } from "#trpc/client.ts";
import { UserCards } from "./user-cards.tsx";
import { UserTable } from "./user-table.tsx";
import { usersInput } from "./users-input.ts";

/** Everyone, newest first, narrowed by what is typed; the list that is there stays until the next one has come. */
export function UserList({ viewerId }: { viewerId: string }) {
  const t = useTranslations("admin.users");
  const [text, setText] = useState("");
  const query = useDeferredValue(text);
  const users = trpc.users.list.useInfiniteQuery(usersInput(query), {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = users.data?.pages.flatMap((page) => page.items) ?? [];
  const count = t("count", { count: items.length });
  return (
    <div className="flex flex-col gap-4">
      <Field label={t("search")} labelHidden className="max-w-md">
        <Input
          type="search"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder={t("search")}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
      <LoadFailure query={users} />
      <p role="status" className="text-ink-muted text-sm">
        {users.isSuccess &&
          (items.length === 0 ? t("none", { query }) : users.hasNextPage ? t("countMore", { count }) : count)}
      </p>
      {items.length > 0 && (
        <div aria-busy={users.isPlaceholderData}>
          <UserTable users={items} viewerId={viewerId} />
          <UserCards users={items} viewerId={viewerId} />
        </div>
      )}
      {users.hasNextPage && (
        <Button className="self-start" busy={users.isFetchingNextPage} onClick={() => users.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </div>
  );
}

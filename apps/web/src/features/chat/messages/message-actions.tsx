"use client";

import type { MessageView } from "@causerie/api/schemas";
import { IconButton } from "@causerie/ui";
import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { useModels } from "../../models/index.ts";
import { answererOf } from "../details/answerer.ts";
import { textOf } from "../store/chat-store-state.ts";
import { CopyButton } from "./copy-button.tsx";
import { RegenerateMenu } from "./regenerate-menu.tsx";

/** What one can do with an answer. On the last one always in sight, on others when one is there. */
export function MessageActions({
  message,
  onRegenerate,
  onDetails,
  last,
}: {
  message: MessageView;
  /** Absent where a new answer can't be asked for now. */
  onRegenerate?: ((model: string) => void) | undefined;
  onDetails: () => void;
  last: boolean;
}) {
  const t = useTranslations("chat");
  const { nameOf } = useModels();
  const { run } = message;
  return (
    <div
      className={
        last
          ? "-ml-2 mt-2 flex items-center gap-0.5"
          : "-ml-2 mt-2 flex items-center gap-0.5 opacity-0 transition-opacity focus-within:opacity-100 group-hover/message:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100"
      }
    >
      {textOf(message) !== "" && <CopyButton text={() => textOf(message)} />}
      {onRegenerate && run && <RegenerateMenu model={run.model} onRegenerate={onRegenerate} />}
      <IconButton label={t("details")} icon={<Info />} onClick={onDetails} />
      {run && <span className="ml-1 truncate text-ink-subtle text-xs">{answererOf(run, nameOf)}</span>}
    </div>
  );
}

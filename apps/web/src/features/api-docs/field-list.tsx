import { useTranslations } from "next-intl";
import type { SchemaField } from "./schema-fields.ts";

/** Fields of a request or an object, one a line. */
export function FieldList({ fields }: { fields: readonly (SchemaField & { place?: string })[] }) {
  const t = useTranslations("apiDocs");
  return (
    <ul className="divide-y divide-line border-line border-y text-sm">
      {fields.map(({ name, type, required, place, description }) => (
        <li key={`${place} ${name}`} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2">
          <code className="font-medium font-mono">{name}</code>
          <code className="break-words font-mono text-ink-muted text-xs">{type}</code>
          <span className="text-ink-subtle text-xs">
            {[place, required ? t("required") : null].filter(Boolean).join(", ")}
          </span>
          {description && (
            <span lang="en" className="basis-full text-ink-muted">
              {description}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

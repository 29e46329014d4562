import { Badge } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { CodeSample } from "./code-sample.tsx";
import { FieldList } from "./field-list.tsx";
import { Prose } from "./prose.tsx";
import type { Operation } from "./read-document.ts";
import { fieldsOf, typeOf } from "./schema-fields.ts";

/** One operation: its line, and opened what it takes and answers. */
export function OperationEntry({ operation, open }: { operation: Operation; open: boolean }) {
  const t = useTranslations("apiDocs");
  const { operationId, method, path, summary, description, parameters, requestBody, responses } = operation;
  const body = requestBody?.content["application/json"];
  const [status = "", response] = Object.entries(responses)[0] ?? [];
  const content = response && "content" in response ? response.content : undefined;
  const [answer] = Object.values(content ?? {});
  const example = typeof answer?.example === "string" ? answer.example : JSON.stringify(answer?.example, null, 2);
  const sample = operation["x-codeSamples"]?.[0]?.source;
  return (
    <details id={operationId} open={open} className="border-line border-t">
      <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1 py-3">
        <code className="w-14 shrink-0 font-mono font-semibold text-accent text-xs">{method}</code>
        <code className="break-all font-mono text-sm">{path}</code>
        <span lang="en" className="text-ink-muted text-sm">
          {summary}
        </span>
        {operation.security?.length === 0 && <Badge>{t("open")}</Badge>}
      </summary>
      <div className="flex flex-col gap-5 pt-1 pb-8">
        {description && <Prose text={description} />}
        {parameters.length > 0 && (
          <div>
            <h3 className="mb-1 font-medium text-sm">{t("parameters")}</h3>
            <FieldList
              fields={parameters.map((field) => ({ ...field, place: t(`in.${field.in}`), type: typeOf(field.schema) }))}
            />
          </div>
        )}
        {body && (
          <div>
            <h3 className="mb-1 font-medium text-sm">{t("body")}</h3>
            <FieldList fields={fieldsOf(body.schema)} />
          </div>
        )}
        {sample && <CodeSample label={t("request")} copyLabel={t("copyRequest")} text={sample} />}
        {example ? (
          <CodeSample label={t("answerOf", { status })} copyLabel={t("copyAnswer")} text={example} />
        ) : (
          <p className="text-ink-muted text-sm">{`${t("answerOf", { status })}. ${t("noBody")}`}</p>
        )}
      </div>
    </details>
  );
}

/** What is known, name by name; null: it could not be asked. */
export function FactList({
  title,
  facts,
}: {
  title: string;
  facts: readonly (readonly [name: string, value: string | null])[];
}) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold text-lg">{title}</h2>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-1 text-sm sm:grid-cols-[12rem_1fr]">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-muted">{name}</dt>
            <dd className="break-all tabular-nums max-sm:mb-2">{value ?? "–"}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

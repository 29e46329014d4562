"use client";

import { RadioGroup, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { LoadFailure } from "#components/load-failure.tsx";
import { Section } from "#components/section.tsx";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { DomainsForm } from "./domains-form.tsx";

/** Whether people may register by themselves, and with which emails. What the environment says stands beside it. */
export function RegistrationForms() {
  const t = useTranslations("admin.registration");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const query = trpc.settings.registration.useQuery();
  const update = trpc.settings.updateRegistration.useMutation({
    onSuccess(settings) {
      utils.settings.registration.setData(undefined, settings);
      toast({ tone: "success", message: common("saved") });
    },
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
  });
  if (!query.data) return <LoadFailure query={query} />;
  const { environment, set } = query.data;
  // What was chosen shows at once, and goes back if it is refused.
  const wanted = update.isPending ? update.variables.data.registration : undefined;
  const chosen = wanted === undefined ? set.registration : wanted;
  return (
    <>
      <Section title={t("accessTitle")} description={t("accessDescription")}>
        <RadioGroup
          label={t("accessTitle")}
          labelHidden
          value={chosen ?? "environment"}
          onValueChange={(value) => update.mutate({ data: { registration: value === "environment" ? null : value } })}
          options={[
            { value: "open", label: t("open"), hint: t("openHint") },
            { value: "closed", label: t("closed"), hint: t("closedHint") },
            {
              value: "environment",
              label: t("environment"),
              hint: t("environmentSays", { variable: "REGISTRATION", value: environment.registration }),
            },
          ]}
        />
      </Section>
      <Section title={t("domainsTitle")} description={t("domainsDescription")}>
        <DomainsForm key={JSON.stringify(set.allowedEmailDomains)} settings={query.data} update={update} />
      </Section>
    </>
  );
}

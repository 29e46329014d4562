import type { ApiConfig } from "../config.ts";
import type { RegistrationSettings, UpdateRegistration } from "./settings.schema.ts";
import type { SettingsStore } from "./settings-store.ts";

export type SettingsService = ReturnType<typeof createSettingsService>;

/** Who may register, and what may be done about it in the app. */
export function createSettingsService(deps: {
  store: SettingsStore;
  config: Pick<ApiConfig, "registration" | "allowedEmailDomains">;
}) {
  const { store, config } = deps;
  const environment = { registration: config.registration, allowedEmailDomains: [...config.allowedEmailDomains] };

  /** What holds now: what an admin set, else what the environment says. */
  function inForce(): RegistrationSettings["inForce"] {
    const { registration, allowedEmailDomains } = store.current().registration;
    return {
      registration: registration ?? environment.registration,
      allowedEmailDomains: allowedEmailDomains ?? environment.allowedEmailDomains,
    };
  }

  const registration = (): RegistrationSettings => ({
    inForce: inForce(),
    environment,
    set: store.current().registration,
  });

  return {
    inForce,
    registration,

    /** In force at once, in every process. What is absent stays; null gives it back to the environment. */
    async updateRegistration(data: UpdateRegistration): Promise<RegistrationSettings> {
      const set = store.current().registration;
      const { registration: access = set.registration, allowedEmailDomains = set.allowedEmailDomains } = data;
      const domains = allowedEmailDomains && [...new Set(allowedEmailDomains)];
      await store.save("registration", { registration: access, allowedEmailDomains: domains });
      return registration();
    },
  };
}

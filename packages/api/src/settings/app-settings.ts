import { z } from "zod";

const days = z.number().int().min(1).max(36_500).nullable();

/** What admins set beside the environment; null: the environment's value is in force, or the thing is off. */
const shapes = {
  registration: z.object({
    registration: z.enum(["open", "closed"]).nullable(),
    allowedEmailDomains: z.array(z.string()).nullable(),
  }),
  retention: z.object({
    /** Conversations go this many days after the last message. */
    conversationDays: days,
    /** Not those that someone pinned. */
    keepPinned: z.boolean(),
    auditDays: days,
    usageDays: days,
  }),
};

export type AppSettings = { [Name in keyof typeof shapes]: z.infer<(typeof shapes)[Name]> };
export type SettingName = keyof AppSettings;

const unset: AppSettings = {
  registration: { registration: null, allowedEmailDomains: null },
  retention: { conversationDays: null, keepPinned: true, auditDays: null, usageDays: null },
};

/** The row of `system_settings` that holds a setting. */
export const settingKey = (name: SettingName) => `settings:${name}`;

/** The settings as they are kept; one that is not there, or that another version wrote in another form, counts as not set. */
export function readSettings(values: ReadonlyMap<string, unknown>): AppSettings {
  const { registration, retention } = shapes;
  return {
    registration: registration.catch(unset.registration).parse(values.get(settingKey("registration"))),
    retention: retention.catch(unset.retention).parse(values.get(settingKey("retention"))),
  };
}

import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { AppBus } from "../chat/conversation-events.ts";
import { createSharedState } from "../shared-state.ts";
import { type AppSettings, readSettings, type SettingName, settingKey } from "./app-settings.ts";
import { findSettings, saveSetting } from "./settings.repo.ts";

export type SettingsStore = {
  /** What is in force; costs nothing to ask. */
  current(): AppSettings;
  /** Writes one setting; it is in force here when this resolves, and in the other processes as soon as they hear of it. */
  save<Name extends SettingName>(name: Name, value: AppSettings[Name]): Promise<void>;
  close(): void;
};

const keys = (["registration", "retention"] satisfies SettingName[]).map(settingKey);

/** What admins set, kept in memory by each process. */
export async function openSettings(deps: { db: Database; bus: AppBus; log: Logger }): Promise<SettingsStore> {
  const { db } = deps;
  const settings = await createSharedState({
    ...deps,
    name: "settings",
    load: () => db.asSystem("settings: read", async (tx) => readSettings(await findSettings(tx, keys))),
  });
  return {
    current: () => settings.current,
    async save(name, value) {
      await db.asSystem("settings: save", (tx) => saveSetting(tx, { key: settingKey(name), value }));
      await settings.changed();
    },
    close: () => settings.close(),
  };
}

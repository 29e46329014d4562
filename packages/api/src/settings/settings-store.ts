import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import { type AppBus, settingsTopic } from "../chat/conversation-events.ts";
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

/**
 * What admins set, kept in memory by each process: read at the start, and again whenever one of them says that it has changed it or
 * such a word may have been lost.
 */
export async function openSettings(deps: { db: Database; bus: AppBus; log: Logger }): Promise<SettingsStore> {
  const { db, bus, log } = deps;
  let settings = readSettings(new Map());
  let reading = 0;

  async function read(): Promise<void> {
    const turn = ++reading;
    const values = await db.asSystem("settings: read", (tx) => findSettings(tx, keys));
    // Of several readings at once the last to begin has what is newest.
    if (turn === reading) settings = readSettings(values);
  }
  const readAgain = () => {
    read().catch((error: unknown) =>
      log.error({ err: error }, "settings could not be read; those known stay in force"),
    );
  };

  const leave = await bus.subscribe(settingsTopic, readAgain, readAgain);
  await read();
  return {
    current: () => settings,
    async save(name, value) {
      await db.asSystem("settings: save", (tx) => saveSetting(tx, { key: settingKey(name), value }));
      await read();
      bus.publish(settingsTopic, { kind: "settings" });
    },
    close: leave,
  };
}

import type { Messages } from "./catalogues.ts";
import type { RegionalLocale } from "./locales.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: RegionalLocale;
    Messages: Messages;
  }
}

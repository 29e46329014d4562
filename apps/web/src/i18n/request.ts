import { getRequestConfig } from "next-intl/server";
import { getPreferences } from "#preferences/server.ts";
import { catalogues } from "./catalogues.ts";

/** next-intl asks here, once per request, which language a page is in and for its texts. */
export default getRequestConfig(async () => {
  const { locale, timeZone } = await getPreferences();
  return { locale, timeZone, messages: catalogues[locale] };
});

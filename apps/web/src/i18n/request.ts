import { getRequestConfig } from "next-intl/server";
import { getPreferences } from "#preferences/server.ts";
import { catalogues } from "./catalogues.ts";

/** next-intl asks here, once per request, which language a page is in, read as where, and for its texts. */
export default getRequestConfig(async () => {
  const { locale, region, timeZone } = await getPreferences();
  // With its time, so that the browser draws the page first as the server did, whatever its own clock says.
  const messages = catalogues[locale];
  return { locale: region ? (`${locale}-${region}` as const) : locale, timeZone, now: new Date(), messages };
});

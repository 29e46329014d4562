import { Button } from "@causerie/ui";
import { Download } from "lucide-react";
import { getTranslations } from "next-intl/server";

/** A link to the archive of all that one has: the browser saves it as it comes. */
export async function ExportEverything() {
  const t = await getTranslations("transfers");
  return (
    <Button asChild>
      <a href="/api/export/all.zip" download>
        <Download aria-hidden className="size-4" />
        {t("exportEverything")}
      </a>
    </Button>
  );
}

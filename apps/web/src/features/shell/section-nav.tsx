"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { adminSections, settingsSections } from "#components/account-sections.ts";
import { SectionLink } from "./section-link.tsx";

/**
 * Where one can go from here: a column beside the page, or on a phone a row above it that scrolls by itself. It has the pages of
 * the area that one is in, and for admins the way to the other.
 */
export function SectionNav({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations("shell");
  const path = usePathname();
  const inAdministration = isAdmin && path.startsWith("/admin");
  const other = inAdministration ? settingsSections[0] : adminSections[0];
  return (
    <nav
      aria-label={t(inAdministration ? "administration" : "sections")}
      className="-mx-4 max-md:fade-x order-last mt-3 basis-full overflow-x-auto px-4 pb-1 md:order-none md:mx-0 md:mt-6 md:basis-auto md:overflow-visible md:px-0"
    >
      <ul className="flex gap-1 md:flex-col">
        {(inAdministration ? adminSections : settingsSections).map(({ href, key }) => (
          <SectionLink key={href} href={href} label={t(key)} current={path === href} />
        ))}
        {isAdmin && (
          <>
            <li aria-hidden className="mx-1 border-line border-l md:mx-0 md:my-3 md:border-t md:border-l-0" />
            <SectionLink
              href={other.href}
              label={t(inAdministration ? "sections" : "administration")}
              current={false}
            />
          </>
        )}
      </ul>
    </nav>
  );
}

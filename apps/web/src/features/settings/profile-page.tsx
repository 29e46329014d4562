import { getFormatter, getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { requireUser } from "#session/viewer.ts";
import { ProfileForm } from "./profile-form.tsx";

export async function ProfilePage() {
  const viewer = await requireUser("/settings/profile");
  const [t, format] = await Promise.all([getTranslations("settings.profile"), getFormatter()]);
  const date = format.dateTime(new Date(viewer.createdAt), { dateStyle: "long" });
  return (
    <>
      <PageHeading title={t("title")} description={t("description")} />
      <ProfileForm email={viewer.email} username={viewer.username} trigram={viewer.trigram ?? ""} />
      <p className="mt-8 text-ink-subtle text-sm">{t("memberSince", { date })}</p>
    </>
  );
}

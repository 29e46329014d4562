import { EnvError, parseEnv } from "@causerie/core/server";
import { describe, expect, it } from "vitest";
import { providerEnvShape, readProviderConfig } from "./identities/provider-config.ts";
import { mailEnvShape, readMailConfig } from "./mail/mail-config.ts";

const provider = {
  OIDC_ISSUER: "https://id.example.org/",
  OIDC_CLIENT_ID: "causerie",
  OIDC_CLIENT_SECRET: "secret",
};
const readProvider = (env: Record<string, string>) => readProviderConfig(parseEnv(providerEnvShape, env));
const mail = { SMTP_URL: "smtp://user:password@mail.example.org:587", SMTP_FROM: "Causerie <causerie@example.org>" };
const publicUrl = "https://chat.example.org";
const readMail = (env: Record<string, string>, url: string | undefined = publicUrl) =>
  readMailConfig(parseEnv(mailEnvShape, env), url);

describe("the provider", () => {
  it.each(Object.keys(provider))("stops the start without %s, which it names", (missing) => {
    const env = { ...provider, [missing]: "" };
    expect(() => readProvider(env)).toThrow(new RegExp(`^${missing} is missing`));
    expect(() => readProvider(env)).toThrow(EnvError);
  });

  it.each(["http://id.example.org", "ftp://id.example.org", "id.example.org"])("is not %s", (OIDC_ISSUER) => {
    expect(() => readProvider({ ...provider, OIDC_ISSUER })).toThrow(/^OIDC_ISSUER can't be used/);
  });

  it("is called as the operator says, else by its host, and may be this machine's", () => {
    expect(readProvider({})).toBeNull();
    expect(readProvider(provider)).toMatchObject({ issuer: "https://id.example.org", name: "id.example.org" });
    expect(readProvider({ ...provider, OIDC_NAME: "Company" })?.name).toBe("Company");
    expect(readProvider({ ...provider, OIDC_ISSUER: "http://localhost:8080/realms/a" })?.name).toBe("localhost:8080");
  });
});

describe("mail", () => {
  it("stops the start without a part of it, which it names", () => {
    expect(() => readMail({ SMTP_URL: mail.SMTP_URL })).toThrow(/^SMTP_FROM is missing/);
    expect(() => readMail({ SMTP_FROM: mail.SMTP_FROM })).toThrow(/^SMTP_URL is missing/);
    expect(() => readMailConfig(parseEnv(mailEnvShape, mail), undefined)).toThrow(/^PUBLIC_URL is missing/);
  });

  it.each(["https://mail.example.org", "mail.example.org"])("does not go by %s", (SMTP_URL) => {
    expect(() => readMail({ ...mail, SMTP_URL })).toThrow(/^SMTP_URL can't be used/);
  });

  it.each(["nobody", "a@example.org\r\nBcc: b@example.org", "A <a@example.org> <b@example.org>"])(
    "is not from %j",
    (SMTP_FROM) => {
      expect(() => readMail({ ...mail, SMTP_FROM })).toThrow(/^SMTP_FROM can't be used/);
    },
  );

  it("is from an address, with or without a name, and its links begin with PUBLIC_URL", () => {
    expect(readMail({})).toBeNull();
    expect(readMail(mail)).toEqual({ smtpUrl: mail.SMTP_URL, from: mail.SMTP_FROM, publicUrl });
    expect(readMail({ ...mail, SMTP_FROM: "causerie@example.org" })?.from).toBe("causerie@example.org");
  });
});

import { type CauserieClient, CauserieError, createCauserieClient } from "@causerie/client";
import type { Questions } from "../terminal/questions.ts";

/**
 * Signs a person in by their password, and the code of their second factor where they have one. For what no key may do.
 *
 * @param options.email asked for when it is not known.
 * @throws {CauserieError} what the server refuses.
 */
export async function signIn(
  questions: Questions,
  options: { url: string; email: string | null },
): Promise<{ client: CauserieClient; email: string }> {
  const visitor = createCauserieClient({ baseUrl: options.url });
  const email = options.email ?? (await questions.ask("Email: ")).trim();
  const password = await questions.askSecret(`Password of ${email}: `);
  const logIn = (code?: string) => visitor.api.auth.login.mutate({ email, password, ...(code ? { code } : {}) });
  const { accessToken } = await logIn().catch(async (error: unknown) => {
    if (!(error instanceof CauserieError) || error.code !== "TOTP_REQUIRED") throw error;
    return await logIn((await questions.ask("Code of the second factor: ")).trim());
  });
  return { client: createCauserieClient({ baseUrl: options.url, token: accessToken }), email };
}

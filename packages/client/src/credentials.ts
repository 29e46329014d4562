import type { CauserieError } from "./error.ts";

/** A token as `auth.login` and `auth.exchangeKey` give it. */
export type Token = { accessToken: string; expiresAt: string };

/** Who the client acts for: one of these, or nobody. */
export type CredentialOptions = {
  /** An access token, or a function that gives the present one: it is asked before every call. */
  token?: string | (() => string | Promise<string>);
  /** An API key; sent as `X-API-Key`. */
  apiKey?: string;
  /**
   * Gets a token, e.g. by `auth.login`. It is called before the first call, again shortly before that token ends, and once
   * when the server says that it has ended.
   */
  getToken?: () => Promise<Token>;
};

export type Credentials = {
  headers(): Promise<Record<string, string>>;
  /** Forgets what was got, so that the next call gets it anew. @returns false when there is nothing to get. */
  renew(): boolean;
};

/** A token is got anew this long before its end: the call must still arrive. */
const marginMs = 30_000;

/** What the client sends to prove who it acts for. @throws {TypeError} when more than one proof is given. */
export function createCredentials({ token, apiKey, getToken }: CredentialOptions): Credentials {
  if ([token, apiKey, getToken].filter((value) => value !== undefined).length > 1) {
    throw new TypeError("Give one of token, apiKey and getToken.");
  }
  const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
  if (apiKey !== undefined) return { headers: async () => ({ "x-api-key": apiKey }), renew: () => false };
  if (getToken !== undefined) {
    const kept = keptToken(getToken);
    return { headers: async () => bearer(await kept.read()), renew: kept.forget };
  }
  if (token === undefined) return { headers: async () => ({}), renew: () => false };
  return {
    headers: async () => bearer(typeof token === "function" ? await token() : token),
    renew: () => typeof token === "function",
  };
}

function keptToken(getToken: () => Promise<Token>) {
  let kept: Token | null = null;
  let getting: Promise<Token> | null = null;
  return {
    async read(): Promise<string> {
      if (kept && Date.parse(kept.expiresAt) - Date.now() > marginMs) return kept.accessToken;
      // Calls that come while it is being got wait for the same one.
      getting ??= getToken().finally(() => {
        getting = null;
      });
      kept = await getting;
      return kept.accessToken;
    },
    forget(): boolean {
      kept = null;
      return true;
    },
  };
}

/** Whether the server says that the proof is out of date, rather than wrong. */
export function isOutdated(error: CauserieError): boolean {
  return error.code === "SESSION_EXPIRED" || error.code === "UNAUTHENTICATED";
}

import { type Credentials, isOutdated } from "./credentials.ts";
import { errorOfResponse } from "./error.ts";
import { pause } from "./pause.ts";

export type SendInit = Omit<RequestInit, "signal"> & { signal?: AbortSignal | null | undefined };

/** Sends a request with the client's credentials; `path` begins with a slash. A refusal is a response like any other. */
export type Send = (path: string, init?: SendInit) => Promise<Response>;

/**
 * The one place that talks to the server.
 *
 * A refused call did nothing, so it is sent again: once with a token that was got anew, and, when `maxWaitSeconds` allows,
 * after the time that the server says when it asks to wait.
 *
 * @param options.maxWaitSeconds the longest that one call waits in all; what would take longer is refused at once.
 */
export function createSend(options: { baseUrl: string; credentials: Credentials; maxWaitSeconds: number }): Send {
  const { credentials } = options;
  return async (path, init = {}) => {
    let renewed = false;
    let waitedSeconds = 0;
    for (;;) {
      const headers = new Headers(init.headers);
      for (const [name, value] of Object.entries(await credentials.headers())) headers.set(name, value);
      const response = await fetch(options.baseUrl + path, { ...init, headers, signal: init.signal ?? null });
      if (response.status !== 401 && response.status !== 429) return response;
      const error = await errorOfResponse(response.clone());
      if (isOutdated(error) && !renewed && credentials.renew()) {
        renewed = true;
      } else if (error.code === "RATE_LIMITED") {
        const seconds = error.retryAfterSeconds ?? 1;
        waitedSeconds += seconds;
        if (waitedSeconds > options.maxWaitSeconds) return response;
        await pause(seconds * 1000, init.signal ?? undefined);
      } else {
        return response;
      }
      await response.body?.cancel();
    }
  };
}

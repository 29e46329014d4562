"use client";

import { useEffect } from "react";

const oneDayMs = 24 * 60 * 60 * 1000;

/**
 * Renews the session's cookie while somebody uses the app: once per page load and then daily. The external system is
 * the cookie, which only an answer of the server can set. A renewal that fails changes nothing: the next one will do.
 */
export function SessionKeeper() {
  useEffect(() => {
    const renew = () => {
      fetch("/api/auth/session").catch(() => {});
    };
    const first = setTimeout(renew, 5_000);
    const daily = setInterval(renew, oneDayMs);
    return () => {
      clearTimeout(first);
      clearInterval(daily);
    };
  }, []);
  return null;
}

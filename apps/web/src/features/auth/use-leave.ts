"use client";

import { useState } from "react";

/** Loads another page from the server, and says so from the click until the page is gone. */
export function useLeave() {
  const [leaving, setLeaving] = useState(false);
  return {
    leaving,
    leave(path: string) {
      setLeaving(true);
      location.assign(path);
    },
  };
}

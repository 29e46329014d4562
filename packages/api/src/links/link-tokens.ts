import { createHmac, timingSafeEqual } from "node:crypto";
import { type IdKind, idPrefixes, isId } from "@causerie/core";
import { deriveKey } from "../auth/tokens/derive-key.ts";

type LinkKind = Extract<IdKind, "inviteLink" | "shareLink">;

/** How long the part of an id behind its prefix is. */
const idLength = 26;

/**
 * The secrets of links. A link's token is its id with a code that only this server can make, so that its owner can copy it
 * again at any time and a copy of the database holds no usable one.
 */
export type LinkTokens = {
  tokenOf(kind: LinkKind, id: string): string;
  /** The id of the link, when the token is one of this server's. */
  read(kind: LinkKind, token: string): string | null;
};

export function createLinkTokens(authSecret: string): LinkTokens {
  const key = deriveKey(authSecret, "links");
  const codeOf = (id: string) => createHmac("sha256", key).update(id).digest().subarray(0, 18);
  return {
    tokenOf: (kind, id) => `${id.slice(idPrefixes[kind].length + 1)}${codeOf(id).toString("base64url")}`,
    read(kind, token) {
      const id = `${idPrefixes[kind]}_${token.slice(0, idLength)}`;
      const code = Buffer.from(token.slice(idLength), "base64url");
      const expected = codeOf(id);
      return isId(kind, id) && code.length === expected.length && timingSafeEqual(code, expected) ? id : null;
    },
  };
}

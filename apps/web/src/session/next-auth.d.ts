import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface User {
    id: string;
    sessionVersion: number;
    /** When the provider asked them to prove who they are, in seconds. */
    provenAt?: number;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    /** The user's session version when the session began; a raised one in the database ends it. */
    ver?: number;
    /** The user's `provenAt`. */
    pat?: number;
  }
}

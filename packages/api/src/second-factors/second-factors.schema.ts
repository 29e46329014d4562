import { z } from "zod";
import { idOf } from "../schema-parts.ts";

const password = z.string().max(1024);
/** Six digits of an authenticator app, or a recovery code, with or without its spaces and dashes. */
export const signInCode = z.string().max(64);

/** How a person's second factor stands. */
export const secondFactorState = z.object({ enabled: z.boolean(), recoveryCodesLeft: z.number().int() });
export type SecondFactorState = z.infer<typeof secondFactorState>;

export const enrolSecondFactorInput = z.object({ password });
/** `secret` in base32, to be typed; `uri` the same, to be shown as a QR code. */
export const enrolSecondFactorOutput = z.object({ secret: z.string(), uri: z.string() });
export const confirmSecondFactorInput = z.object({ code: signInCode });
/** Shown once: only hashes of them are kept. */
export const recoveryCodesOutput = z.object({ recoveryCodes: z.array(z.string()) });
export const proveSecondFactorInput = z.object({ password, code: signInCode });
export const removeSecondFactorInput = z.object({ userId: idOf("user") });

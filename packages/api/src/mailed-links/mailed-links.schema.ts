import { z } from "zod";
import { locale, password } from "../auth/auth.schema.ts";

const token = z.string().min(1).max(200);
/** The language of whoever has not chosen one. */
const writtenIn = { locale: locale.optional() };

/** Any text is taken and answered alike: what a wrong form would tell is nothing. */
export const requestResetInput = z.object({ email: z.string().max(320), ...writtenIn });
export const checkResetInput = z.object({ token });
export const checkResetOutput = z.object({ valid: z.boolean() });
export const resetInput = z.object({ token, newPassword: password });
export const requestVerificationInput = z.object(writtenIn);
export const verifyInput = z.object({ token });

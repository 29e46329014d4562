import { get, patch } from "../rest/rest-meta.ts";
import { adminProcedure, router } from "../trpc.ts";
import * as schema from "./settings.schema.ts";

export const settingsRouter = router({
  registration: adminProcedure
    .meta({ openapi: get("/settings/registration", "Read who may register") })
    .output(schema.registrationSettings)
    .query(({ ctx }) => ctx.services.settings.registration()),

  updateRegistration: adminProcedure
    .meta({
      openapi: patch("/settings/registration", "Change who may register", { body: "data" }),
      auditDetails: ["registration", "allowedEmailDomains"],
    })
    .input(schema.updateRegistrationInput)
    .output(schema.registrationSettings)
    .mutation(({ ctx, input }) => ctx.services.settings.updateRegistration(input.data)),
});

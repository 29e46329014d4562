import { get, post } from "../rest/rest-meta.ts";
import { authedProcedure, publicProcedure, router } from "../trpc.ts";
import * as schema from "./auth.schema.ts";

export const authRouter = router({
  access: publicProcedure
    .meta({ openapi: get("/auth/access", "Say who may register") })
    .output(schema.accessOutput)
    .query(({ ctx }) => ctx.services.auth.access()),

  register: publicProcedure
    .meta({ rateLimit: "auth", openapi: post("/auth/register", "Create an account", { status: 201 }) })
    .input(schema.registerInput)
    .output(schema.meOutput)
    .mutation(({ ctx, input }) => ctx.services.auth.register({ ...input, address: ctx.address })),

  login: publicProcedure
    // Written by the service, also for who signs in with a browser.
    .meta({ rateLimit: "auth", audit: false })
    .input(schema.loginInput)
    .output(schema.tokenOutput)
    .mutation(({ ctx, input }) =>
      ctx.services.auth.login({ ...input, address: ctx.address, requestId: ctx.requestId }),
    ),

  /** For an API key: a token that stands for it for a while, to hand to a part of a program that should not hold the key. */
  exchangeKey: authedProcedure
    .meta({ scope: "any", openapi: post("/auth/exchange-key", "Exchange an API key for a short-lived token") })
    .output(schema.tokenOutput)
    .mutation(({ ctx }) => ctx.services.auth.exchangeKey(ctx)),

  me: authedProcedure
    .meta({ scope: "any", openapi: get("/auth/me", "Read one's own account") })
    .output(schema.meOutput)
    .query(({ ctx }) => ctx.services.auth.me(ctx.principal.userId)),

  changePassword: authedProcedure
    .meta({ rateLimit: "auth", openapi: post("/auth/password", "Change one's own password") })
    .input(schema.changePasswordInput)
    .mutation(({ ctx, input }) =>
      ctx.services.auth.changePassword({ ...input, userId: ctx.principal.userId, address: ctx.address }),
    ),

  signOutEverywhere: authedProcedure
    .meta({ openapi: post("/auth/sign-out-everywhere", "End all of one's own sessions") })
    .mutation(({ ctx }) => ctx.services.auth.signOutEverywhere(ctx.principal.userId)),

  checkSetup: publicProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.checkSetupInput)
    .output(schema.checkSetupOutput)
    .query(({ ctx, input }) => ctx.services.auth.checkSetup(input.token)),

  setup: publicProcedure
    .meta({ rateLimit: "auth" })
    .input(schema.setupInput)
    .output(schema.meOutput)
    .mutation(({ ctx, input }) => ctx.services.auth.setup(input)),
});

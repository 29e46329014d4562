import { adminProcedure, router } from "../trpc.ts";
import { systemStatus } from "./system.schema.ts";

export const systemRouter = router({
  status: adminProcedure.output(systemStatus).query(({ ctx }) => ctx.services.system.status()),
});

// Fails when prisma/schema.prisma and prisma/migrations disagree.
import { schemaDifference } from "../src/migrations/schema-difference.ts";
import { print, run } from "./command-line.ts";

await run(async () => {
  const difference = await schemaDifference();
  if (difference !== "") {
    throw new Error(
      `The schema and the migrations disagree. Write the missing migration with \`pnpm db:migration NAME\`:\n\n${difference}`,
    );
  }
  print("The schema and the migrations agree.");
});

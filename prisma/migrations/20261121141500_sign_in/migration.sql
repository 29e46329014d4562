-- Signing in: identities at an OpenID provider, second factors with their recovery codes, and links sent by mail.

-- CreateEnum
CREATE TYPE "mailed_link_purpose" AS ENUM ('reset', 'verify');

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "email_verified_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "linked_identities" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "linked_identities_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "second_factors" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "sealed_secret" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "second_factors_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("user_id","code_hash")
);

-- CreateTable
CREATE TABLE "mailed_links" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "purpose" "mailed_link_purpose" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "session_version" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mailed_links_pkey" PRIMARY KEY ("user_id","purpose")
);

-- CreateIndex
CREATE UNIQUE INDEX "linked_identities_user_id_issuer_key" ON "linked_identities"("user_id", "issuer");

-- CreateIndex
CREATE UNIQUE INDEX "mailed_links_token_hash_key" ON "mailed_links"("token_hash");

-- AddForeignKey
ALTER TABLE "linked_identities" ADD CONSTRAINT "linked_identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailed_links" ADD CONSTRAINT "mailed_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rights ------------------------------------------------------------------------------------------------------------
-- Whatever proves who someone is, only the system's role writes; the secrets among it, a person's role can't even read.
GRANT SELECT, INSERT, UPDATE, DELETE ON "linked_identities", "second_factors", "recovery_codes", "mailed_links"
  TO causerie_system;
GRANT SELECT ON "linked_identities" TO causerie_app;
GRANT SELECT ("user_id", "confirmed_at", "created_at") ON "second_factors" TO causerie_app;
GRANT SELECT ("user_id", "created_at") ON "recovery_codes" TO causerie_app;
GRANT SELECT ("user_id", "purpose", "email", "expires_at") ON "mailed_links" TO causerie_app;
GRANT SELECT ("email_verified_at") ON "users" TO causerie_app;

-- Row-level security ------------------------------------------------------------------------------------------------
ALTER TABLE "linked_identities" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "second_factors" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "recovery_codes" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "mailed_links" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY "own" ON "linked_identities" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "second_factors" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "recovery_codes" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));
CREATE POLICY "own" ON "mailed_links" TO causerie_app
  USING ("user_id" = (SELECT current_setting('app.user_id', true)));

CREATE POLICY "system" ON "linked_identities" TO causerie_system USING (true);
CREATE POLICY "system" ON "second_factors" TO causerie_system USING (true);
CREATE POLICY "system" ON "recovery_codes" TO causerie_system USING (true);
CREATE POLICY "system" ON "mailed_links" TO causerie_system USING (true);

-- Usernames are unique whatever their case and the form of their letters. The key is made by the application, because
-- what PostgreSQL calls lower case depends on the server's locale.

ALTER TABLE "users" ADD COLUMN "username_key" TEXT;

-- The owner sees the rows only while row-level security is not forced. The application folds more than `lower`; where that
-- matters the key is renewed when the person next saves the name.
ALTER TABLE "users" NO FORCE ROW LEVEL SECURITY;
UPDATE "users" SET "username_key" = lower(normalize("username", NFKC));
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;

ALTER TABLE "users" ALTER COLUMN "username_key" SET NOT NULL;
DROP INDEX "users_username_key";
CREATE UNIQUE INDEX "users_username_key_key" ON "users"("username_key");

GRANT SELECT ("username_key"), UPDATE ("username_key") ON "users" TO causerie_app;

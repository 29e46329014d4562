export { handleAuth as GET, handleAuth as POST } from "#session/auth-handler.ts";

export { AccountShell } from "./account-shell.tsx";

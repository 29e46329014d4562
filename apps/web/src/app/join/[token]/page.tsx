export { JoinPage as default } from "#features/members/join/join-page.tsx";

import { Notice } from "@causerie/ui";

/** What is wrong with a form as a whole; nothing while nothing is. */
export function FormMessage({ message }: { message: string | null }) {
  return message === null ? null : <Notice tone="danger">{message}</Notice>;
}

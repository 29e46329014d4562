/** Whether a message asks for the assistant by name: `@assistant`, not within a word or an address. */
export function mentionsAssistant(text: string): boolean {
  return /(?<![\p{L}\p{N}_.@-])@assistant(?![\p{L}\p{N}_-]|\.\w)/iu.test(text);
}

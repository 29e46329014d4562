/** How many messages a page of a conversation has. */
export const messagesPerPage = 30;

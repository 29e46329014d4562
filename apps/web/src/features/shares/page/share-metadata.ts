import type { Metadata } from "next";
import { readShare } from "./read-share.ts";
import { type ShareProps, startOf } from "./share-address.ts";

/** The title of what is shared; like every page here it is for no search engine. */
export async function shareMetadata({ params, searchParams }: ShareProps): Promise<Metadata> {
  const [{ token }, { from }] = await Promise.all([params, searchParams]);
  const page = await readShare(token, startOf(from));
  return { robots: { index: false, follow: false }, ...(page?.title && { title: page.title }) };
}

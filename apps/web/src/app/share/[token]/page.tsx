export { shareMetadata as generateMetadata } from "#features/shares/page/share-metadata.ts";
export { SharePage as default } from "#features/shares/page/share-page.tsx";

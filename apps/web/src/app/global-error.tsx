"use client";

export { GlobalErrorPage as default } from "#components/global-error-page.tsx";

export { AllUsagePage } from "./all-usage-page.tsx";
export { UsagePage } from "./usage-page.tsx";

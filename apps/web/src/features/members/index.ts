export { CompanyButtons } from "./company-buttons.tsx";

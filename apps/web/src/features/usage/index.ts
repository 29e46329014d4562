export { BudgetsLeft } from "./budgets-left.tsx";
export { formatMoney, parseMoney } from "./money.ts";
export { UserBudgets } from "./user-budgets.tsx";

export type { Bus, BusListener } from "./bus.ts";
export { createMemoryBus } from "./memory-bus.ts";

export type { Bus, BusListener } from "./bus.ts";
export { busPart } from "./bus-part.ts";
export { createMemoryBus } from "./memory-bus.ts";
export { createNotifyBus, type NotifyTransport } from "./notify-bus.ts";
export { createPresence, type Presence, type PresenceTimers } from "./presence.ts";
export type { PresenceMessage } from "./presence-place.ts";
export { createRedisBus } from "./redis-bus.ts";
export { connectRedis, type OnConnection, type RedisConnection } from "./redis-connection.ts";

export { type BusHarness, busContract, joinedBusContract } from "./bus-contract.ts";
export { presenceContract } from "./presence-contract.ts";
export { redisOfOnesOwn } from "./redis.ts";

import type { Timeouts } from "../config.ts";
import type { AddressPolicy } from "./address-guard.ts";
import { createAgents } from "./connect.ts";
import { createExchange, type Exchange, type ExchangeOptions } from "./exchange.ts";
import { type GetJsonOptions, getJson } from "./get-json.ts";
import { createPacer } from "./pacer.ts";
import { type Relayed, type RelayOptions, relay } from "./relay.ts";

/** Four million UTF-16 code units, about a million tokens: more than any model writes at once. */
const answerLimit = 4_000_000;
/** As many tokens, each in an event of its own. */
const relayLimit = 400_000_000;

export type Transport = {
  /** For one request. `onDelta` gets the answer's text, the provider's package what else the provider says. */
  open(options: Pick<ExchangeOptions, "signal" | "onDelta">): Exchange;
  /** Hands an answer on as the provider writes it. */
  relay(options: Omit<RelayOptions, "timeouts" | "agents" | "answerLimit">): Promise<Relayed>;
  /** A small JSON document, such as a list of models. Fails as {@link getJson} does. */
  getJson(url: string, options: GetJsonOptions): Promise<unknown>;
  /** Closes all connections, those in use too. */
  close(): void;
};

/**
 * The way to all providers over HTTP: kept connections, one pacer, timeouts and limits. No redirect is followed.
 *
 * @param addresses where it may lead: `any` is for addresses that the environment gives.
 */
export function createTransport(timeouts: Timeouts, addresses: AddressPolicy = "any"): Transport {
  const agents = createAgents(addresses);
  const pacer = createPacer();
  return {
    open: (options) => createExchange({ ...options, timeouts, pacer, agents, answerLimit }),
    relay: (options) => relay({ ...options, timeouts, agents, answerLimit: relayLimit }),
    getJson: (url, options) => getJson(url, { ...options, agents }),
    close: agents.close,
  };
}

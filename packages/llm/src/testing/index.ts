export { type FakeBehaviour, type Fault, parseDirective } from "./behaviour.ts";
export { type FakeUpstream, type ReceivedRequest, startFakeUpstream } from "./fake-upstream.ts";
export { lorem } from "./lorem.ts";

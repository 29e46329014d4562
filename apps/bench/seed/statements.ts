import { createHash } from "node:crypto";
import { sentenceCount } from "./sentences.ts";
import { syllables } from "./words.ts";

/**
 * One person's past, of which everything follows from a message's number: every `longEvery`th message belongs to one long
 * conversation, which grows all the time; the others fill one conversation after another.
 */
export type Shape = { messages: number; conversations: number; longEvery: number };

/** A million messages: 100,000 conversations, of which one has 20,000 messages. Fewer: the same at a smaller scale. */
export function shapeOf(messages: number): Shape {
  return { messages, conversations: messages / 10, longEvery: messages >= 1_000_000 ? 50 : 5 };
}

const texts = (values: readonly string[]) => `array[${values.map((value) => `'${value}'`).join(",")}]`;

/** When the first message was written, in milliseconds, and how long after it comes the next. */
const beganAt = Date.UTC(2026, 0, 1);
const everyMs = 20_000;
/** After so long comes the next conversation: after ten messages, as there are ten times as many. */
const conversationEveryMs = 10 * everyMs;

const digits = "0123456789abcdefghjkmnpqrstvwxyz";

/** TypeIDs: first the time in base 32, by which they sort; the end is mixed, as in real ones, and has digits of base 16. */
const id = (prefix: string, n: string, every = everyMs) => {
  const digit = (place: number) =>
    `substr('${digits}', (((${beganAt} + (${n}) * ${every}) >> ${5 * place}) & 31)::int + 1, 1)`;
  const time = Array.from({ length: 10 }, (_, place) => digit(9 - place));
  return `'${prefix}_' || ${time.join(" || ")} || left(md5((${n})::text), 16)`;
};

const idOfConversation = (c: string) => id("conv", c, conversationEveryMs);

/** The sentences, given as the parameter, under their numbers. */
export const makeSentences = `create temporary table sentences as
  select ordinality - 1 as s, sentence from unnest($1::text[]) with ordinality as given (sentence, ordinality)`;

/** Numbers of the conversations, 0 being the long one; its messages are the multiples of `longEvery`. */
export function insertConversations(shape: Shape): string {
  const { messages, longEvery } = shape;
  const last = numberOf(shape, `${firstRank(shape, "c + 1")} - 1`);
  return `insert into conversations (id, user_id, title, pinned, archived, head_message_id, created_at, updated_at, last_activity_at)
    select ${idOfConversation("c")}, $1, left(sentence, 60), c % 1000 = 1, c % 10 = 9, ${id("msg", "last")}, ${time("last")}, ${time("last")},
      ${time("last")}
    from generate_series(0, ${shape.conversations - 1}::bigint) c
      cross join lateral (select case when c = 0 then ${messages - longEvery} else ${last} end as last) l
      join sentences on s = (c * 7) % ${sentenceCount}`;
}

/** The messages that are not the long conversation's, in their order. */
const ranks = ({ messages, longEvery }: Shape) => messages - messages / longEvery;

/** The rank of the first message of conversation `c` (from 1), in SQL: all have as many, to within one. */
const firstRank = (shape: Shape, c: string) =>
  `(((${c}) - 1) * ${ranks(shape)} + ${shape.conversations - 2}) / ${shape.conversations - 1}`;

/** The number of the message of that rank, in SQL. */
const numberOf = ({ longEvery }: Shape, rank: string) => `(${rank}) + (${rank}) / ${longEvery - 1} + 1`;

const time = (m: string) => `timestamptz '2026-01-01Z' + (${m}) * interval '${everyMs} milliseconds'`;

/** Messages `from` to `to`, with their conversation, their parent, and of each answer the run that wrote it. */
export function insertMessages(shape: Shape, from: number, to: number): string {
  const { longEvery, conversations } = shape;
  return `with numbered as (
      select m, m % ${longEvery} = 0 as long, m - m / ${longEvery} - 1 as rank
      from generate_series(${from}::bigint, ${to - 1}) m
    ), belonging as (
      select numbered.*, case when long then 0 else 1 + rank * ${conversations - 1} / ${ranks(shape)} end as c from numbered
    ), placed as (
      select m, c, case when long then m / ${longEvery} else rank - ${firstRank(shape, "c")} end as position,
        case when long then m - ${longEvery} else ${numberOf(shape, "rank - 1")} end as parent
      from belonging
    ), written as (
      select placed.*, initcap(a.sentence) || '. ' || b.sentence || ' ' || ${rareWord} || '.' as text
      from placed
        join sentences a on a.s = (m * 7919) % ${sentenceCount}
        join sentences b on b.s = (m * 104729 + 17) % ${sentenceCount}
    ), messages_written as (
      insert into messages (id, user_id, conversation_id, parent_id, role, author_id, parts, text, created_at, updated_at)
      select ${id("msg", "m")}, $1, ${idOfConversation("c")}, case when position > 0 then ${id("msg", "parent")} end,
        (case when position % 2 = 0 then 'user' else 'assistant' end)::message_role,
        case when position % 2 = 0 then $1 end,
        jsonb_build_array(jsonb_build_object('type', 'text', 'text', text)), text, ${time("m")}, ${time("m")}
      from written order by m
    )
    insert into runs (id, user_id, conversation_id, message_id, status, model, provider, input_tokens, output_tokens, cost_micros,
      first_token_ms, duration_ms, finish_reason, created_at, finished_at)
    select ${id("run", "m")}, $1, ${idOfConversation("c")}, ${id("msg", "m")}, 'complete', 'openrouter/openrouter/auto', 'openrouter',
      200, 60, 123, 400, 1700, 'stop', ${time("m")}, ${time("m")}
    from written where position % 2 = 1 order by m`;
}

/** Of the syllables' combinations the one for message `m`; each is in every 8,000th message. */
const rareWord = [1, 20, 400].map((unit) => `(${texts(syllables)})[(1 + m / ${unit} % 20)::int]`).join(" || ");

/** The rare word of a message, for who looks for it. */
export function rareWordOf(message: number): string {
  const digit = (unit: number) => syllables[Math.floor(message / unit) % 20] ?? "";
  return digit(1) + digit(20) + digit(400);
}

/** The indexes that are no constraint's, by the statements that make them: filling tables is quicker without. */
export const readIndexes = `select i.indexname as name, i.indexdef as definition from pg_indexes i
  where i.schemaname = 'public' and i.tablename in ('conversations', 'messages', 'runs')
    and not exists (select from pg_constraint c where c.conname = i.indexname)
    and i.indexname not like '%\\_key'`;

/** The id of conversation `n`, as the statements make it. */
export function conversationId(n: number): string {
  const time = BigInt(beganAt + n * conversationEveryMs);
  const head = Array.from({ length: 10 }, (_, place) => digits[Number((time >> BigInt(5 * (9 - place))) & 31n)]);
  return `conv_${head.join("")}${createHash("md5").update(`${n}`).digest("hex").slice(0, 16)}`;
}

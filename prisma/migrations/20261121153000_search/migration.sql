-- What a search costs follows from what it gives, not from how much there is: matches are looked for newest first, in stretches
-- of a person's past that the search index knows, and given in sheets that pages go through (docs/decisions/025).

-- The stretches of time that something of this owner's belongs to, by the beginning of its id: one of 12.4 days (2^30 ms) and
-- one of 9.3 hours (2^25 ms).
CREATE FUNCTION public.causerie_stretches(owner text, id text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[owner || '/' || left(id, strpos(id, '_') + 4), owner || '/' || left(id, strpos(id, '_') + 5)];

-- DropIndex
DROP INDEX "conversations_search_idx";

-- DropIndex
DROP INDEX "messages_search_idx";

-- In one index with the words: PostgreSQL then reads of a frequent word's list only what lies in the stretches asked for.
CREATE INDEX "conversations_search_idx" ON "conversations"
  USING GIN ("search", causerie_stretches("user_id", "id")) WITH (fastupdate = off);
CREATE INDEX "messages_search_idx" ON "messages"
  USING GIN ("search", causerie_stretches("user_id", "id")) WITH (fastupdate = off);

DROP FUNCTION public.search_conversations(text, integer);
DROP FUNCTION public.causerie_matching_messages(text, tsquery, integer);
DROP FUNCTION public.causerie_indexed_messages(text, tsquery, text, integer);
DROP FUNCTION public.causerie_matching_titles(text, tsquery, integer);
DROP FUNCTION public.causerie_search_query(text);

-- What a person typed, as queries: `wanted` is what must match (every word, as written or by its English or French stem; the
-- last may be unfinished; "words in quotes" as a phrase); `as_written`, `english` and `french` are the same by one configuration
-- alone, for highlighting. Words that say little in either language count only when there are no others. All are null when there is
-- no word at all. Nothing that can be typed is a syntax error: PostgreSQL's own parser finds the words, and each is quoted.
--
-- What the index is asked for, which may match more: `by_index` has the words of a phrase in any order, since the index does not
-- know where a word stands; `by_whole_words` also leaves out the unfinished word, `unfinished`, for whose endings the index would
-- read the list of each. Without another word it is null, as `unfinished` is when the last word is whole.
CREATE FUNCTION public.causerie_search_query(
  typed text, OUT wanted tsquery, OUT as_written tsquery, OUT english tsquery, OUT french tsquery,
  OUT by_index tsquery, OUT by_whole_words tsquery, OUT unfinished tsquery
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
SET client_min_messages = error
AS $$
DECLARE
  pieces text[] := string_to_array(left(typed, 500), '"');
  open_ended boolean := left(typed, 500) !~ '[[:space:]"]$';
  words text[];
  word text;
  exact tsquery;
  en tsquery;
  fr tsquery;
  either tsquery;
  begun tsquery;
  saying_little tsquery;
  little_begun tsquery;
  little_whole tsquery;
BEGIN
  -- What stands between the first and the second quotation mark, the third and the fourth, and so on.
  FOR place IN 2..coalesce(cardinality(pieces), 0) - 1 BY 2 LOOP
    exact := phraseto_tsquery('public.causerie_simple', pieces[place]);
    IF numnode(exact) > 0 THEN
      wanted := coalesce(wanted && exact, exact);
      either := plainto_tsquery('public.causerie_simple', pieces[place]);
      by_index := coalesce(by_index && either, either);
    END IF;
    pieces[place] := ' ';
  END LOOP;
  as_written := wanted;
  english := wanted;
  french := wanted;
  by_whole_words := by_index;

  SELECT array_agg(found.lexeme ORDER BY found.positions[1]) INTO words
  FROM unnest(to_tsvector('public.causerie_simple', array_to_string(pieces, ' '))) found;
  words := coalesce(words[1:12], '{}');

  FOR place IN 1..cardinality(words) LOOP
    word := words[place];
    begun := NULL;
    exact := ('''' || replace(replace(word, '\', '\\'), '''', '''''') || '''')::tsquery;
    IF open_ended AND place = cardinality(words) AND length(word) > 1 THEN
      exact := (exact::text || ':*')::tsquery;
      begun := exact;
    END IF;
    en := plainto_tsquery('public.causerie_english', word);
    fr := plainto_tsquery('public.causerie_french', word);
    IF numnode(en) = 0 OR numnode(fr) = 0 THEN
      saying_little := coalesce(saying_little && exact, exact);
      little_begun := coalesce(begun, little_begun);
      IF begun IS NULL THEN little_whole := coalesce(little_whole && exact, exact); END IF;
    ELSE
      -- Each form once: the index is asked for every one of them.
      either := exact;
      IF en::text <> quote_literal(word) THEN either := either || en; END IF;
      IF fr::text NOT IN (quote_literal(word), en::text) THEN either := either || fr; END IF;
      wanted := coalesce(wanted && either, either);
      by_index := coalesce(by_index && either, either);
      IF begun IS NULL THEN by_whole_words := coalesce(by_whole_words && either, either); END IF;
      unfinished := coalesce(begun, unfinished);
      as_written := coalesce(as_written && exact, exact);
      english := coalesce(english && en, en);
      french := coalesce(french && fr, fr);
    END IF;
  END LOOP;

  IF wanted IS NULL THEN
    wanted := saying_little;
    as_written := saying_little;
    english := saying_little;
    french := saying_little;
    by_index := saying_little;
    by_whole_words := little_whole;
    unfinished := little_begun;
  END IF;
END
$$;

-- What matches by the index alone among the newest of an owner's conversations or messages (`place`), newest first: in these
-- stretches, or in all; with an id from `until` on and before `before`. Of more than `most` any, unordered in time.
CREATE FUNCTION public.causerie_indexed_matches(
  place regclass, owner text, by_index tsquery, stretches text[], before text, until text, most integer
) RETURNS text[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off
SET enable_indexscan = off
SET work_mem = '16MB'
SET jit = off
AS $$
DECLARE
  matching text[];
BEGIN
  EXECUTE format(
    'SELECT array_agg(match.id ORDER BY match.id DESC) FROM (
       SELECT id FROM %s WHERE user_id = $1 AND search @@ $2 %s AND id < $4 AND id >= $5 LIMIT $6
     ) match',
    place, CASE WHEN stretches IS NULL THEN '' ELSE 'AND causerie_stretches(user_id, id) && $3' END
  ) INTO matching USING owner, by_index, stretches, before, until, most;
  RETURN coalesce(matching, '{}');
END
$$;

-- The newest of an owner's conversations or messages (`place`) that match, before `before`, newest first; and `since`, down to which
-- these are all. What is before `since` is for the next sheet; it is `until`, the oldest asked for, when there is nothing more. With
-- an `until` it gives all from there on, without one (the empty string) enough for a sheet.
--
-- Frequent words are found by reading the newest rows. For others the index is asked, about a longer stretch of the past each time
-- until there is enough. Where it can't tell whether a row matches, the row is read: of 1,000 at most, for one sheet.
CREATE FUNCTION public.causerie_newest_matches(
  place regclass, owner text, wanted tsquery, by_index tsquery, by_whole_words tsquery, unfinished tsquery,
  before text, until text, OUT matches text[], OUT since text
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
  sheet CONSTANT integer := 100;
  enough integer := CASE WHEN until = '' THEN 20 ELSE 1000000 END;
  -- How many stretches a step asks about: of 9.3 hours, and the third of 12.4 days. The fourth asks about all the rest.
  steps CONSTANT integer[] := '{4,32,8}';
  step integer;
  digits integer;
  newest record;
  looked_at integer := 0;
  likely integer := 0;
  begun integer := 0;
  reading boolean := true;
  asked tsquery := coalesce(by_whole_words, by_index);
  stretches text[];
  earliest text;
  candidates text[];
  matching text[];
  -- How many rows may still be read.
  room integer := 1000;
BEGIN
  matches := '{}';
  since := before;
  FOR newest IN EXECUTE format(
    'SELECT id, search @@ $3 AS matching, search @@ $4 AS likely, search @@ $5 AS begun FROM %s
     WHERE user_id = $1 AND id < $2 AND id >= $6 ORDER BY id DESC LIMIT 1000', place
  ) USING owner, before, wanted, asked, unfinished, until LOOP
    looked_at := looked_at + 1;
    since := newest.id;
    IF newest.likely THEN likely := likely + 1; END IF;
    IF newest.begun THEN begun := begun + 1; END IF;
    IF newest.matching THEN matches := matches || newest.id; END IF;
    -- Reading on is what finds most where one in twenty matches, or where the index could rule out little.
    reading := CASE looked_at
      WHEN 100 THEN cardinality(matches) >= 5 OR likely >= 33
      WHEN 1000 THEN false
      ELSE cardinality(matches) < sheet
    END;
    EXIT WHEN NOT reading;
  END LOOP;
  IF reading THEN
    since := until;
    RETURN;
  END IF;

  -- Of an unfinished word the index collects the lists of all words that begin so. Where these have more than 10,000 rows, it is
  -- asked for the whole words first, and what they give is read; only when that finds too little, for all.
  IF looked_at = 1000 THEN
    asked := by_index;
  ELSIF (SELECT begun * reltuples / looked_at <= 10000 FROM pg_class WHERE oid = place) THEN
    asked := by_index;
  END IF;
  step := CASE WHEN likely > 0 AND by_whole_words IS NOT NULL THEN 1 ELSE 2 END;
  WHILE since COLLATE "C" > until AND cardinality(matches) < enough AND room > 0 LOOP
    digits := CASE WHEN step <= 2 THEN 5 ELSE 4 END;
    stretches := NULL;
    earliest := until;
    IF step <= cardinality(steps) THEN
      -- The next stretches in which there is anything, and the beginning of the earliest.
      EXECUTE format(
        'WITH RECURSIVE stretch AS (
           SELECT $2 COLLATE "C" AS head, 0 AS nth
           UNION ALL
           SELECT (
             SELECT left(id, strpos(id, ''_'') + $5) FROM %s
             WHERE user_id = $1 AND id < stretch.head AND id >= $3 ORDER BY id DESC LIMIT 1
           ), nth + 1
           FROM stretch WHERE head IS NOT NULL AND nth < $4
         )
         SELECT array_agg($1 || ''/'' || head), min(head) FROM stretch WHERE nth > 0 AND head IS NOT NULL', place
      ) INTO stretches, earliest USING owner, since, until, steps[step], digits;
      IF stretches IS NULL THEN
        since := until;
        RETURN;
      END IF;
    END IF;
    candidates := causerie_indexed_matches(
      place, owner, asked, stretches, since, until, CASE WHEN step > 1 THEN 2001 END
    );
    IF step > 1 AND cardinality(candidates) > 2000 THEN
      step := step - 1;
      CONTINUE;
    END IF;
    IF asked = wanted THEN
      matching := candidates;
    ELSE
      IF cardinality(candidates) > room THEN
        candidates := candidates[1:room];
        earliest := candidates[room];
      END IF;
      room := room - cardinality(candidates);
      -- One by one: the index would be asked for all that match, whenever they were written.
      EXECUTE format(
        'SELECT array_agg(candidate.id ORDER BY candidate.id DESC) FROM unnest($1) candidate (id)
         CROSS JOIN LATERAL (SELECT search FROM %s WHERE id = candidate.id OFFSET 0) found WHERE found.search @@ $2', place
      ) INTO matching USING candidates, wanted;
      IF asked <> by_index AND room = 0 THEN
        asked := by_index;
        room := 1000;
      ELSIF until <> '' THEN
        room := 1000;
      END IF;
    END IF;
    matches := matches || matching;
    since := greatest(earliest, until COLLATE "C");
    -- As far as promises not to be too much: each step is eight times as long as the one before.
    step := CASE
      WHEN step >= 2 AND cardinality(candidates) <= 20 THEN 4
      WHEN step < 3 AND cardinality(candidates) * 8 <= CASE WHEN asked = wanted THEN 2000 ELSE room END THEN step + 1
      ELSE step
    END;
  END LOOP;

  IF until = '' AND cardinality(matches) > sheet THEN
    matches := matches[1:sheet];
    since := matches[sheet];
  END IF;
END
$$;

-- The piece of a text that shows best what was found in it, with the words that were between U+E000 and U+E001, which occur
-- nowhere else in it. It is not escaped.
--
-- Each configuration is asked in turn until one marks as many words as were asked for: which one made a text match can't be told
-- from the stored vector, which has the forms of all. An excerpt costs what is read for it, so of a long text first what stands
-- around the beginning of the longest word, then the first 8,000 characters, then all.
CREATE OR REPLACE FUNCTION public.causerie_excerpt(content text, whole boolean, as_written tsquery, english tsquery, french tsquery)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  hit_start text := chr(57344);
  hit_end text := chr(57345);
  options text := format('StartSel=%s, StopSel=%s, %s', hit_start, hit_end,
    CASE WHEN whole THEN 'HighlightAll=true' ELSE 'MaxWords=30, MinWords=12' END);
  asked_for integer := (numnode(as_written) + 1) / 2;
  plain text := translate(left(content, 50000), hit_start || hit_end, '');
  stretches text[] := ARRAY[left(plain, 8000)];
  word text;
  around integer;
  stretch text;
  piece text;
  marks integer;
  best text;
  most integer := -1;
BEGIN
  IF length(plain) > 8000 THEN
    stretches := stretches || plain;
  END IF;
  IF length(plain) > 2500 AND NOT whole THEN
    -- Endings differ between forms of a word, and the length of a text without accents hardly from what it was.
    SELECT left(parts[1], greatest(4, length(parts[1]) - 3)) INTO word
    FROM regexp_matches(as_written::text, '[[:alnum:]]+', 'g') parts ORDER BY length(parts[1]) DESC LIMIT 1;
    around := strpos(lower(unaccent(plain)), word);
    IF around > 0 THEN
      stretch := substr(plain, greatest(around - 300, 1), 1500);
      stretches := CASE WHEN around > 300 THEN regexp_replace(stretch, '^\S*\s', '') ELSE stretch END || stretches;
    END IF;
  END IF;
  FOREACH stretch IN ARRAY stretches LOOP
    FOR form IN 1..3 LOOP
      piece := CASE form
        WHEN 1 THEN ts_headline('public.causerie_simple', stretch, as_written, options)
        WHEN 2 THEN ts_headline('public.causerie_english', stretch, english, options)
        ELSE ts_headline('public.causerie_french', stretch, french, options)
      END;
      marks := length(piece) - length(replace(piece, hit_start, ''));
      IF marks > most THEN
        best := piece;
        most := marks;
      END IF;
      IF marks >= asked_for THEN
        RETURN best;
      END IF;
    END LOOP;
    EXIT WHEN most > 0;
  END LOOP;
  RETURN best;
END
$$;

-- The same with what matches in the conversations of others in which the person takes part, at most a hundred for one sheet.
CREATE FUNCTION public.causerie_with_shared(
  place regclass, own text[], own_since text, shared text[], wanted tsquery, before text, OUT matches text[], OUT since text
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
  theirs text[];
BEGIN
  EXECUTE format(
    'SELECT array_agg(match.id ORDER BY match.id DESC) FROM (
       SELECT id FROM %s WHERE %I = ANY ($1) AND search @@ $2 AND id < $3 AND id >= $4 ORDER BY id DESC LIMIT 100
     ) match',
    place, CASE place WHEN 'conversations'::regclass THEN 'id' ELSE 'conversation_id' END
  ) INTO theirs USING shared, wanted, before, own_since;
  since := coalesce(theirs[100], own_since);
  matches := ARRAY (
    SELECT match.id FROM (SELECT unnest(own || theirs) COLLATE "C" AS id) match WHERE match.id >= since ORDER BY match.id DESC
  );
END
$$;

-- What a person finds among their own conversations and those of others in which they take part, best first: titles before messages,
-- of one conversation at most three messages.
--
-- It gives the first `max_hits` of a sheet: of some hundred of the newest titles and messages that match. `sheet` and, of the last hit,
-- `rank` and `place` ask for those that follow in the same sheet, as `more` says there are. The next sheet begins where this one ends:
-- {sheet[2], '', sheet[4], ''}; there is none when both are empty. The sheet stands in every row, and in a row of its own without a
-- conversation when there is no hit.
--
-- It runs as the system, because the operator `@@` is not leakproof: under a person's policy the planner would leave the
-- index unused. Hence the owner is compared explicitly, everywhere; an unset one finds nothing.
CREATE FUNCTION public.search_conversations(
  query text, max_hits integer DEFAULT 30, asked_sheet text[] DEFAULT '{~,"",~,""}',
  after_rank double precision DEFAULT NULL, after_place text DEFAULT NULL
)
RETURNS TABLE (
  conversation_id text, message_id text, title text, excerpt text, rank double precision, place text, created_at timestamptz,
  archived boolean, more boolean, sheet text[]
)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
  owner text := nullif(current_setting('app.user_id', true), '');
  asked record;
  titles record;
  texts record;
  shared text[];
BEGIN
  SELECT * INTO asked FROM causerie_search_query(query);
  IF owner IS NULL OR asked.wanted IS NULL THEN
    RETURN;
  END IF;
  max_hits := least(greatest(max_hits, 0), 100);
  SELECT * INTO titles FROM causerie_newest_matches(
    'conversations', owner, asked.wanted, asked.by_index, asked.by_whole_words, asked.unfinished, asked_sheet[1], asked_sheet[2]
  );
  shared := ARRAY (SELECT causerie_shared_with_me('reader'));
  IF cardinality(shared) > 0 THEN
    SELECT * INTO titles FROM causerie_with_shared('conversations', titles.matches, titles.since, shared, asked.wanted, asked_sheet[1]);
  END IF;
  IF after_rank IS NULL AND cardinality(titles.matches) > max_hits THEN
    -- The first page is titles alone. Which messages belong to the sheet is for the second.
    SELECT '{}'::text[] AS matches, '~' AS since INTO texts;
    asked_sheet := ARRAY[titles.matches[1] || '~', titles.since, asked_sheet[3], '~'];
  ELSE
    SELECT * INTO texts FROM causerie_newest_matches(
      'messages', owner, asked.wanted, asked.by_index, asked.by_whole_words, asked.unfinished,
      asked_sheet[3], CASE asked_sheet[4] WHEN '~' THEN '' ELSE asked_sheet[4] END
    );
    IF cardinality(shared) > 0 THEN
      SELECT * INTO texts FROM causerie_with_shared('messages', texts.matches, texts.since, shared, asked.wanted, asked_sheet[3]);
    END IF;
    -- From its newest match on: what is written while someone goes through its pages is not in it.
    asked_sheet := ARRAY[
      coalesce(titles.matches[1] || '~', titles.since), titles.since, coalesce(texts.matches[1] || '~', texts.since), texts.since
    ];
  END IF;

  RETURN QUERY
  WITH ranked AS MATERIALIZED (
    SELECT c.id AS conversation, NULL::text AS message, 1 + ts_rank(c.search, asked.wanted, 1) AS score, c.id AS key
    FROM conversations c WHERE c.id = ANY (titles.matches) AND (c.user_id = owner OR c.id = ANY (shared))
    UNION ALL
    SELECT m.conversation_id, m.id, ts_rank(m.search, asked.wanted, 1), m.id
    FROM messages m WHERE m.id = ANY (texts.matches) AND (m.user_id = owner OR m.conversation_id = ANY (shared))
  ), best AS (
    SELECT numbered.*, count(*) OVER () > max_hits AS others FROM (
      SELECT r.*, row_number() OVER (
        PARTITION BY r.conversation, r.message IS NULL ORDER BY r.score DESC, r.key DESC
      ) AS nth
      FROM ranked r
    ) numbered
    WHERE numbered.nth <= 3 AND (after_rank IS NULL OR (numbered.score, numbered.key) < (after_rank, after_place))
    ORDER BY numbered.score DESC, numbered.key DESC LIMIT max_hits
  )
  SELECT best.conversation, best.message, c.title,
    causerie_excerpt(
      coalesce(m.text, c.title), best.message IS NULL, asked.as_written, asked.english, asked.french
    ),
    best.score::double precision, best.key, coalesce(m.created_at, c.created_at), coalesce(member.archived, c.archived),
    coalesce(best.others, false), asked_sheet
  FROM (VALUES (1)) always
  LEFT JOIN best ON true
  LEFT JOIN conversations c ON c.id = best.conversation
  LEFT JOIN messages m ON m.id = best.message
  LEFT JOIN conversation_members member
    ON member.conversation_id = c.id AND member.user_id = owner AND c.user_id <> owner
  ORDER BY best.score DESC, best.key DESC;
END
$$;

-- Owned by the role whose policies show everything; only a person's role may call it.
REVOKE ALL ON FUNCTION
  public.causerie_search_query(text),
  public.causerie_indexed_matches(regclass, text, tsquery, text[], text, text, integer),
  public.causerie_newest_matches(regclass, text, tsquery, tsquery, tsquery, tsquery, text, text),
  public.causerie_with_shared(regclass, text[], text, text[], tsquery, text),
  public.search_conversations(text, integer, text[], double precision, text)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.search_conversations(text, integer, text[], double precision, text) TO causerie_app;
GRANT CREATE ON SCHEMA public TO causerie_system;
ALTER FUNCTION public.causerie_search_query(text) OWNER TO causerie_system;
ALTER FUNCTION public.causerie_indexed_matches(regclass, text, tsquery, text[], text, text, integer) OWNER TO causerie_system;
ALTER FUNCTION public.causerie_newest_matches(regclass, text, tsquery, tsquery, tsquery, tsquery, text, text) OWNER TO causerie_system;
ALTER FUNCTION public.causerie_with_shared(regclass, text[], text, text[], tsquery, text) OWNER TO causerie_system;
ALTER FUNCTION public.search_conversations(text, integer, text[], double precision, text) OWNER TO causerie_system;
REVOKE CREATE ON SCHEMA public FROM causerie_system;

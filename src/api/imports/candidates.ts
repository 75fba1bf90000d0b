/** Rows of candidates: who each one is, and what is new about them. Nothing here is a consent to be written to. */
import { isDeepStrictEqual } from 'node:util';
import { z } from '@hono/zod-openapi';
import {
  findKnown,
  insertCandidates,
  insertOrigins,
  type KnownCandidates,
  type Origin,
  originKey,
  updateCandidates,
} from '../../../db/candidate-origins.ts';
import type { CandidateFields } from '../../../db/candidates.ts';
import type { Tx } from '../../../db/client.ts';
import { markOf } from '../../../db/erasure.ts';
import { toE164 } from '../../phone.ts';
import { location, preferences, profile } from '../routes/candidates.ts';
import { id, text, timeZone } from '../schemas.ts';
import { list, number, yesOrNo } from './cells.ts';
import { failed, type Kind, type Outcome, type RowContext, skipped } from './kind.ts';

const LANGUAGES: Record<string, string> = { 中文: 'zh', 汉语: 'zh', 英文: 'en', 英语: 'en' };

const columns: Kind['columns'] = {
  id: { path: ['id'] },
  source: { path: ['source'], also: ['来源'] },
  remote_id: { path: ['remote_id'], also: ['编号', '外部编号', '候选人编号'] },
  name: { path: ['name'], also: ['姓名', '名字'] },
  phone: { path: ['phone'], also: ['手机号', '手机', '手机号码', '电话', '联系电话', 'mobile'] },
  language: { path: ['language'], also: ['语言'], read: (cell) => LANGUAGES[cell] ?? cell.toLowerCase() },
  time_zone: { path: ['time_zone'], also: ['时区'] },
  areas: { path: ['preferences', 'areas'], also: ['期望地区', '意向地区', '地区'], read: list },
  slots: { path: ['preferences', 'slots'], also: ['可上班时间', '时段'], read: list },
  roles: { path: ['preferences', 'roles'], also: ['意向岗位', '期望岗位', '岗位'], read: list },
  accepts_night: {
    path: ['preferences', 'accepts_night'],
    also: ['接受夜班', '能上夜班', '夜班'],
    read: yesOrNo,
  },
  education: { path: ['profile', 'education'], also: ['学历', '教育经历'] },
  experience: { path: ['profile', 'experience'], also: ['工作经历', '经历', '经验'], read: list },
  skills: { path: ['profile', 'skills'], also: ['技能'], read: list },
  age: { path: ['profile', 'age'], also: ['年龄'], read: number },
  birth_date: { path: ['profile', 'birth_date'], also: ['出生日期', '生日'] },
  lat: { path: ['location', 'lat'], also: ['纬度'], read: number },
  lon: { path: ['location', 'lon'], also: ['经度'], read: number },
};

/** Null in JSON is as if it were left out: an import adds and corrects, it does not empty. */
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();

const row = z.strictObject({
  id: optional(id('cnd')),
  source: optional(text(100)),
  remote_id: optional(text(200)),
  name: optional(text(200)),
  phone: optional(text(40)),
  language: optional(z.enum(['zh', 'en'])),
  time_zone: optional(timeZone),
  preferences: optional(preferences),
  profile: optional(profile),
  location: optional(location),
});
type Row = z.infer<typeof row>;

/** A row with its keys as they are stored. */
interface Asked {
  place: number;
  row: Row;
  id: string | null;
  origin: Origin | null;
  phone: string | null;
  marks: string[];
}

/**
 * A number in E.164. One without its country is read as the import's; where that is not given it is none, since
 * `13800138000` is a number in China and one in America.
 */
export function phoneIn(given: string, country: string | null): string | null {
  const compact = given.replaceAll(/[\s\u00a0]/gu, '');
  return country === null && !/^(\+|00)/.test(compact) ? null : toE164(compact, country ?? undefined);
}

export const BAD_PHONE =
  'must be a phone number with its country in front, like +8613800138000; or the import must say `country`';

async function take(tx: Tx, rows: readonly Row[], context: RowContext): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let pending: Asked[] = [];
  for (const [place, one] of rows.entries()) {
    const asked = ask(place, one, context);
    if ('did' in asked) outcomes[place] = asked;
    else pending.push(asked);
  }
  while (pending.length > 0) {
    const round = new Round(await findKnown(tx, keysOf(pending)));
    const later: Asked[] = [];
    for (const asked of pending) {
      const outcome = round.take(asked);
      if (outcome) outcomes[asked.place] = outcome;
      else later.push(asked);
    }
    await round.write(tx);
    pending = later;
  }
  return outcomes;
}

function ask(place: number, row: Row, { source, country, eraseHash }: RowContext): Asked | Outcome {
  const phone = row.phone == null ? null : phoneIn(row.phone, country);
  if (row.phone != null && phone === null) return failed('validation_failed', 'phone', BAD_PHONE);
  const from = row.source ?? source;
  if (row.remote_id != null && from === null)
    return failed('validation_failed', 'remote_id', 'needs a `source`, in the row or for the whole import');
  const origin = row.remote_id == null ? null : { source: from!, remote_id: row.remote_id };
  if (row.id == null && !origin && phone === null) {
    const message = 'needs `remote_id`, `phone` or `id`: the same row again would be a second person';
    return failed('unnamed', null, message);
  }
  const marks = [
    ...(phone === null ? [] : [markOf.phone(eraseHash, phone)]),
    ...(origin ? [markOf.origin(eraseHash, origin.source, origin.remote_id)] : []),
  ];
  return { place, row: { ...row, source: from }, id: row.id ?? null, origin, phone, marks };
}

const keysOf = (all: readonly Asked[]) => ({
  ids: all.flatMap(({ id }) => id ?? []),
  origins: all.flatMap(({ origin }) => origin ?? []),
  phones: all.flatMap(({ phone }) => phone ?? []),
  marks: all.flatMap(({ marks }) => marks),
});

/** Rows of different people, each of whom is asked for and written once. Another row of one of them is for the next round. */
class Round {
  readonly #known: KnownCandidates;
  readonly #touched = new Set<string>();
  readonly #made: { fields: CandidateFields & { source: string | null }; origin: Origin | null }[] = [];
  readonly #changed: (CandidateFields & { id: string })[] = [];
  readonly #named: (Origin & { candidate_id: string })[] = [];

  constructor(known: KnownCandidates) {
    this.#known = known;
  }

  /** Null: not in this round. */
  take(asked: Asked): Outcome | null {
    const { id, origin, phone } = asked;
    const found = this.#whoIs(asked);
    const keys = [id, phone, origin && originKey(origin), typeof found === 'string' ? found : null];
    const names = keys.filter((key) => key !== null);
    const seen = names.some((name) => this.#touched.has(name));
    // Also what waits: a third row of theirs must not come before the second.
    for (const name of names) this.#touched.add(name);
    if (seen) return null;
    if (found !== null && typeof found !== 'string') return found;
    return found === null ? this.#make(asked) : this.#change(asked, found);
  }

  /** The id of the one person that all names of a row lead to; null: nobody yet; or why it is nobody. */
  #whoIs({ id, origin, phone, marks }: Asked): string | Outcome | null {
    const { people, byOrigin, byPhone, erasedIds, erasedMarks } = this.#known;
    const named = origin && (byOrigin.get(originKey(origin)) ?? null);
    // A name is theirs until the erasure is done, moments after it was asked for.
    if ([id, named].some((one) => one !== null && erasedIds.has(one))) return ERASED;
    if (id !== null && !people.has(id)) return failed('unknown', 'id', 'is not the id of a candidate');
    const called = phone === null ? [] : (byPhone.get(phone) ?? []);
    const who = id ?? named;
    if (who !== null) {
      if ((named !== null && named !== who) || (called.length > 0 && !called.includes(who))) return CONFLICT;
      return who;
    }
    if (called.length > 1) {
      const message = 'is the number of several people here; name the one by `id` or `remote_id`';
      return failed('ambiguous', 'phone', message);
    }
    const [one] = called;
    if (one === undefined) return marks.some((mark) => erasedMarks.has(mark)) ? ERASED : null;
    // One number, two names over there: two people share it, or one of the names is wrong.
    const other = origin && people.get(one)?.origins.some(({ source }) => source === origin.source);
    return other ? CONFLICT : one;
  }

  #make({ row, phone, origin }: Asked): Outcome {
    this.#made.push({ fields: { ...merged(NOBODY, row, phone), source: row.source ?? null }, origin });
    return { did: 'created' };
  }

  #change({ row, phone, origin }: Asked, id: string): Outcome {
    const { origins, ...before } = this.#known.people.get(id)!;
    const after = { ...merged(before, row, phone), id };
    const isNew = origin !== null && !origins.some((one) => originKey(one) === originKey(origin));
    if (isNew) this.#named.push({ ...origin, candidate_id: id });
    const isSame = isDeepStrictEqual(after, before);
    if (!isSame || isNew) this.#changed.push(after);
    return { did: isSame && !isNew ? 'unchanged' : 'updated' };
  }

  async write(tx: Tx): Promise<void> {
    const ids = await insertCandidates(
      tx,
      this.#made.map(({ fields }) => fields),
    );
    const named = this.#made.flatMap(({ origin }, i) =>
      origin ? [{ ...origin, candidate_id: ids[i]! }] : [],
    );
    await updateCandidates(tx, this.#changed);
    await insertOrigins(tx, [...named, ...this.#named]);
  }
}

const ERASED = skipped('erased', 'is of somebody who was erased here; they are not brought back');
const CONFLICT = failed('conflict', null, 'names two different people by its `id`, `remote_id` and `phone`');

const NOBODY: CandidateFields = {
  name: null,
  phone: null,
  language: null,
  time_zone: null,
  preferences: {},
  profile: {},
  location: null,
};

/** What a row says goes before what was there; what it does not say stays. */
const merged = (before: CandidateFields, row: Row, phone: string | null): CandidateFields => ({
  name: row.name ?? before.name,
  phone: phone ?? before.phone,
  language: row.language ?? before.language,
  time_zone: row.time_zone ?? before.time_zone,
  preferences: { ...before.preferences, ...row.preferences },
  profile: { ...before.profile, ...row.profile },
  location: row.location ?? before.location,
});

/** The embedded engine has one session: a chat waits behind a batch. */
const BATCH = 200;

export const candidates: Kind<Row> = { columns, row, batch: BATCH, take };

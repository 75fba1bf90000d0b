/** A pool of candidates as a company has after years: cities, names, times, and stages that age with them. */

import { multirange } from '../../db/slots.ts';
import { newId } from '../../src/ids.ts';
import type { Corner } from './bed.ts';
import { type Chance, chance, pick } from './chance.ts';
import { query } from './system.ts';

export const CITIES = [
  { lat: 31.23, lon: 121.47 },
  { lat: 30.27, lon: 120.15 },
  { lat: 30.57, lon: 104.06 },
  { lat: 23.13, lon: 113.26 },
  { lat: 51.51, lon: -0.13 },
];
export const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗欧尉'];
const GIVEN = [...'伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红梅海燕建国志远欣怡子涵雨泽'];
export const SKILLS = [
  '叉车',
  '打包',
  '理货',
  '电动三轮',
  'forklift',
  'excel',
  'C1驾照',
  '英语',
  '粤语',
  'wechat',
  '冷链',
  '称重',
];
export const SLOTS = [
  'mon-fri 09:00-18:00',
  'mon-fri 08:00-16:00',
  'fri 22:00-06:00',
  'sat-sun 08:00-20:00',
  'sun 20:00-06:00',
  'mon-sun 18:00-23:00',
  'mon-sun 20:00-08:00',
  'wed 10:00-14:00',
  'tue-thu 06:00-12:00',
];
export const ROLES = ['sorter', 'courier', 'customer_service', 'cleaner', 'cook', 'astronaut'];
export const SOURCES = ['job_board', 'telegram', 'sms', 'referral', 'job_fair', 'poster'];
/** From the newest to the oldest. */
const YOUNG = ['applied', 'screening', 'interviewing', 'reviewing'];
const OLD = ['hired', 'declined', 'withdrawn', 'expired', 'closed', 'declined'];
const OPENINGS = 200;
const BATCH = 5000;

/** Chances fall: the first of a list is taken most often, the last hardly ever. */
export function often<T>(random: Chance, list: readonly T[]): T {
  return list[Math.floor(list.length * random() ** 3)] as T;
}

/** Makes the pool; returns the ids of its openings. */
export async function fillPool(corner: Corner, size: number): Promise<string[]> {
  const random = chance(7);
  const openings = Array.from({ length: OPENINGS }, () => newId('opn'));
  await query(corner, async (sql) => {
    for (const [i, id] of openings.entries()) {
      const code = `POOL${String(i).padStart(4, '0')}`;
      await sql`
        insert into openings (id, code, title, role, flow, status, headcount)
        values (${id}, ${code}, '{"zh":"岗位","en":"Job"}', 'sorter', 'warehouse-sorter', 'open', 10)`;
    }
    for (let made = 0; made < size; made += BATCH) {
      const rows = Array.from({ length: BATCH }, (_, i) => person(random, openings, (made + i) / size));
      await sql`
        with given as (
          select * from jsonb_to_recordset(${sql.json(rows as never)}) as g(id text, conversation_id text, name text,
            phone text, language text, preferences jsonb, slots text, profile jsonb, lat float8, lon float8, source text,
            updated_at timestamptz)
        ), people as (
          insert into candidates (id, name, phone, language, preferences, slots, profile, lat, lon, source, updated_at)
          select id, name, phone, language, preferences, slots::int4multirange, profile, lat, lon, source, updated_at
          from given
        )
        insert into conversations (id, candidate_id) select conversation_id, id from given`;
      await sql`
        insert into applications (id, candidate_id, conversation_id, opening_id, stage, source)
        select g.* from jsonb_to_recordset(${sql.json(rows.flatMap((row) => row.applications) as never)})
          as g(id text, candidate_id text, conversation_id text, opening_id text, stage text, source text)`;
    }
    await sql`vacuum analyze`;
    await sql`checkpoint`;
  });
  return openings;
}

/** @param age 0 is who came first, 1 who came last */
function person(random: Chance, openings: string[], age: number) {
  const city = often(random, CITIES);
  const [id, conversation_id] = [newId('cnd'), newId('cnv')];
  const slots = Array.from({ length: Math.floor(random() * 3) }, () => pick(random, SLOTS));
  const night = random();
  const known = random() < 0.7;
  return {
    id,
    conversation_id,
    name: random() < 0.9 ? pick(random, SURNAMES) + pick(random, GIVEN) + pick(random, GIVEN) : 'Tom Baker',
    phone: known ? `+861${Math.floor(3e9 + random() * 6.9e9)}` : null,
    language: random() < 0.93 ? 'zh' : 'en',
    preferences: {
      slots,
      roles: [often(random, ROLES), often(random, ROLES)],
      ...(night < 0.6 ? { accepts_night: night < 0.2 } : {}),
    },
    slots: multirange(slots),
    profile: { skills: [pick(random, SKILLS), often(random, SKILLS)], education: '高中' },
    lat: known ? city.lat + (random() + random() - 1) * 0.3 : null,
    lon: known ? city.lon + (random() + random() - 1) * 0.3 : null,
    source: often(random, SOURCES),
    updated_at: new Date(Date.now() - (1 - age) * 700 * 86_400_000 * random()).toISOString(),
    applications: [often(random, openings), pick(random, openings)]
      .filter((opening, i, all) => all.indexOf(opening) === i)
      .map((opening_id) => ({
        id: newId('app'),
        candidate_id: id,
        conversation_id,
        opening_id,
        stage: random() < 0.002 ? 'background_check' : pick(random, age > 0.9 ? YOUNG : OLD),
        source: often(random, SOURCES),
      })),
  };
}

/** Who is interviewed by which flow. */
import { demoOpenings } from '../../demo/openings.ts';
import { TingdaError } from '../../errors.ts';
import { loadLibrary, readFlow } from '../../flows/load.ts';
import type { PinnedFlow } from '../../flows/model.ts';
import type { Persona } from '../../simulate/persona.ts';
import type { Opening } from '../../types.ts';

/** One interview to be played: the opening names the flow. */
export interface Part {
  persona: Persona;
  opening: Omit<Opening, 'id'>;
  flow: PinnedFlow;
}

export interface Cast {
  parts: Part[];
  leftOut: { persona: Persona; why: string }[];
}

/** What a simulated opening states beside pay and place. Personas may ask for these three; all else is for HR to answer. */
const STATED = ['shifts'];

/**
 * Without a flow, each persona is interviewed by the flow of its role. A shipped flow, and a changed copy of it under the
 * same id, is for the personas of its role; a flow file with an id of its own is for all.
 * @param wanted the id of a library flow, or a path. @throws TingdaError when there is no such flow, or nobody for it
 */
export function casts(personas: Persona[], wanted: string | undefined): Cast {
  const library = loadLibrary();
  const cast: Cast = { parts: [], leftOut: [] };
  const chosen = wanted === undefined ? null : (library.get(wanted) ?? ownFlow(wanted, [...library.keys()]));
  const forAll = chosen !== null && !library.has(chosen.flow.id);
  for (const persona of personas) {
    const usual = demoOpenings.find(({ role }) => role === persona.role);
    const flow = chosen ?? library.get(usual?.flow ?? '');
    if (!flow || (!usual && !forAll)) {
      cast.leftOut.push({ persona, why: `no flow is shipped for the role ${persona.role}` });
    } else if (!forAll && flow.flow.id !== usual?.flow) {
      cast.leftOut.push({ persona, why: `it is for ${usual?.flow} (role ${persona.role})` });
    } else {
      cast.parts.push({ persona, flow, opening: openingFor(usual ?? demoOpenings[0]!, persona, flow) });
    }
  }
  if (cast.parts.length > 0) return cast;
  const why = cast.leftOut.map(({ persona, why }) => `${persona.id}: ${why}`).join('; ');
  throw new TingdaError('validation_failed', `Nobody is left to be interviewed (${why}).`);
}

function ownFlow(path: string, known: string[]): PinnedFlow {
  if (/\.ya?ml$/i.test(path)) return readFlow(path).pinned;
  throw new TingdaError(
    'validation_failed',
    `There is no flow ${path}. Shipped: ${known.join(', ')}; a file of your own ends in .yaml.`,
  );
}

function openingFor(usual: Omit<Opening, 'id'>, persona: Persona, { flow }: PinnedFlow): Part['opening'] {
  const stated = Object.entries(usual.facts).filter(([name]) => STATED.includes(name));
  return { ...usual, role: persona.role, flow: flow.id, facts: Object.fromEntries(stated) };
}

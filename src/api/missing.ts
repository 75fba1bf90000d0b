/** Addresses where nothing is: 405 with `Allow` when another method would be taken, else 404. */
import { TingdaError } from '../errors.ts';
import { problem } from './problem.ts';

/** @param routes the application's own list, when it is complete */
export function createMissing(routes: readonly { method: string; path: string }[]) {
  const known = routes
    .filter((route) => route.method !== 'ALL')
    .map((route) => ({
      method: route.method,
      path: new RegExp(`^${route.path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
    }));
  return (method: string, path: string, requestId: string): Response => {
    const methods = new Set(known.filter((route) => route.path.test(path)).map((route) => route.method));
    if (methods.has('GET')) methods.add('HEAD');
    if (methods.size === 0) {
      const nothing =
        'There is nothing at this address; /openapi.json lists what there is. Nothing was stored.';
      return problem(new TingdaError('not_found', nothing), requestId);
    }
    const allow = [...methods].sort().join(', ');
    const detail = `${METHOD.test(method) ? method : 'This method'} is not taken here, but ${allow}. Nothing was stored.`;
    const answer = problem(new TingdaError('method_not_allowed', detail), requestId);
    answer.headers.set('allow', allow);
    return answer;
  };
}

const METHOD = /^[A-Z]{3,10}$/;

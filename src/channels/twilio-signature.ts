/** Who calls: https://www.twilio.com/docs/usage/webhooks/webhooks-security#validating-signatures-from-twilio . Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Twilio signs the address that it was given, then the parameters of the form by name. We see another address behind a
 * proxy, so `url` is made from what the operator says.
 */
export function isSigned(
  given: string | undefined,
  authToken: string,
  url: string,
  form: URLSearchParams,
): boolean {
  // As text: base64 is read leniently, and other texts decode to the same bytes.
  const claimed = Buffer.from(given ?? '');
  const parameters = sorted(form);
  // Every candidate is compared, so that time tells nothing of which.
  const hits = spellings(url).filter((address) => {
    const right = Buffer.from(
      createHmac('sha1', authToken)
        .update(address + parameters)
        .digest('base64'),
    );
    return claimed.length === right.length && timingSafeEqual(claimed, right);
  });
  return hits.length > 0;
}

/** By name, the values of one name in order and each once: as Twilio's own libraries read a form. */
function sorted(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort(compare);
  return names
    .flatMap((name) => [...new Set(form.getAll(name))].sort(compare).map((value) => name + value))
    .join('');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** With and without the port that its scheme has anyway: Twilio's own servers are of two minds. */
function spellings(url: string): string[] {
  const { protocol, port } = new URL(url);
  const standard = protocol === 'https:' ? '443' : '80';
  if (port !== '') return [url];
  const [, origin = '', rest = ''] = /^(\w+:\/\/[^/]+)(.*)$/s.exec(url) ?? [];
  const bareOrigin = origin.replace(/:\d+$/, '');
  return [`${bareOrigin}${rest}`, `${bareOrigin}:${standard}${rest}`];
}

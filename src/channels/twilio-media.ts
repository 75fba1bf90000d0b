/**
 * What came with an MMS (https://www.twilio.com/docs/messaging/api/media-resource): asked for with our password at Twilio, which
 * sends us on to where the bytes lie. There no password goes, and nowhere else do we.
 */
import { DownloadError } from '../errors.ts';
import { type Http, HttpError } from '../http.ts';
import type { MediaRef } from '../types.ts';

interface Access {
  apiRoot: string;
  /** The account's address at the API, and what opens it. */
  resource: string;
  authorization: string;
}

/** A picture of a phone or a minute of voice on a slow day. */
const TIMEOUT_MS = 30_000;
const HOPS = 3;

/** @throws DownloadError */
export async function fetchMedia(
  http: Http,
  { apiRoot, resource, authorization }: Access,
  ref: MediaRef,
  maxBytes: number,
): Promise<Uint8Array> {
  const [message, media] = /^(\w+)\/(\w+)$/.exec(ref.id)?.slice(1) ?? [];
  if (!message || !media) throw new DownloadError('not_ours', { retryable: false });
  const home = new URL(apiRoot).origin;
  let url = new URL(`${resource}/Messages/${message}/Media/${media}`);
  for (let hop = 0; hop <= HOPS; hop++) {
    const first = hop === 0;
    const answer = await http
      .request(url.href, {
        headers: first ? { authorization } : {},
        timeoutMs: TIMEOUT_MS,
        maxBytes,
        // Only where the operator pointed us.
        trusted: url.origin === home,
      })
      .catch((error: unknown) => {
        throw failed(error);
      });
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    const { location } = answer.headers;
    const next = answer.status < 400 && location ? URL.parse(location, url.href) : null;
    if (!next) throw refused(answer.status);
    if (next.origin !== home && !keepsMedia(next))
      throw new DownloadError('moved_elsewhere', { retryable: false });
    url = next;
  }
  throw new DownloadError('moved_in_circles', { retryable: true });
}

/** Where Twilio's media lie: its own hosts, and its folder at Amazon. */
function keepsMedia({ protocol, hostname, port, pathname, username }: URL): boolean {
  if (protocol !== 'https:' || port !== '' || username !== '') return false;
  if (/(?:^|\.)twilio(?:cdn)?\.com$/.test(hostname)) return true;
  return /^s3[a-z0-9.-]*\.amazonaws\.com$/.test(hostname) && pathname.startsWith('/media.twiliocdn.com/');
}

function refused(status: number): DownloadError {
  if (status === 404 || status === 410) return new DownloadError('gone', { retryable: false });
  return new DownloadError('provider_failed', {
    retryable: status >= 500 || status === 429 || status === 401,
  });
}

function failed(error: unknown): DownloadError {
  const code = error instanceof HttpError ? error.code : 'failed';
  return code === 'too_large'
    ? new DownloadError(code, { retryable: false })
    : new DownloadError(`network_${code}`, { retryable: code !== 'address_blocked' });
}

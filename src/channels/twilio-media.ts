/**
 * What came with an MMS (https://www.twilio.com/docs/messaging/api/media-resource). The address is made from the ids that
 * the call was checked for, never taken from it; Twilio then points to where the bytes lie, which has to be one of its own
 * places, and does not get our password.
 */
import { DownloadError } from '../errors.ts';
import { type Http, HttpError } from '../http.ts';

const TIMEOUT_MS = 60_000;
/** Its own, and the storage that it rents. */
const PLACES = /^(?:[\w-]+\.)*(?:twilio\.com|twiliocdn\.com|amazonaws\.com)$/;

/**
 * @param resource the account's address in the API
 * @param id `<message>/<media>`
 * @throws DownloadError
 */
export async function fetchMedia(
  http: Http,
  { resource, authorization }: { resource: string; authorization: string },
  id: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const [message, media] = id.split('/').map(encodeURIComponent);
  const bounds = { maxBytes, timeoutMs: TIMEOUT_MS };
  try {
    const url = `${resource}/Messages/${message}/Media/${media}`;
    const answer = await http.request(url, { ...bounds, headers: { authorization }, trusted: true });
    if (answer.status === 200) return answer.body;
    const moved =
      answer.status >= 300 && answer.status < 400 ? URL.parse(answer.headers.location ?? '') : null;
    if (!moved) throw refused(answer.status);
    // Where the operator said that Twilio is, an emulator for example, is as good a place.
    const ours = moved.origin === new URL(resource).origin;
    if (!ours && (moved.protocol !== 'https:' || !PLACES.test(moved.hostname))) {
      throw new DownloadError('place_unknown', { retryable: false });
    }
    const there = await http.request(moved.href, { ...bounds, trusted: ours });
    if (there.status === 200) return there.body;
    throw refused(there.status);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (error.code === 'too_large') throw new DownloadError('too_large', { retryable: false });
    throw new DownloadError(`network_${error.code}`, { retryable: error.code !== 'address_blocked' });
  }
}

function refused(status: number): DownloadError {
  return new DownloadError(`status_${status}`, { retryable: status >= 500 || status === 429 });
}

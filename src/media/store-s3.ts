/** Media in a bucket of Amazon S3 or of what speaks like it (MinIO, Ceph, R2, OSS …); requests are signed by aws4fetch. */
import { hash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import type { Http, HttpRequest } from '../http.ts';
import type { MediaSettings } from '../types.ts';
import { MAX_MEDIA_BYTES } from './limits.ts';
import { type MediaStore, MediaStoreError } from './store.ts';

const TIMEOUT_MS = 30_000;
const TRIES = 3;
const PAUSE_MS = 200;

type Settings = Extract<MediaSettings, { kind: 's3' }>;

export function s3Store(settings: Settings, http: Http): MediaStore {
  const { bucket, endpoint, region } = settings;
  const root = endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`;

  /** Everything asked here may be asked twice, so what goes wrong on the way is tried again. */
  async function ask(
    method: NonNullable<HttpRequest['method']>,
    path: string,
    init: Partial<HttpRequest> = {},
  ) {
    for (let left = TRIES; ; ) {
      left--;
      const answer = await once(method, path, init).catch((error: { code?: string }) => {
        if (left === 0) throw new MediaStoreError(error.code ?? 'failed', error);
        return null;
      });
      if (answer && (answer.status < 500 || left === 0)) return answer;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 ** (TRIES - 1 - left)));
    }
  }

  async function once(method: NonNullable<HttpRequest['method']>, path: string, init: Partial<HttpRequest>) {
    const signed = await new AwsV4Signer({
      method,
      url: `${root}${path}`,
      // With their hash the signature covers the bytes too: nobody on the way can put others in their place.
      headers: { ...init.headers, 'x-amz-content-sha256': hash('sha256', init.body ?? '') },
      body: init.body === undefined ? null : (init.body as string),
      accessKeyId: settings.accessKeyId,
      secretAccessKey: settings.secretAccessKey,
      region,
      service: 's3',
    }).sign();
    return http.request(signed.url.href, {
      ...init,
      method,
      headers: Object.fromEntries(signed.headers),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_MEDIA_BYTES + 64 * 1024,
      trusted: true,
    });
  }

  const refused = (status: number) =>
    new MediaStoreError(status === 403 || status === 401 ? 'refused' : `status_${status}`);

  return {
    async put(name, bytes, type) {
      const { status } = await ask('PUT', `/${name}`, { body: bytes, headers: { 'content-type': type } });
      if (status !== 200) throw refused(status);
    },
    async read(name, start, end) {
      const { status, body } = await ask('GET', `/${name}`, {
        headers: { range: `bytes=${start}-${end - 1}` },
      });
      if (status === 206) return body;
      // Some answer the whole file all the same.
      if (status === 200) return body.subarray(start, end);
      if (status === 416) return new Uint8Array(0);
      // A missing bucket is a 404 too, but nothing that is not there may count as erased or never kept.
      if (status === 404 && body.includes('NoSuchKey')) return null;
      throw refused(status);
    },
    async erase(name) {
      const { status, body } = await ask('DELETE', `/${name}`);
      if (status === 204 || status === 200 || (status === 404 && body.includes('NoSuchKey'))) return;
      throw refused(status);
    },
    async *list() {
      for (let after = ''; ; ) {
        const behind = after && `&start-after=${encodeURIComponent(after)}`;
        const { status, body } = await ask('GET', `/?list-type=2&prefix=med_${behind}`);
        if (status !== 200) throw refused(status);
        const text = body.toString();
        const names = [...text.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, name]) => plain(name!));
        yield names;
        const last = names.at(-1);
        if (last === undefined || last === after || !text.includes('<IsTruncated>true</IsTruncated>')) return;
        after = last;
      }
    },
    async probe() {
      const { status } = await ask('GET', '/?list-type=2&max-keys=1');
      if (status !== 200) throw refused(status);
    },
  };
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** As it is without XML. Names of ours have nothing to hide; those of others are only told back. */
const plain = (xml: string) =>
  xml.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    name ? (ENTITIES[name] ?? whole) : String.fromCodePoint(Number(hex ? `0x${hex}` : decimal)),
  );

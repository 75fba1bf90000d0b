/** Records a voice and sends it. What is recorded is kept in memory until the server has it. */
import type { Language } from '../../types.ts';
import type { Spoken } from './model.ts';
import { TEXTS } from './texts.ts';

export interface RecorderParts {
  button: HTMLButtonElement;
  status: HTMLElement;
}

export interface RecorderDeps {
  post(clientId: string, recording: Blob): Promise<Spoken>;
  newId(): string;
  stranger(): void;
}

/** The first that the browser can: Chrome and Firefox have the first, Safari the second. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** The server takes ten minutes. */
const LONGEST_MS = 590_000;
/** Shorter, it was a slip of the finger. */
const SHORTEST_MS = 400;
const AGAIN_MS = [1000, 3000, 8000, 15_000];

export class Recorder {
  readonly #parts: RecorderParts;
  readonly #deps: RecorderDeps;
  #language: Language;
  #recording: { media: MediaRecorder; began: number; timer: ReturnType<typeof setInterval> } | null = null;
  #dropped = false;
  /** The browser asks for the microphone. */
  #asking = false;

  constructor(parts: RecorderParts, language: Language, deps: RecorderDeps) {
    this.#parts = parts;
    this.#deps = deps;
    this.#language = language;
    const { button } = parts;
    button.hidden = !('mediaDevices' in navigator) || typeof MediaRecorder === 'undefined';
    button.addEventListener('click', () => (this.#recording ? this.#stop() : void this.#start()));
    addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#recording) this.#drop();
    });
    addEventListener('pagehide', () => this.#drop());
  }

  relabel(language: Language): void {
    this.#language = language;
    this.#show();
  }

  async #start(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
      const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
      const media = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: 24_000 });
      const pieces: Blob[] = [];
      const began = Date.now();
      this.#dropped = false;
      media.addEventListener('dataavailable', ({ data }) => pieces.push(data));
      media.addEventListener('stop', () => {
        for (const track of stream.getTracks()) track.stop();
        const long = Date.now() - began >= SHORTEST_MS;
        if (long && !this.#dropped) void this.#send(new Blob(pieces, { type: media.mimeType }));
        else this.#say('');
      });
      media.start();
      const timer = setInterval(() => {
        if (Date.now() - began > LONGEST_MS) this.#stop();
        else this.#show();
      }, 500);
      this.#recording = { media, began, timer };
      this.#show();
    } catch {
      this.#say(TEXTS[this.#language].no_microphone);
    } finally {
      this.#asking = false;
    }
  }

  #stop(): void {
    const recording = this.#recording;
    if (!recording) return;
    this.#recording = null;
    clearInterval(recording.timer);
    if (recording.media.state !== 'inactive') recording.media.stop();
    this.#show();
  }

  #drop(): void {
    this.#dropped = true;
    this.#stop();
  }

  async #send(recording: Blob): Promise<void> {
    const clientId = this.#deps.newId();
    this.#say(TEXTS[this.#language].voice_sending);
    for (let tries = 0; ; tries++) {
      const outcome = await this.#deps.post(clientId, recording);
      const texts = TEXTS[this.#language];
      if (outcome === 'stranger') this.#deps.stranger();
      if (outcome !== 'again') {
        this.#say(outcome === 'early' ? texts.voice_early : outcome === 'refused' ? texts.voice_refused : '');
        return;
      }
      this.#say(texts.voice_again);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]));
    }
  }

  #show(): void {
    const { button } = this.#parts;
    const texts = TEXTS[this.#language];
    const recording = this.#recording;
    button.setAttribute('aria-label', recording ? texts.record_stop : texts.record);
    button.classList.toggle('recording', recording !== null);
    if (recording) this.#say(texts.recording(Math.floor((Date.now() - recording.began) / 1000)), false);
  }

  /** @param aloud a clock is not read out every second */
  #say(text: string, aloud = true): void {
    const { status } = this.#parts;
    status.setAttribute('aria-live', aloud ? 'polite' : 'off');
    if (status.textContent !== text) status.textContent = text;
    status.hidden = text === '';
  }
}

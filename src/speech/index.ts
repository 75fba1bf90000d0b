/**
 * The engines that turn speech into text: a new one is a file beside this one and a line in {@link openTranscriber}.
 *
 * Near-silence is told here, from the sound itself, before anybody is asked: transcribers make up sentences over it.
 */
import type { Http } from '../http.ts';
import type { SpeechSettings } from '../types.ts';
import type { Loudness } from './audio.ts';
import type { Transcriber } from './transcriber.ts';

export async function openTranscriber(settings: SpeechSettings, http: Http): Promise<Transcriber> {
  const engine =
    settings.kind === 'openai'
      ? (await import('./openai.ts')).createOpenAi(settings, http)
      : await (await import('./offline.ts')).createOffline(settings.directory);
  return {
    ...engine,
    transcribe: async (audio, language) =>
      hasVoice(audio.seconds, audio.loudness) ? engine.transcribe(audio, language) : null,
  };
}

/** A word takes longer. */
const SHORTEST_SECONDS = 0.3;
/**
 * Measured on the samples of `test/speech`: a voice at arm's length is above −35 dBFS, one at a three-hundredth of full
 * strength at −65; a muted microphone stays below −78, in any format.
 */
const SILENCE_DB = -70;
/** Hiss, hum and tones stay within 1.3 dB; a voice, even under hiss that is as strong, moves by 3 and more. */
const STEADY_DB = 2.5;

export function hasVoice(seconds: number, { quiet, loud }: Loudness): boolean {
  return seconds >= SHORTEST_SECONDS && loud > SILENCE_DB && loud - quiet > STEADY_DB;
}

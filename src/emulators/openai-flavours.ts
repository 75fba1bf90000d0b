/**
 * How the servers that speak OpenAI's transcription API differ: what they refuse, and how they write what they heard. Each
 * row is what a real one was seen to do.
 */

export const FLAVOURS = ['openai', 'groq', 'whisper.cpp', 'faster-whisper', 'vllm', 'funasr'] as const;
export type FlavourName = (typeof FLAVOURS)[number];

/** Servers that chat only. */
export const CHAT_ONLY = ['deepseek', 'dashscope', 'ollama'] as const;
export type ServerName = FlavourName | (typeof CHAT_ONLY)[number];

/** What is heard in one recording. */
export interface Heard {
  text: string;
  /** How sure the server is, 0 to 1; it tells the logarithm. */
  confidence: number;
  noSpeech: number;
  language: string;
  seconds: number;
}

interface Upload {
  model: string;
  format: string;
  extension: string;
  bytes: number;
  seconds: number;
}

export class Refusal extends Error {
  readonly status: number;
  readonly body: object;
  constructor(status: number, body: object) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
  }
}

interface Flavour {
  /** Wants an `Authorization` that is right. */
  locked: boolean;
  check(upload: Upload): void;
  /** The answer's body. */
  write(heard: Heard, upload: Upload): object;
  /** What is written over silence. */
  silence: string;
}

const refuse = (message: string, more: { code?: string; param?: string; status?: number } = {}) => {
  const { status = 400, code = null, param = null } = more;
  throw new Refusal(status, { error: { message, type: 'invalid_request_error', param, code } });
};

const NAMES: Record<string, string> = { zh: 'chinese', en: 'english' };

export const flavours: Record<FlavourName, Flavour> = {
  /** https://platform.openai.com/docs/api-reference/audio/createTranscription */
  openai: {
    locked: true,
    silence: 'Thank you for watching!',
    check({ model, format, extension, bytes, seconds }) {
      const known = 'flac m4a mp3 mp4 mpeg mpga oga ogg wav webm'.split(' ');
      if (!/^(whisper-1|gpt-(4o-(mini-)?)?transcribe)$/.test(model)) {
        refuse(`The model '${model}' does not exist`, { status: 404, code: 'model_not_found' });
      }
      if (!known.includes(extension))
        refuse(`Invalid file format. Supported formats: ${JSON.stringify(known)}`);
      if (bytes > 25 * 1024 * 1024) refuse('Maximum content size limit exceeded', { status: 413 });
      if (seconds < 0.1) {
        refuse('Audio file is too short. Minimum audio length is 0.1 seconds.', { code: 'audio_too_short' });
      }
      if (model !== 'whisper-1' && format !== 'json' && format !== 'text') {
        refuse(
          `response_format '${format}' is not compatible with model '${model}-api-ev3'. Use 'json' or 'text' instead.`,
          { param: 'response_format', code: 'unsupported_value' },
        );
      }
    },
    write(heard, { model, format }) {
      if (model !== 'whisper-1') {
        const logprobs = [...heard.text].map((token) => ({ token, logprob: Math.log(heard.confidence) }));
        return { text: heard.text, logprobs, usage: { type: 'tokens', total_tokens: logprobs.length } };
      }
      return format === 'verbose_json' ? verbose(heard) : { text: heard.text };
    },
  },
  /** https://console.groq.com/docs/speech-to-text */
  groq: {
    locked: true,
    silence: ' Thank you.',
    check({ model, extension }) {
      const known = 'flac mp3 mp4 mpeg mpga m4a ogg opus wav webm'.split(' ');
      if (!/^whisper-large-v3(-turbo)?$/.test(model)) {
        refuse(`The model \`${model}\` does not exist or you do not have access to it.`, {
          status: 404,
          code: 'model_not_found',
        });
      }
      if (!known.includes(extension)) {
        refuse(`file must be one of the following types: [${known.join(' ')}]`);
      }
    },
    write(heard, { format }) {
      const said = format === 'verbose_json' ? verbose({ ...heard, text: ` ${heard.text}` }) : undefined;
      return { ...(said ?? { text: ` ${heard.text}` }), x_groq: { id: 'req_emulated' } };
    },
  },
  /** https://github.com/ggml-org/whisper.cpp/tree/master/examples/server, without `--convert` */
  'whisper.cpp': {
    locked: false,
    silence: ' [BLANK_AUDIO]',
    check({ extension }) {
      if (extension !== 'wav') throw new Refusal(400, { error: 'failed to read audio data' });
    },
    write(heard, { format }) {
      const lines = heard.text.split(/(?<=[。.!?！？])\s*/).filter(Boolean);
      const text = `${lines.map((line) => ` ${line}`).join('\n')}\n`;
      if (format !== 'verbose_json') return { text };
      const whole = verbose({ ...heard, text });
      return { ...whole, segments: whole.segments.map(({ seek: _, ...segment }) => segment) };
    },
  },
  /** https://github.com/speaches-ai/speaches; `no_speech_prob` is often 0 whatever is heard */
  'faster-whisper': {
    locked: false,
    silence: '字幕由Amara.org社区提供',
    check({ model }) {
      if (!model.includes('/')) {
        throw new Refusal(404, { detail: `Model '${model}' is not installed locally.` });
      }
    },
    write(heard, { format }) {
      if (format !== 'verbose_json') return { text: heard.text };
      const whole = verbose({ ...heard, noSpeech: 0 });
      return { ...whole, language: heard.language, words: null };
    },
  },
  /** https://docs.vllm.ai; numbers may be missing, and the length is a string */
  vllm: {
    locked: false,
    silence: ' you',
    check() {},
    write(heard, { format }) {
      if (format !== 'verbose_json') return { text: heard.text, usage: { type: 'duration', seconds: 1 } };
      const whole = verbose(heard);
      return {
        ...whole,
        duration: String(whole.duration),
        segments: whole.segments.map((segment) => ({
          ...segment,
          avg_logprob: null,
          no_speech_prob: null,
          compression_ratio: null,
        })),
      };
    },
  },
  /** SenseVoice behind https://github.com/modelscope/FunASR: one format whatever is asked for, its marks left in */
  funasr: {
    locked: false,
    silence: '<|nospeech|><|EMO_UNKNOWN|><|Event_UNK|><|woitn|>',
    check({ extension }) {
      if (extension === 'oga') throw new Refusal(422, { detail: 'Unsupported audio format' });
    },
    write: (heard) => ({ text: `<|${heard.language}|><|NEUTRAL|><|Speech|><|withitn|>${heard.text}` }),
  },
};

/** Two segments where there are two sentences. */
function verbose({ text, confidence, noSpeech, language, seconds }: Heard) {
  const parts = text.split(/(?<=[。.!?！？])(?=.)/su).filter((part) => part.trim() !== '');
  const letters = parts.reduce((sum, part) => sum + part.length, 0) || 1;
  let at = 0;
  const segments = parts.map((part, id) => {
    const start = at;
    at += (seconds * part.length) / letters;
    return {
      id,
      seek: 0,
      start: round(start),
      end: round(at),
      text: part,
      tokens: [50364, 50365],
      temperature: 0,
      avg_logprob: Math.log(confidence),
      compression_ratio: 1.1,
      no_speech_prob: noSpeech,
    };
  });
  return {
    task: 'transcribe',
    language: NAMES[language] ?? language,
    duration: round(seconds),
    text,
    segments,
  };
}

const round = (value: number) => Math.round(value * 100) / 100;

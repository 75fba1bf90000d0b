#!/bin/sh
# How the recordings in this folder were made, with Debian's espeak-ng, sox, ffmpeg, opus-tools, and silk-wasm.
# apt-get install espeak-ng sox libsox-fmt-all ffmpeg opus-tools gcc libvo-amrwbenc-dev
set -e
cd "$(dirname "$0")"
speak() { espeak-ng -v "$1" -s 150 -w /dev/stdout "$2" | sox -t wav - -r 16000 -c 1 -b 16 "$3"; }
speak cmn "我做过两年分拣，一小时三百件。" zh.wav
speak en-us "I sorted three hundred parcels an hour." en.wav
quiet() { ffmpeg -loglevel error -y -fflags +bitexact "$@"; }
opusenc --quiet --bitrate 24 zh.wav zh.ogg                      # Telegram
opusenc --quiet --bitrate 24 en.wav en.ogg
quiet -i en.wav -c:a libopus -b:a 24k -live 1 en.webm           # Chrome, Firefox: no sizes, no length
quiet -i en.wav -c:a libopus -b:a 24k -strict -2 en-opus.mp4    # Chrome, when asked for mp4
quiet -i zh.wav -ar 44100 -c:a aac -b:a 48k zh.m4a              # an iPhone's memo
quiet -i en.wav -c:a aac -b:a 32k -movflags frag_keyframe+empty_moov en-live.mp4   # Safari
quiet -i en.wav -c:a aac -b:a 32k en.aac
quiet -i en.wav -ar 22050 -c:a libmp3lame -b:a 32k en.mp3       # MMS
quiet -i en.wav -ar 44100 -ac 2 -c:a libmp3lame -b:a 48k -id3v2_version 3 -metadata title=memo stereo.mp3
sox en.wav -r 8000 en.amr-nb && mv en.amr-nb en.amr             # MMS, WeCom
# Wide band: Debian's tools have no encoder for it, its library libvo-amrwbenc-dev does.
cat > wide.c <<'C'
#include <stdio.h>
#include <vo-amrwbenc/enc_if.h>
int main(void) {
  short sound[320]; unsigned char frame[64]; char head[44];
  void *encoder = E_IF_init();
  fread(head, 1, 44, stdin);
  fwrite("#!AMR-WB\n", 1, 9, stdout);
  while (fread(sound, 2, 320, stdin) == 320) fwrite(frame, 1, E_IF_encode(encoder, 4, sound, frame, 0), stdout);
}
C
cc wide.c -o wide -lvo-amrwbenc && ./wide < en.wav > en-wide.amr && rm wide wide.c
sox zh.wav -r 22050 -c 2 -b 24 -e signed zh-24bit-stereo.wav trim 0.2 0.5
sox en.wav -r 8000 -b 8 -e unsigned en-8bit.wav
node -e "
const { encode } = require('silk-wasm'), { readFileSync, writeFileSync } = require('fs');
encode(readFileSync('zh.wav'), 0).then(({ data }) => {
  writeFileSync('zh.silk', data);                                // WeChat: one byte before the name
  writeFileSync('zh-bare.silk', data.subarray(1));
});"

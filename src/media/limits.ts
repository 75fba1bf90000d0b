/** How much of a person's voice is taken at once. Enough for any answer; a film or a radio station is neither. */

/** Telegram gives no larger file to a bot (https://core.telegram.org/bots/api#getfile); MMS and the web stay below. */
export const MAX_MEDIA_BYTES = 20 * 1024 * 1024;

/** As 16 kHz WAV this is 19 MB: transcribers take 25. */
export const MAX_MEDIA_SECONDS = 600;

/** Goes on another time. */
import { around } from './any.ts';

export const PAUSE_EN = around(
  "^(?:(?:sorry|ok|okay|hey|well|oh|um|hi|actually|one sec)[,. ]+)*(?:(?:can|could|may|let)(?: me| i| we|'s)? (?:please )?|i(?:'ll| will|'d like to| would like to| need to| have to|'ve got to| gotta| got to| must|'m going to| want to)? |let's |we(?:'ll| can) |gotta |got to |have to |need to )?",
  [
    '(?:finish|continue|do|come back|get back|resume|pick|reply|answer|talk|go on|carry on|chat)(?: (?:this|it|that|to this|to it|to you|up|the interview|with this|here|back|the rest|again|off|on))*,? (?:later|tomorrow|tonight|another time|some other time|this evening|in the (?:morning|evening|afternoon)|after (?:my |the )?(?:class|work|lunch|dinner|shift|school|lecture)|in (?:a bit|a while|an hour|a few|\\w+ (?:minutes|mins|hours)))[^.!?]{0,12}',
    '(?:take a|have a|need a) break|pause(?: (?:here|this|for now|it|for a (?:bit|while)))?',
    '(?:have to|need to|must|gotta|got to)?\\s?(?:go|run|leave|head out|log off)(?: now| to (?:class|work|school|bed))?(?:,? (?:talk|back|continue|speak|be back)[^.!?]{0,20})?',
    '(?:be right back|brb|ttyl|gtg|g2g|bbl|back in a (?:bit|sec|minute)|one (?:moment|sec|minute)|hold on|hang on|talk later|talk to you later|later then)',
  ],
  '[ .!]*$',
);

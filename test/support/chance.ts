/** Chance that can be repeated: the same in every run of the day, another in each run of the night. A failure names its seed. */
import fc from 'fast-check';

if (!process.env.TINGDA_NIGHTLY) fc.configureGlobal({ seed: 20_261_127 });

export default fc;

/** The channels that a simulation can be played over. */
import type { SimulatedChannel } from './channel.ts';

export const simulatedChannels = {
  telegram: async () => (await import('./telegram.ts')).createTelegram(),
  web: async () => (await import('./web.ts')).createWeb(),
} satisfies Record<string, () => Promise<SimulatedChannel>>;

export type ChannelName = keyof typeof simulatedChannels;

export function isChannelName(name: string): name is ChannelName {
  return Object.hasOwn(simulatedChannels, name);
}

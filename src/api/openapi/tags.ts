/** The chapters of the document. A new resource gets one row here; its operations find it by the beginning of their path. */

interface Tag {
  name: string;
  description: string;
  /** An operation belongs to the tag with the longest of these that its path begins with, or, with `*`, that it fits. */
  paths: readonly string[];
}

export const TAGS: readonly Tag[] = [
  {
    name: 'Openings',
    description:
      'What is offered: a job, where it is, what it pays, and the facts that the bot may say about it. Shifts are its times, each with so many seats.',
    paths: ['/v1/openings'],
  },
  {
    name: 'Candidates',
    description:
      'People. One candidate has one chat, however many apps they write from. They can be exported for the person, and erased.',
    paths: ['/v1/candidates'],
  },
  {
    name: 'Applications',
    description:
      'A candidate for an opening, and the stage that it is in. Every move is made against the stage that you believe it to be in, so that two people never overwrite each other.',
    paths: ['/v1/applications'],
  },
  {
    name: 'Invitations',
    description: 'One person’s way into one interview: a code, a link, and a line that is sent for you.',
    paths: ['/v1/invitations'],
  },
  {
    name: 'Interviews',
    description:
      'What was asked and said. You can read along, take the chat over, and write in it, as HR or on behalf of the candidate.',
    paths: ['/v1/interviews'],
  },
  {
    name: 'Assessments',
    description:
      'What was made of an interview: a score for each criterion, resting on verbatim quotes. It recommends; a person decides. A person’s own rating stands beside it.',
    paths: ['/v1/interviews/*/assessments', '/v1/reviews'],
  },
  {
    name: 'Tickets',
    description: 'What waits for a person, with the candidate’s words and what to do about it.',
    paths: ['/v1/tickets'],
  },
  {
    name: 'Background checks',
    description:
      'Asked for in the chat, with the person’s consent. What is found is told to them first, and they have time to answer.',
    paths: ['/v1/background_checks'],
  },
  {
    name: 'Contracts',
    description: 'Made from a template, read and signed on a phone, kept as a PDF whose hash is known.',
    paths: ['/v1/contract_templates', '/v1/contracts'],
  },
  {
    name: 'Onboardings',
    description: 'The first shift: when and where, who is there, and what happens when somebody is not.',
    paths: ['/v1/onboardings'],
  },
  {
    name: 'Employments',
    description:
      'Who works, since when and for what; how they do, what they were paid, and changes that a second person has to approve.',
    paths: ['/v1/employments', '/v1/approvals', '/v1/performance_records', '/v1/pay_statements'],
  },
  {
    name: 'Events',
    description: 'All that happens, in an order that a reader can follow without ever skipping.',
    paths: ['/v1/events'],
  },
  {
    name: 'Webhooks',
    description:
      'Being told instead of asking: endpoints of yours, what they were told, and how they answered. The calls themselves are under `webhooks` in this document.',
    paths: ['/v1/webhook_endpoints'],
  },
  {
    name: 'Keys',
    description: 'Keys of this API and what each may do.',
    paths: ['/v1/keys'],
  },
  {
    name: 'Server',
    description: 'Whether it lives, what state its parts are in, and its figures.',
    paths: ['/healthz', '/readyz', '/metrics'],
  },
  {
    name: 'Imports and exports',
    description:
      'Whole lists as files: taken in row by row with what is wrong named by line and column, and given out safe for spreadsheets.',
    paths: ['/v1/imports', '/v1/exports'],
  },
  {
    name: 'Personal data',
    description:
      'How long what is kept of people, what has to stay although somebody is erased, and who looked at what.',
    paths: ['/v1/legal_holds', '/v1/retention', '/v1/audit_log'],
  },
  {
    name: 'Users',
    description: 'People of HR: they come by invitation, sign in at `/hr`, and may do what their role says.',
    paths: ['/v1/users'],
  },
  {
    name: 'Web chat',
    description:
      'What the page of the web chat asks, by a cookie instead of a key. The bot’s lines come from the same chat as everywhere.',
    paths: ['/chat'],
  },
  {
    name: 'Providers',
    description:
      'What a provider of background checks, contracts or first shifts calls to tell how it goes. Our own calls to it are in the documentation of each step.',
    paths: ['/hooks'],
  },
];

/** The tag of a path; undefined when none was written for it, which a test notices. */
export function tagOf(path: string): string | undefined {
  const fitting = TAGS.flatMap(({ name, paths }) =>
    paths.filter((one) => begins(path, one)).map((one) => ({ name, length: one.length })),
  );
  return fitting.sort((a, b) => b.length - a.length)[0]?.name;
}

function begins(path: string, beginning: string): boolean {
  const parts = path.split('/');
  return beginning.split('/').every((part, at) => part === '*' || part === parts[at]);
}

// Which browser the journeys use, and under which path of the host they find the page.

import { existsSync } from 'node:fs';

/** A path that no build knows of. */
export const BASE = '/some/sub/path/';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser named in CHROMIUM (`cargo xtask test` sets it), kept quiet on the network. */
export const browserOptions = {
  executablePath: process.env.CHROMIUM ?? CANDIDATES.find((file) => existsSync(file)),
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-quic',
    '--disable-sync',
    '--no-first-run',
  ],
};

/** `/hr`: how people of HR come in, and who they are here. */
import type { Hono } from 'hono';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { createDesk } from './desk.ts';
import { homeRoutes } from './home.ts';
import { joinRoutes } from './join.ts';
import { loginRoutes } from './login.ts';
import { hrSealed } from './page.ts';
import { securityRoutes } from './security.ts';

export function hrRoutes(app: Hono<ApiEnv>, deps: ApiDeps): void {
  const desk = createDesk(deps);
  for (const path of ['/hr', '/hr/*']) app.use(path, hrSealed);
  homeRoutes(app, deps, desk);
  loginRoutes(app, deps, desk);
  joinRoutes(app, deps, desk);
  securityRoutes(app, deps, desk);
}
